"""Real servers for tests, on free ports of loopback: Dovecot, and servers and proxies that fail as they are told."""

"""Tests of the register, on real SQLite files and, where MAILBOT_TEST_POSTGRESQL names a server, on PostgreSQL too."""

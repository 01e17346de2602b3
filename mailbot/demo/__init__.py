"""The demonstration: sample mail and embedded IMAP and SMTP servers on loopback; needs the extra `demo`."""

"""The least that a configuration must say."""

SAMPLE = """[desk]
name = "Desk"
address = "desk@example.org"
organisers = ["one@example.org"]

[mailbox]
host = "imap.example.org"
username = "desk@example.org"
password = "geheim"

[smtp]
host = "smtp.example.org"
"""

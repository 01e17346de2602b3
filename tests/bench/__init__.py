"""`python -m tests.bench`: how fast mail is filed from a real Dovecot, beside a bare loop in the same run."""

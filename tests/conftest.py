"""What every test may ask for."""

from tests.servers.fixtures import certificates, dovecot, running_dovecot

__all__ = ["certificates", "dovecot", "running_dovecot"]

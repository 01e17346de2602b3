"""What every test may ask for; `make nightly` asks Hypothesis for more examples."""

import os

from hypothesis import settings

from tests.servers.fixtures import certificates, dovecot, postgresql_register, running_dovecot

settings.register_profile("nightly", max_examples=2000, deadline=None)
if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)

__all__ = ["certificates", "dovecot", "postgresql_register", "running_dovecot"]

"""Opens the register that a configuration names; apart from wiring.py, so that export starts quickly."""

from mailbot.register.store import Store, open_store
from mailbot.settings.load import Configuration


def store(configuration: Configuration, *, upgrade: bool = True) -> Store:
    """The register; upgrade=False for those who only read."""
    files = configuration.path(configuration.settings.storage.files)
    return open_store(configuration.database(), files, upgrade=upgrade)

"""Where the packaged rules, templates and sample configuration are: in the wheel, or at the top of a checkout."""

from pathlib import Path


def defaults_folder() -> Path:
    """The folder that holds rules/, templates/ and config.toml."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "defaults"
    return packed if packed.is_dir() else package.parent

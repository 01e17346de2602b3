"""Takes out of a file what it says of the people and machines that made it: authors, paths, programs, names."""

from importlib import import_module

from mailbot.errors import MailbotError
from mailbot.publication.formats import FORMATS


class NotStripped(MailbotError):
    """The metadata of a file could not be taken out; the words say why."""


def stripped(content: bytes, media_type: str) -> bytes:
    """The file without its metadata; the same bytes for the same file. Raises NotStripped."""
    name = FORMATS[media_type].strip
    if not name:
        raise NotStripped(f"the metadata of {FORMATS[media_type].name} files of this type cannot be taken out")
    if name == "plain":
        return content
    module = import_module(f"mailbot.publication.stripping.{name}")
    try:
        return bytes(module.strip(content))
    except MailbotError:
        raise
    except Exception as error:  # whatever a library raises on a damaged file
        raise NotStripped(f"its metadata could not be taken out ({type(error).__name__})") from error

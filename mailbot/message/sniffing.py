"""The media type of an attachment: found from its content, else as declared."""

from mailbot.message.documents.sniff import sniff


def media_type(content: bytes, name: str, declared: str) -> str:
    """The media type by content, name and declaration, in that order of trust."""
    return sniff(content, name, declared)

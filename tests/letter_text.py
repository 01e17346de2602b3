"""A letter's text as a mail program shows it."""

from email.message import MIMEPart


def body_of(letter: MIMEPart, subtype: str = "plain") -> str:
    """One form of a letter's text, with the line ends of Python."""
    found = letter.get_body((subtype,))
    assert found is not None, f"the letter has no text/{subtype}"
    return str(found.get_content()).replace("\r\n", "\n")

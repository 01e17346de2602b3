"""The marks that mail programs leave in HTML: classes and ids of signatures, quoted mail and attributions. Pure."""

import re
from collections.abc import Mapping

Attributes = Mapping[str, str | None]
PREFIX_X = re.compile(r"^(?:x_)+")
INDENTED = re.compile(r"border\s*:\s*(?:none|0)|border-left\s*:\s*(?:none|0)", re.IGNORECASE)


def names_of(words: str) -> frozenset[str]:
    """A set of names written in a row."""
    return frozenset(words.split())


SIGNATURES = names_of(
    "gmail_signature moz-signature applemailsignature protonmail_signature_block "
    "yahoo-signature ydpsignature signature ms-outlook-mobile-signature zmailsignature"
)
TAILS = names_of(
    "gmail_quote gmail_quote_container yahoo_quoted divrplyfwdmsg outlookmessageheader "
    "replyforwardmessage protonmail_quote zmail_extra moz-forward-container ydpyahoo_quoted "
    "yahoo_quoted_container tutanota_quote gmail_extra_quote"
)
OPEN_TAILS = names_of("divrplyfwdmsg outlookmessageheader")  # what follows them belongs to them
ATTRIBUTIONS = names_of("moz-cite-prefix gmail_attr_prefix")


def names_on(attributes: Attributes) -> frozenset[str]:
    """Classes and id, lower case, without the x_ that Outlook on the web puts before them."""
    if not attributes:
        return frozenset()
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('data-smartmail') or ''}"
    return frozenset(PREFIX_X.sub("", word) for word in words.lower().split()[:20])


def quotes(names: frozenset[str], style: str, attributes: Attributes) -> bool:
    """Whether a blockquote quotes; Gmail and Outlook also indent with it, and then say it has no border."""
    if "gmail_quote" in names or (attributes.get("type") or "").lower() == "cite" or attributes.get("cite"):
        return True
    return not INDENTED.search(style)

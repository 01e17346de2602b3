"""Single-file XML: Word's and OpenDocument's own kinds read as documents, any other as the text between its tags."""

from mailbot.message.documents import docx, odf
from mailbot.message.documents.outcome import found
from mailbot.message.documents.package import local, xml
from mailbot.message.model import Document


def read(content: bytes) -> Document:
    """The text of Word 2003 XML, of a flat OPC package, of flat ODF, or the text nodes as lines."""
    root = xml(content)
    if local(root) == "wordDocument":
        return found("\n".join(docx.lines_of(root)))
    if local(root) == "package":
        bodies = root.iter("{*}body")
        return found("\n".join(line for body in bodies for line in docx.lines_of(body)))
    if next((child for child in root if local(child) == "body"), None) is not None and local(root) == "document":
        return found("\n".join(odf.lines_of(root)))
    return found("\n".join(" ".join(str(text).split()) for text in root.itertext() if str(text).strip()))

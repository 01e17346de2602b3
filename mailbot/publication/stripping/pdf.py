"""PDF (ISO 32000-1, 14.3 and 14.5): document information, XMP, programs' private data, files, scripts, names."""

from io import BytesIO
from typing import Any

from mailbot.publication.stripping import NotStripped

# Of any object: metadata streams, programs' private data, thumbnails, and what runs by itself.
ANYWHERE = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/AF")
OF_DOCUMENT = ("/OpenAction", "/Collection", "/SpiderInfo", "/Requirements")
OF_NAMES = ("/EmbeddedFiles", "/JavaScript")
OF_ANNOTATION = ("/T", "/M", "/CreationDate", "/NM", "/RC")  # 12.5.6.2: /T holds the author's name
FILES = ("/FileAttachment",)


def strip(content: bytes) -> bytes:
    """The PDF without them; what is seen on its pages stays. Raises NotStripped where pikepdf is not installed."""
    try:
        import pikepdf
    except ModuleNotFoundError:
        raise NotStripped("taking the metadata out of PDFs needs pikepdf: pip install 'mailbot[publish]'") from None
    with pikepdf.open(BytesIO(content)) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        _without(pdf.Root, OF_DOCUMENT)
        if isinstance(names := pdf.Root.get("/Names"), pikepdf.Dictionary):
            _without(names, OF_NAMES)
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                _without(found, ANYWHERE)
        for page in pdf.pages:
            _annotations(page, pikepdf)
        target = BytesIO()
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True, encryption=False)
    return target.getvalue()


def _annotations(page: Any, pikepdf: Any) -> None:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    kept = [each for each in annotations if not _is_file(each, pikepdf)]
    for each in kept:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") != "/Widget":  # /T of a field is its name
            _without(each, OF_ANNOTATION)
    page.obj["/Annots"] = pikepdf.Array(kept)


def _is_file(annotation: Any, pikepdf: Any) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and str(annotation.get("/Subtype", "")) in FILES


def _without(found: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in found:
            del found[key]

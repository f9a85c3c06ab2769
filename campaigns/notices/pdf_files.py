"""What a PDF says beside its pages (ISO 32000-1): remarks, links, fields of forms, bookmarks, what it says of itself."""

import ctypes
import re

from .pdfium import Unreadable

_NOTES = (b"Contents", b"RC", b"T", b"Subj", b"NM", b"TU", b"TM", b"V", b"DV", b"Alt", b"OverlayText")
_METADATA = re.compile(rb"<\?xpacket begin.*?<\?xpacket end", re.DOTALL)  # XMP, which is not packed
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'"([^"]*)"|\'([^\']*)\'')


def words_aside(document, data):
    """Return the lines that stand in an opened PdfDocument of the bytes `data` but on none of its pages.

    Raise Unreadable where it holds what these lines do not cover: files, scripts, an XFA form, what only a repair finds.
    """
    import pypdfium2.raw as pdfium

    if not pdfium.FPDF_DocumentHasValidCrossReferenceTable(document):
        raise Unreadable("put together from its pieces, of which some may be missing")
    if document.count_attachments() or pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Unreadable("files or scripts within")
    if document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        raise Unreadable("an XFA form")
    lines = [
        *document.get_metadata_dict().values(),
        *(mark.get_title() for mark in document.get_toc()),
        *_described(data),
    ]
    for page in document:
        lines += _of_page(pdfium, document, page)
    return list(dict.fromkeys(filter(None, lines)))


def _of_page(pdfium, document, page):
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        try:
            if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                raise Unreadable("a file within")
            yield from (_utf16(pdfium.FPDFAnnot_GetStringValue, note, key) for key in _NOTES)
            yield _address(pdfium, document, note)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)


def _address(pdfium, document, note):
    """Return where a link leads, "" where the note is none."""
    link = pdfium.FPDFAnnot_GetLink(note)
    action = link and pdfium.FPDFLink_GetAction(link)
    if not action:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode(errors="replace")


def _utf16(ask, *arguments):
    """Return the string that a function of pdfium writes into a buffer, whose size it is asked for first."""
    import pypdfium2.raw as pdfium

    size = ask(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(*arguments, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", errors="replace")


def _described(data):
    """Yield what the document's metadata say, texts and attributes."""
    for packet in _METADATA.finditer(data):
        words = packet[0].decode(errors="replace")
        yield from (line for line in map(str.strip, _TAG.sub("\n", words).splitlines()) if line)
        yield from (found[1] or found[2] for found in _ATTRIBUTE.finditer(words))

"""The words in an attached file, as far as they can be read: plain text, Word, Excel and PDF.

Not those alone that stand on its pages: whoever takes the file away has all of them.
"""

import logging
import threading

from django.core.cache import caches

from ..models import AttachmentFile
from ..pdfium import Unreadable, opened
from ..refusal import Refused
from ..uploads import uploaded
from . import office_files, pdf_files

logger = logging.getLogger(__name__)
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
MOST_KEPT = 16 * 1024 * 1024  # bytes of text in one process
SIZES = "attached-sizes"  # where the process keeps {SHA-256: bytes}, the oldest first
KEEPING = threading.Lock()
UNREADABLE = None


def text_of(file):
    """Return the text of an AttachmentFile, or None where it cannot be read. It is kept in the process under its hash."""
    if (kept := caches["process"].get(_key(file.sha256))) is None:
        kept = (_read(file),)
        _keep(file.sha256, kept)
    return kept[0]


def texts_of(pk):
    """Return {SHA-256: text or None} of all files of an edition: read now, so that nobody waits for it who holds its row."""
    return {file.sha256: text_of(file) for file in AttachmentFile.objects.filter(clause__edition=pk)}


# --- what is kept -------------------------------------------------------------------------------------------------


def _key(sha256):
    return f"attached:{sha256}"


def _keep(sha256, kept):
    """Keep a text in this process and nowhere else; the oldest ones go where all together take too much room."""
    process = caches["process"]
    with KEEPING:
        sizes = process.get(SIZES, {})
        sizes[sha256] = len((kept[0] or "").encode())
        process.set(_key(sha256), kept)
        while sum(sizes.values()) > MOST_KEPT:
            oldest = next(iter(sizes))
            del sizes[oldest]
            process.delete(_key(oldest))
        process.set(SIZES, sizes)


# --- reading ------------------------------------------------------------------------------------------------------


def _read(file):
    if file.size > MOST_BYTES:
        return UNREADABLE
    try:
        with file.content.open() as content:
            return text_in(content.read(), file.name)
    except OSError:
        logger.exception("The attached file %s cannot be opened", file.pk)
        return UNREADABLE


def text_in(data, name):
    """Return the text of a file's bytes, or None where nothing of it can be read, or not all: a scan, a picture, a bomb."""
    if data.startswith(b"%PDF"):
        return _of_pdf(data)
    try:
        if data.startswith(b"PK\x03\x04"):
            return office_files.words_of(data, MOST_CHARACTERS)
        return uploaded(data).text if name.lower().endswith(".txt") else UNREADABLE
    except (Refused, office_files.Unreadable):
        return UNREADABLE


def _of_pdf(data):
    try:
        with opened(data) as document:
            if not 0 < len(document) <= MOST_PAGES:
                return UNREADABLE
            pages = [page.get_textpage().get_text_range() for page in document]
            aside = pdf_files.words_aside(document, data)
    except Unreadable:
        return UNREADABLE
    if not all(page.strip() for page in pages) or sum(map(len, [*pages, *aside])) > MOST_CHARACTERS:
        return UNREADABLE  # a page without words is a picture of some
    return "\n\n".join(["\n".join(pages), *aside])  # an empty line: no number goes on from one to the next

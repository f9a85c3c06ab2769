"""The words in an attached file, as far as they can be read: plain text, Word and PDF."""

import logging

from django.core.cache import cache

from ..pdfium import Unreadable, opened
from ..refusal import Refused
from ..uploads import uploaded

logger = logging.getLogger(__name__)
MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
UNREADABLE = None


def text_of(file):
    """Return the text of an AttachmentFile, or None where it cannot be read. It is kept in the process under its hash."""
    key = f"attached:{file.sha256}"
    if (kept := cache.get(key)) is None:
        kept = (_read(file),)
        cache.set(key, kept)
    return kept[0]


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
    if not name.lower().endswith((".txt", ".docx")):
        return UNREADABLE
    try:
        return uploaded(data).text
    except Refused:
        return UNREADABLE


def _of_pdf(data):
    try:
        with opened(data) as document:
            if not 0 < len(document) <= MOST_PAGES:
                return UNREADABLE
            pages = [page.get_textpage().get_text_range() for page in document]
    except Unreadable:
        return UNREADABLE
    if not all(page.strip() for page in pages) or sum(map(len, pages)) > MOST_CHARACTERS:
        return UNREADABLE  # a page without words is a picture of some
    return "\n".join(pages)

"""The words in a file, as far as they can be read: plain text, Word, Excel and PDF.

Not those alone that stand on its pages: whoever takes the file away has all of them.
"""

from . import office_files, pdf_files
from .pdfium import Unreadable, opened
from .refusal import Refused
from .uploads import uploaded

MOST_PAGES = 300
MOST_CHARACTERS = 1_000_000
UNREADABLE = None


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

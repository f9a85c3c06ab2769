"""A document in the format that is asked for by name."""

from .document import Layout
from .pdf.typesetting import as_pdf
from .word import as_docx

FORMATS = {"pdf": as_pdf, "docx": as_docx}


def made(document, layout, format):
    """Return a Document as bytes: `layout` 2012, 1999 or letter, `format` pdf or docx. Raise DocumentError, NoFontError."""
    return FORMATS[format](document, Layout(layout))

"""From a document to the bytes of its PDF. The same document gives the same bytes."""

import hashlib
import threading

from weasyprint import HTML

from .. import fonts
from ..cleaning import cleaned
from ..document import Layout
from .fetching import STATIC, GuardedFetcher
from .markup import markup_of
from .setting import set_document

# Pango and fontconfig do not bear two threads: one layout at a time in a process.
PRESS = threading.Lock()


def as_html(document, layout=Layout.Y2012):
    """Return the page that is laid out, as text. Raises what `as_pdf` raises."""
    document = cleaned(document)
    return markup_of(document, layout, set_document(document, layout))


def as_pdf(document, layout=Layout.Y2012):
    """Return the PDF of a Document as bytes: A4, tagged, PDF/UA-1.

    Raises a DocumentError: UnprintableError (a character that no font has), SealError, TooManySealsError,
    TableTooTallError, TableTooWideError, ImprintTooTallError, TooManyPagesError, and those of `cleaned`; and NoFontError.
    """
    return lay_out(as_html(document, layout))


def lay_out(html):
    """Return the PDF of an HTML text as bytes. Nothing outside the static folder is loaded."""
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with PRESS:
        page = HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=GuardedFetcher())
        return page.write_pdf(font_config=fonts.configuration(), pdf_identifier=identifier, pdf_variant="pdf/ua-1")

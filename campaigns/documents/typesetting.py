"""From a document to the bytes of its PDF. The same document gives the same bytes."""

import hashlib
import threading
from functools import cache
from pathlib import Path

from django.template import Engine
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from .fetching import STATIC, GuardedFetcher

# Pango and fontconfig do not bear two threads: one layout at a time in a process.
PRESS = threading.Lock()


@cache
def fonts():
    return FontConfiguration()


@cache
def engine():
    return Engine(dirs=[Path(__file__).parent / "templates"], libraries={})


def as_html(document):
    """Return the page that is laid out, as text."""
    return engine().render_to_string("documents/document.html", {"document": document})


def as_pdf(document):
    """Return the PDF of a Document as bytes, A4."""
    return lay_out(as_html(document))


def lay_out(html):
    """Return the PDF of an HTML text as bytes. Nothing outside the static folder is loaded."""
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with PRESS:
        page = HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=GuardedFetcher())
        return page.write_pdf(font_config=fonts(), pdf_identifier=identifier)

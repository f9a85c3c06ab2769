"""Opening a PDF with pdfium, which does not bear two threads: everybody who reads or draws one does it here."""

import threading
from contextlib import contextmanager

ONE_AT_A_TIME = threading.Lock()


class Unreadable(ValueError):
    """What was given is no whole PDF, or one that asks for a password."""


@contextmanager
def opened(content):
    """Yield the PdfDocument of some bytes; nobody else in this process has one meanwhile. Raise Unreadable."""
    import pypdfium2  # large: who never opens a PDF never loads it

    with ONE_AT_A_TIME:
        try:
            with pypdfium2.PdfDocument(content) as document:
                yield document
        except pypdfium2.PdfiumError as error:
            raise Unreadable(str(error)) from error

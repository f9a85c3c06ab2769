"""pdfium does not bear two threads: whoever opens a PDF is alone with it in the process."""

import io

import pypdfium2
import pytest
from django.core.files.base import ContentFile

from campaigns.notices import pdfium, pictures, scans
from campaigns.notices.issuing import attached

READERS = {
    "pictures of pages": pictures.pictures_of,
    "a scan": lambda pdf: scans.taken_in(ContentFile(pdf)),
    "an attached file": lambda pdf: attached.text_in(pdf, "a.pdf"),
}


@pytest.fixture
def opening(monkeypatch):
    """Note at each opening of a PDF whether its reader is alone."""
    alone = []

    class Watched(pypdfium2.PdfDocument):
        def __init__(self, *args):
            alone.append(pdfium.ONE_AT_A_TIME.locked())
            super().__init__(*args)

    monkeypatch.setattr(pypdfium2, "PdfDocument", Watched)
    return alone


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_each_reader_of_a_pdf_is_alone_with_it(read, pdf_of_one_page, opening):
    read(pdf_of_one_page)
    assert opening == [True]
    assert not pdfium.ONE_AT_A_TIME.locked()


def test_what_cannot_be_read_lets_the_next_one_in():
    with pytest.raises(pdfium.Unreadable), pdfium.opened(b"%PDF-1.7 broken"):
        pass
    assert not pdfium.ONE_AT_A_TIME.locked()


@pytest.fixture
def pdf_of_one_page():
    stream, document = io.BytesIO(), pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(stream)
    return stream.getvalue()

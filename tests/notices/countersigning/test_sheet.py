"""会签单: what stands on it, and that it is made of what is so now."""

import datetime

import pypdfium2
import pytest

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.sheet import as_pdf, sheet_of

from .conftest import Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def words_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_sheet_says_who_agreed_to_which_text_what_is_void_and_what_was_signed_on_paper():
    tour = Round(("省总工会", "省委宣传部", "团省委"), typed=("省委宣传部",)).sent()
    tour.sign("省总工会", "opinion", "经费请落实。")
    tour.edit()
    paper = {"paper_signer": "王五", "paper_day": datetime.date(2026, 8, 19), "scan": "x.png", "scan_sha256": "0" * 64}
    issuer = tour.mark("省委宣传部").issuer.pk
    acts.record_on_paper(tour.pk, issuer, by=tour.host, seen=tour.seen("省委宣传部"), decision="agreed", **paper)
    sheet = sheet_of(tour.edition)
    words = words_of(as_pdf(sheet))
    for expected in (
        tour.edition.title, "浙江省市场监督管理局", f"第2稿，SHA-256{tour.edition.text_hash[:16]}", "已失效同意，有意见", "经费请落实。",
        "省委宣传部同意纸质会签王五2026年8月19日", "团省委待会签",
    ):  # fmt: skip
        assert expected in words, words
    assert sheet_of(tour.edition).fingerprint == sheet.fingerprint
    tour.sign("团省委")
    assert sheet_of(tour.edition).fingerprint != sheet.fingerprint

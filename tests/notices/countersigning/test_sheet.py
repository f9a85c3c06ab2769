"""会签单: what stands on it, and that it is made of what is so now."""

import datetime

import pypdfium2
import pytest
from django.utils import timezone

from campaigns.notices.countersigning import acts, sheet
from campaigns.notices.countersigning.sheet import as_pdf, sheet_of
from campaigns.notices.models import Edition
from organizations import acting, delegations, jobs
from organizations.models import Job
from tests import factories

from .conftest import Round, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def words_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def signed_for(tour, name):
    """The mark of an organ, made by somebody to whom its signatory delegated."""
    department, today = factories.department(name), timezone.localdate()
    person = factories.person("代办人", department, "reader")
    delegations.delegate(tour.actor(name), person, since=today, until=today)
    by = next(each for each in acting.identities(person) if each.on_behalf_of)
    acts.countersign(tour.pk, by=by, seen=tour.seen(name), decision="agreed")


def test_the_sheet_says_who_agreed_to_which_text_what_is_void_and_what_was_signed_on_paper():
    tour = Round(("省总工会", "省委宣传部", "团省委"), typed=("省委宣传部",)).sent()
    tour.sign("省总工会", "opinion", "经费请落实。")
    tour.changed()
    paper = {"paper_signer": "王五", "paper_day": datetime.date(2026, 8, 19), "scan": "x.png", "scan_sha256": "0" * 64}
    issuer = tour.mark("省委宣传部").issuer.pk
    acts.record_on_paper(tour.pk, issuer, by=tour.host, seen=tour.seen("省委宣传部"), decision="agreed", **paper)
    signed_for(tour, "团省委")
    Edition.objects.filter(pk=tour.pk).update(
        doc_number="浙市监质〔2026〕8号", countersign_by=datetime.date(2026, 8, 21)
    )
    sheet = sheet_of(tour.edition)
    words = words_of(as_pdf(sheet))
    for expected in (
        f"{tour.edition.title}发文字号浙市监质〔2026〕8号", "浙江省市场监督管理局", f"第2稿，核对码{tour.edition.text_hash[:16]}", "已失效同意，有意见", "经费请落实。",
        "省委宣传部同意纸质会签会签人王五2026年8月19日登记人host2", "团省委同意会签人代办人代团省委2", "会签期限2026年8月21日",
    ):  # fmt: skip
        assert expected in words, words
    assert "此前的会签" not in words
    assert sheet_of(tour.edition).fingerprint == sheet.fingerprint
    tour.sign("省总工会")
    assert sheet_of(tour.edition).fingerprint != sheet.fingerprint


def test_what_an_organ_said_before_stays_on_the_sheet_with_the_text_that_it_was_said_of():
    tour = Round(("省总工会", "团省委")).sent()
    tour.sign("省总工会", "objected", "没有经费。")
    first = tour.edition.text_hash
    tour.changed()
    tour.sign("省总工会", "objected", "时间太紧。")
    tour.sign("省总工会", "opinion", "按此办理。")
    sheet = sheet_of(tour.edition)
    assert [(line["decision"], line["opinion"]) for line in sheet.facts["marks"] if "decision" in line] == [("同意，有意见", "按此办理。")]  # fmt: skip
    now, then = words_of(as_pdf(sheet)).split("此前的会签")
    assert "没有经费。" not in now
    for said in (
        f"已失效不同意没有经费。第1稿，核对码{first[:16]}会签人省总工会2",
        "已更改不同意时间太紧。第2稿，核对码",
    ):
        assert said in then, then
    tour.edition.issuers.filter(printed_name="省总工会").delete()
    assert [line["fate"] for line in sheet_of(tour.edition).facts["former"]] == ["已失效", "已不联署", "已不联署"]


def test_the_sheet_is_asked_for_once_and_served_to_who_sees_the_edition(two, monkeypatch):
    monkeypatch.setattr(sheet, "as_pdf", lambda sheet: b"%PDF-" + sheet.fingerprint.encode())
    client, address = two.client("省总工会"), two.address("sheet/")
    assert client.get(two.address("sheet.pdf")).status_code == 302
    for _ in range(2):
        client.post(address)
    job = Job.objects.get()
    assert "正在生成" in client.get(address).content.decode()
    jobs.run(job.pk)
    assert "已生成" in client.get(address).content.decode()
    answer = client.get(two.address("sheet.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert "private" in answer["Cache-Control"]
    two.sign("省总工会")
    assert client.get(two.address("sheet.pdf")).status_code == 302  # it says what is so no more
    assert client_of(two, "stranger").post(address).status_code == 404

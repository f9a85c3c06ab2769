"""签收: who may, in which state, once; on paper by the sender; and the pages that show it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.models import Adaptation, EditionFile, Notice, Receipt, StaleMark
from campaigns.notices.moves import IllegalMove
from campaigns.notices.receiving import confirming, due
from organizations.models import AuditRow, Message
from tests import factories
from tests.browser.office import picture
from tests.notices.receiving.conftest import CITIES, ECONOMY, PROVINCES

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def receipt(office, name):
    return Receipt.objects.get(department=office[name], edition__notice__current__isnull=False)


def paper(**facts):
    scan = SimpleUploadedFile("签收单.png", picture(), "image/png")
    return {"signer": "刘洋", "day": timezone.localdate().isoformat(), "scan": scan, **facts}


def test_who_received_it_confirms_it_with_time_and_person_and_no_second_time(office):
    office.sent(PROVINCES)
    row, by = receipt(office, "省局"), office.actor("省局")
    colleague, reader = office.actor("省局", "reviewer").user, office.actor("省局", "reader").user
    told = Message.objects.create(recipient=reader, key="told", kind="receipt", path=f"/desk/receipts/{row.pk}/")
    for user in (by.user, colleague):
        Message.objects.create(recipient=user, key=f"told {user.pk}", kind="receipt", path=f"/desk/receipts/{row.pk}/")
    other = Message.objects.create(recipient=by.user, key="other", kind="receipt", path=f"/desk/receipts/{row.pk}9/")
    confirming.confirm(row, by=by)
    row.refresh_from_db()
    assert (row.user, row.signer_name, row.confirmed_for) == (by.user, by.name, office["省局"])
    assert timezone.now() - row.confirmed_at < timezone.timedelta(minutes=1)
    assert AuditRow.objects.get(act="notice-receive").thing_id == row.pk
    assert {*Message.objects.unread()} == {other, told}  # who may confirm nothing reads for herself
    with pytest.raises(IllegalMove, match="已经签收"):
        confirming.confirm(row, by=office.actor("省局", "reviewer"))


def test_who_gets_a_correction_reads_what_it_corrects(office):
    first = office.sent(PROVINCES)
    second = office.correct(first, PROVINCES, change_note="更正活动时间。")
    row = Receipt.objects.get(department=office["省局"], edition=second)
    page = office.client("省局").get(f"/desk/receipts/{row.pk}/").content.decode()
    assert "更正活动时间。" in page
    assert f"/notices/{first.notice_id}/editions/2/changes/" in page


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda notice: Notice.objects.filter(pk=notice.pk).update(ending="withdrawn", ending_reason="误发", ended_on="2026-09-01"), "已经撤销"),
        (lambda notice: Receipt.objects.update(duty="nothing"), "不需要签收"),
        (lambda notice: notice.editions.create(number=2, state="issued") and Notice.objects.filter(pk=notice.pk).update(current=notice.editions.get(number=2)), "更正版本"),
    ],
)  # fmt: skip
def test_what_is_not_owed_is_not_confirmed_here_or_on_paper(office, change, refusal):
    edition = office.sent(PROVINCES)
    row = receipt(office, "省局")
    change(edition.notice)
    assert not Receipt.objects.owed().exists()
    assert Receipt.objects.get(pk=row.pk).is_owed is False
    answer = office.client("省局").post(f"/desk/receipts/{row.pk}/confirm/")
    assert (answer.status_code, refusal in answer.content.decode()) == (409, True)
    answer = office.client("总局").post(f"/desk/receipts/{row.pk}/paper/", paper())
    assert (answer.status_code, refusal in answer.content.decode()) == (409, True)
    assert Receipt.objects.get(pk=row.pk).confirmed_at is None


WHO = {  # who: (opens it, confirms it, records it on paper, sees to whom it was sent)
    ("省局", "drafter"): (200, 302, 403, 404),
    ("省局", "reader"): (200, 403, 403, 404),
    ("市局", "drafter"): (200, 302, 403, 404),  # it keeps it
    ("总局", "drafter"): (200, 403, 302, 200),
    ("总局", "reader"): (200, 403, 403, 200),
    ("省总工会", "drafter"): (404, 404, 404, 404),
    ("区总工会", "drafter"): (404, 404, 404, 404),
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_what(office, who):
    office.man("市局", "省局")
    edition = office.sent(("区局", "receive", "区局"), PROVINCES, openness="closed", openness_reason="内部")
    pk = receipt(office, "省局" if who[0] == "省局" else "区局").pk
    client = office.client(*who)
    asked = [
        client.get(f"/desk/receipts/{pk}/"),
        client.post(f"/desk/receipts/{pk}/confirm/"),
    ]
    Receipt.objects.update(confirmed_at=None)
    asked += [client.post(f"/desk/receipts/{pk}/paper/", paper()), client.get(f"/desk/receipts/sent/{edition.pk}/")]
    assert tuple(answer.status_code for answer in asked) == WHO[who]
    for answer in asked:
        if answer.status_code == 403:
            assert "办理" in answer.content.decode()


def test_the_sender_confirms_nothing_for_whom_it_stands_above_and_is_not_asked_to(office):
    office.sent(CITIES, host="省局")
    row = receipt(office, "市局")
    office.man("省局")
    Receipt.objects.update(keeper=office["省局"])
    assert due.waiting(office.actor("省局")) == []
    answer = office.client("省局").post(f"/desk/receipts/{row.pk}/confirm/")
    assert (answer.status_code, "可以登记" in answer.content.decode()) == (403, True)
    assert "没有代下级单位收到的通知" in office.client("省局").get("/desk/receipts/?show=kept").content.decode()


def test_whoever_keeps_it_for_many_confirms_for_all_of_them_at_once_and_both_see_it(office):
    office.man("省总工会")
    office.man("区总工会", role="reader")
    office.sent(("市总工会", "receive", "市总工会"), ("区总工会", "receive", "区总工会"), ECONOMY)
    pk = receipt(office, "市总工会").pk
    assert [(each.act, each.sub) for each in due.waiting(office.actor("省总工会"))] == [
        ("代收", "2个下级单位没有办理人员，由贵单位代收并转告。")
    ]
    client = office.client("省总工会")
    assert client.post(f"/desk/receipts/{pk}/confirm-kept/").status_code == 302
    done = Receipt.objects.exclude(confirmed_at=None)
    assert {row.department: row.confirmed_for for row in done} == dict.fromkeys(
        [office["市总工会"], office["区总工会"]], office["省总工会"]
    )
    page = office.client("区总工会", "reader").get("/desk/receipts/?show=confirmed").content.decode()
    assert "（省总工会代收）" in page
    assert client.post(f"/desk/receipts/{pk}/confirm-kept/").status_code == 409


def test_the_desk_asks_those_who_may_confirm_and_names_no_more_than_ten(office):
    office.sent(PROVINCES)
    office.sent(("省局", "nothing", "省局", "cc"))
    assert [each.title for each in due.waiting(office.actor("省局"))] == ["请签收：关于开展“质量月”活动的通知"]
    assert due.waiting(office.actor("省局"))[0].sub.endswith("送达。须制定本地通知。")
    assert due.waiting(office.actor("省局", "reader")) == due.waiting(office.actor("总局")) == []
    for _ in range(11):
        office.sent(PROVINCES)
    found = due.waiting(office.actor("省局"))
    assert (len(found), found[-1].url) == (11, "/desk/receipts/")


def test_the_desk_says_what_a_correction_asks_of_who_has_issued(office):
    first = office.sent(PROVINCES)
    own = Notice.objects.create(campaign=first.notice.campaign, host=office["省局"], parent=first.notice)
    own.current = own.editions.create(title="本地通知", answers=first, state="issued")
    own.save()
    Adaptation.objects.update(child=own)
    (receipt,) = due.waiting(office.actor("省局"))
    assert receipt.sub.endswith("送达。")  # it answers this very edition
    office.correct(first, PROVINCES)
    (receipt,) = due.waiting(office.actor("省局"))
    assert (
        receipt.title.startswith("请签收更正") and "需要跟进的，办理跟进" in receipt.sub and "须制定" not in receipt.sub
    )


# --- on paper -----------------------------------------------------------------------------------------------------


def test_what_was_confirmed_on_paper_is_recorded_by_the_sender_with_its_scan(office):
    office.sent(PROVINCES)
    pk = receipt(office, "省局").pk
    client = office.client("总局")
    assert client.get(f"/desk/receipts/{pk}/paper/").status_code == 200
    assert client.post(f"/desk/receipts/{pk}/paper/", paper()).status_code == 302
    row = Receipt.objects.get(pk=pk)
    assert (row.is_on_paper, row.signer_name, row.confirmed_for) == (True, "刘洋", office["总局"])
    assert AuditRow.objects.get(act="notice-receive-paper").after == row.edition.digest
    for name, status in (("总局", 200), ("省局", 200), ("省发改委", 404)):
        answer = office.client(name).get(f"/desk/receipts/{pk}/scan/")
        assert answer.status_code == status
    assert client.post(f"/desk/receipts/{pk}/paper/", paper()).status_code == 409


def test_whoever_sees_to_whom_it_was_sent_opens_what_that_list_leads_to(office):
    edition = office.sent(PROVINCES, issuers=("总局", "全国总工会"))
    pk = receipt(office, "省局").pk
    assert office.client("总局").post(f"/desk/receipts/{pk}/paper/", paper()).status_code == 302
    for name, status in (("全国总工会", 200), ("总局", 200), ("省发改委", 404), ("市局", 404)):
        page = office.client(name).get(f"/desk/receipts/sent/{edition.pk}/")
        assert page.status_code == status
        assert status == 404 or f'href="/desk/receipts/{pk}/scan/"' in page.content.decode()
        assert [office.client(name).get(f"/desk/receipts/{pk}/{path}").status_code for path in ("", "scan/")] == [
            status
        ] * 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "2999-01-01"}, "不能晚于今天"),
        ({"day": "2008-01-01"}, "才送达"),
        ({"signer": ""}, "请填写签收人"),
        ({"signer": "刘\0洋"}, "不能识别的字符"),
        ({"scan": SimpleUploadedFile("x.pdf", b"x")}, "不是可用的扫描件"),
        ({"scan": ""}, "请上传扫描件"),
    ],
)
def test_a_sheet_of_paper_that_cannot_be_is_refused_and_nothing_is_lost(office, typed, sentence):
    office.sent(PROVINCES)
    pk = receipt(office, "省局").pk
    answer = office.client("总局").post(f"/desk/receipts/{pk}/paper/", paper(**typed))
    assert (answer.status_code, sentence in answer.content.decode()) == (400, True)
    assert "刘" in answer.content.decode() or typed.get("signer") == ""
    assert Receipt.objects.get(pk=pk).confirmed_at is None


# --- pages --------------------------------------------------------------------------------------------------------


def test_the_department_that_leads_there_is_led_to_the_notice_that_it_owes(office):
    edition = office.sent(PROVINCES, ("省总工会", "adapt", "省总工会"))
    begin = f"/desk/notices/derive/{edition.notice_id}/"
    for name, role, is_led in (("省局", "drafter", True), ("省局", "reader", False), ("省总工会", "drafter", False)):
        page = office.client(name, role).get(f"/desk/receipts/{receipt(office, name).pk}/").content.decode()
        assert "浙江省须制定本地通知，由省局牵头" in page
        assert (begin in page) is is_led


@pytest.mark.parametrize(("days", "said"), [(-1, False), (0, False), (1, True)])
def test_a_day_that_is_over_is_said_with_how_long(office, days, said):
    office.sent(PROVINCES, adapt_by=timezone.localdate() - timezone.timedelta(days=days))
    page = office.client("省局").get(f"/desk/receipts/{receipt(office, '省局').pk}/").content.decode()
    assert ("，已逾期1天。" in page) is said and ("已逾期" in page) is said


def test_whoever_has_to_follow_a_correction_is_led_there_from_its_receipt(office):
    first = office.sent(PROVINCES)
    own = Notice.objects.create(campaign=first.notice.campaign, host=office["省局"], parent=first.notice)
    own.current = own.editions.create(title="本地通知", answers=first)
    own.save()
    Adaptation.objects.update(child=own)
    follow = f"/desk/notices/follow/{own.pk}/"
    address = f"/desk/receipts/{receipt(office, '省局').pk}/"
    assert follow not in office.client("省局").get(address).text
    StaleMark.objects.create(notice=own, upper=first.clauses.first(), kind="new")
    assert follow in office.client("省局").get(address).text
    assert follow not in office.client("总局").get(address).text


ENDED = {"ending": "repealed", "ending_reason": "已有新规定", "ended_on": timezone.localdate()}


@pytest.mark.parametrize(
    ("task", "notice", "said", "is_led"),
    [
        ({}, {}, "浙江省须制定本地通知，由省局牵头，2026年8月25日前印发", True),
        ({}, {**ENDED, "ended_on": timezone.localdate() + timezone.timedelta(days=1)}, "浙江省须制定本地通知", True),
        ({}, ENDED, "浙江省不必再制定本地通知。", False),
        ({"waived_at": timezone.now(), "waived_reason": "联合印发。"}, {}, "理由：联合印发。</p>", False),
    ],
)
def test_what_is_owed_ends_with_a_waiver_and_with_the_notice(office, task, notice, said, is_led):
    edition = office.sent(PROVINCES, adapt_by="2026-08-25")
    Adaptation.objects.update(**task)
    Notice.objects.update(**notice)
    page = office.client("省局").get(f"/desk/receipts/{receipt(office, '省局').pk}/").content.decode()
    assert said in page
    assert (f"/desk/notices/derive/{edition.notice_id}/" in page) is is_led
    late = Adaptation.objects.with_stage().overdue(timezone.localdate().replace(year=2999))
    assert late.exists() is not bool(task or notice)
    assert Adaptation.objects.standing().exists() is (notice != ENDED)


def test_who_got_what_is_not_public_reads_it_with_its_files(office):
    edition = office.sent(PROVINCES, openness="closed", openness_reason="内部", file="活动标识.pdf")
    Notice.objects.update(openness="closed", openness_reason="内部")
    factories.printed(edition)
    pk, client = receipt(office, "省局").pk, office.client("省局")
    page = client.get(f"/desk/receipts/{pk}/").content.decode()
    assert "请各地组织实施。" in page
    file = EditionFile.objects.filter(format="pdf").first()
    address = f"/desk/receipts/{pk}/{file.layout}.pdf"
    assert address in page
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    attached = f"/desk/receipts/{pk}/attachments/{edition.clauses.last().pk}/"
    assert attached in page
    assert client.get(attached).getvalue() == b"%PDF-1.7"
    for each in (address, attached):
        assert office.client("省发改委").get(each).status_code == 404
    assert client.get(f"/notices/{edition.notice_id}/").status_code == 404


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("", ["待签收"]),
        ("confirmed", ["已签收"]),
        ("kept", ["待签收"]),
        ("informed", ["知悉"]),
        ("all", ["知悉", "已签收", "待签收"]),
    ],
)
def test_each_list_shows_what_its_name_says(office, show, names):
    office.man("省局")
    office.sent(PROVINCES)
    done = office.sent(PROVINCES)
    confirming.confirm(done.receipts.get(), by=office.actor("省局"))
    office.sent(("省局", "nothing", "省局", "cc"), ("市局", "receive", "市局"))
    page = office.client("省局").get("/desk/receipts/", {"show": show})
    assert [row.words for row in page.context["page"]] == names


def test_a_list_that_is_not_there_says_so_and_a_name_is_looked_for_as_it_was_typed(office):
    edition = office.sent(PROVINCES, ECONOMY)
    client = office.client("总局")
    for query, status in (
        ("page=9", 404),
        ("show=x", 400),
        ("name=%00", 400),
        ("name=经贸", 200),
        ("name=%ED%A0%80", 200),
    ):
        answer = client.get(f"/desk/receipts/sent/{edition.pk}/?{query}")
        assert answer.status_code == status, query
    assert [
        str(row.department) for row in client.get(f"/desk/receipts/sent/{edition.pk}/?name=经贸").context["page"]
    ] == ["省经贸委"]
    assert client.get("/desk/receipts/?show=x").status_code == 404


def test_the_pages_cost_the_same_for_few_departments_and_for_many(office):
    def costs():
        edition = office.sent(("各市局", "receive", ("prefecture", "quality")))
        for row in Receipt.objects.filter(edition=edition)[: edition.receipts.count() // 2]:
            Receipt.objects.filter(pk=row.pk).update(
                confirmed_at=timezone.now(), user=office.people["省局", "drafter"], confirmed_for=office["省局"]
            )
        found = []
        for name, address in (
            ("总局", f"/desk/receipts/sent/{edition.pk}/"),
            ("省局", "/desk/receipts/?show=kept"),
            ("省局", "/desk/"),
        ):
            client = office.client(name)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    office.man("省局", "总局")
    for number in range(2):
        office.organ(f"{number}市局", "330100", "quality")
    costs()
    few = costs()
    for number in range(27):
        office.organ(f"第{number}市局", "330100", "quality")
    assert costs() == few

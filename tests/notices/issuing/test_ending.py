"""撤销, 废止: an end that every page tells, and that nothing takes back."""

import datetime
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.notices.issuing import ending
from campaigns.notices.models import Edition, Lineage, Notice
from campaigns.notices.moves import IllegalMove
from organizations import jobs, memberships
from organizations.auditing.rows import described
from organizations.models import AuditRow, Job, Message
from tests import factories
from tests.notices.issuing.corrections import correct, finish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

ENDS = {
    "withdrawn": (lambda notice, by: ending.withdraw(notice.pk, "依据有误", by=by), "已撤销", "自始无效"),
    "repealed": (
        lambda notice, by: ending.repeal(notice.pk, timezone.localdate() + timedelta(days=9), "另有规定", by=by),
        "废止",
        "起废止",
    ),
}


def tell_below():
    """Let the job be done that tells those who made something of a notice that ended."""
    jobs.run(Job.objects.get(kind=ending.KIND).pk)


@pytest.mark.parametrize(("end", "mark", "words"), ENDS.values(), ids=ENDS)
def test_every_page_tells_the_end_at_once(client, issued, by, end, mark, words):
    notice = issued.notice
    parent = factories.notice(code="000000")
    factories.fill(parent.current)
    Notice.objects.filter(pk=notice.pk).update(parent=parent)
    own, above = issued.clauses.filter(kind="clause")[0], parent.current.clauses.filter(kind="clause")[0]
    Lineage.objects.create(edition=issued, clause=own, parent=above, relation="kept")
    pages = {
        "notice": notice.get_absolute_url(),
        "clause": f"/notices/{notice.pk}/clauses/s1-2/",
        "comparison": f"/notices/{notice.pk}/compare/",
        "pages": f"/notices/{notice.pk}/2012/",
    }
    issued.files.filter(format="pdf").update(pages=1)
    said = {name: words in client.get(address).content.decode() for name, address in pages.items()}
    assert not any(said.values())
    end(notice, by)
    for name, address in pages.items():
        assert words in client.get(address).content.decode(), name
    for address in ("/notices/", f"/notices/?q={'部署的活动'}", "/notices/atom.xml", parent.get_absolute_url()):
        assert mark in client.get(address).content.decode(), address
    assert re.search(rf'"creativeWorkStatus": ?"[^"]*{mark}"', client.get(pages["notice"]).content.decode())
    assert client.get(f"/notices/{notice.pk}/2012.pdf").status_code == 200
    assert AuditRow.objects.filter(act__in=["notice-withdraw", "notice-repeal"], thing_id=notice.pk).exists()


def test_a_withdrawn_notice_does_not_count_as_issued(issued, by):
    def counted():
        return "330000" in Notice.objects.public().standing().count_by_province()

    assert counted()
    ending.withdraw(issued.notice_id, "依据有误", by=by)
    assert not counted()
    assert Notice.objects.public().filter(pk=issued.notice_id).exists()


def test_those_who_made_their_own_of_it_are_warned(issued, by):
    child = factories.notice(parent=issued.notice, code="330100")
    below = factories.notice(parent=child, code="330100", year=2009)
    people = [factories.person(name, each.host, "signatory") for name, each in (("甲", child), ("乙", below))]
    over = factories.notice(parent=issued.notice, code="330100", year=2010)
    Notice.objects.filter(pk=over.pk).update(
        host=factories.department("杭州市总工会", "330100"),
        ending="withdrawn",
        ended_on="2026-01-01",
        ending_reason="误发",
    )
    untold = factories.person("丙", factories.department("杭州市总工会", "330100"), "signatory")
    ending.withdraw(issued.notice_id, "依据有误", by=by)
    tell_below()
    warned = set(Message.objects.filter(kind="notice-withdrawn").values_list("recipient", flat=True))
    assert {person.pk for person in people} <= warned
    assert untold.pk not in warned  # hers has ended already


def test_each_is_told_of_the_end_by_number_as_what_it_has_to_do_with_it(client):
    """The page says beforehand which editions end and how many are told."""
    union = factories.department("浙江省总工会")
    issued = factories.issued()
    by = factories.signatory(issued, "王签发")
    made = finish(correct(issued, by))
    child = factories.notice(parent=made.notice, code="330100")
    for name, at in (("下级", child.host), ("联署", union)):
        factories.person(name, at, "signatory")
    memberships.appoint(factories.person("两边", child.host, "signatory"), union, "signatory")
    client.force_login(by.user)
    page = client.get(f"/desk/notices/{made.pk}/withdraw/").content.decode()
    assert f'第1版（<span class="nobr">{issued.doc_number}</span>）一并撤销' in page
    assert "有1个联署机关会收到提醒。" in page
    ending.withdraw(made.notice_id, "依据有误。", by=by)
    tell_below()
    told = dict(Message.objects.filter(kind="notice-withdrawn").values_list("recipient__username", "body"))
    said = f"{made.doc_number}（第2版）已于"
    assert made.doc_number != issued.doc_number
    assert told[by.user.username].startswith(said) and told[by.user.username].endswith("自始无效。理由：依据有误。")
    assert told["联署"] == f"贵单位联署的{told[by.user.username]}"
    assert told["下级"] == told["两边"] == f"{told[by.user.username]}贵单位据此制发的通知是否需要修改，请研究处理。"


@pytest.mark.parametrize(("openness", "is_told"), [("public", True), ("on-request", False), ("closed", False)])
def test_the_end_is_said_to_stand_on_public_pages_where_there_are_any(client, issued, by, openness, is_told):
    Notice.objects.update(openness=openness, openness_reason="内部事项")
    client.force_login(by.user)
    address, later = f"/desk/notices/{issued.pk}", timezone.localdate() + timedelta(days=9)
    end = client.get(f"{address}/repeal/").content.decode()
    assert ("公开页面" in end) == is_told and "注明已废止" not in end
    said = client.post(f"{address}/repeal/", {"reason": "另有规定", "day": later}, follow=True).content.decode()
    assert f"{later.day}日起废止。" in said and "已废止。" not in said
    assert ("公开页面和各列表已经注明。" in said) == is_told


def test_the_audit_names_what_ended_and_why_and_no_number_before_it_was_given(client, issued, by):
    ending.repeal(issued.notice_id, timezone.localdate() + timedelta(days=9), "另有规定", by=by)
    ending.withdraw(issued.notice_id, "依据有误", by=by)
    rows = {row.act + row.after: row for row in described(AuditRow.objects.filter(thing__startswith="notices."))}
    ended = {row.act: row.title for row in rows.values() if row.act in Notice.ENDED_BY.values()}
    named = f"{issued.title}，{issued.doc_number}。理由："
    assert ended == {"notice-repeal": f"{named}另有规定", "notice-withdraw": f"{named}依据有误"}
    edition = f"{issued.title}（第1版）"
    assert rows["notice-moveready"].title == edition
    assert [rows[f"notice-move{state}"].title for state in ("signed", "issued")] == [
        f"{edition}，{issued.doc_number}"
    ] * 2


PHONE, OTHER = "13812345678", "13987654321"


def test_a_reason_goes_public_as_a_text_does_each_number_is_shown_and_confirmed_first(client, issued, by):
    client.force_login(by.user)
    address, typed = f"/desk/notices/{issued.pk}/withdraw/", {"reason": f"误发，询{PHONE}"}
    for tried in (typed, typed | {"because": "没有给她看过"}):
        answer = client.post(address, tried)
        html = answer.content.decode()
        assert (answer.status_code, "138****5678" in html, 'name="because"' in html) == (400, True, True)
    seen = {"shown": re.search('name="shown" value="([^"]+)"', html)[1], "because": "公开的值班电话"}
    more = client.post(address, {"reason": f"误发，询{PHONE}、{OTHER}"} | seen)  # one of them was not shown
    assert more.status_code == 400 and "139****4321" in more.content.decode()
    assert Notice.objects.get().ending == "" and not issued.gate_confirmations.exists()
    assert client.post(address, typed | seen).status_code == 302
    assert Notice.objects.get().ending == "withdrawn"
    assert issued.gate_confirmations.get().reason == "公开的值班电话"


def test_a_reason_that_bears_a_marking_of_secrecy_is_refused(client, issued, by):
    with pytest.raises(IllegalMove, match="“机密”标志"):
        ending.repeal(issued.notice_id, timezone.localdate(), "机密★1年", by=by)


NO_WAY = [("withdrawn", "withdrawn"), ("withdrawn", "repealed"), ("repealed", "repealed")]


@pytest.mark.parametrize(("end", "again"), NO_WAY)
def test_there_is_no_way_back(issued, by, end, again):
    end, again = ENDS[end][0], ENDS[again][0]
    end(issued.notice, by)
    with pytest.raises(IllegalMove):
        again(issued.notice, by)
    with pytest.raises(IllegalMove, match="不能再更正"):
        correct(issued, by)


def test_a_notice_whose_repeal_is_declared_is_withdrawn_before_that_day_and_not_on_it(client, issued, by, monkeypatch):
    notice = issued.notice
    ENDS["repealed"][0](notice, by)
    client.force_login(by.user)
    page = client.get(f"/desk/notices/{issued.pk}/").content.decode()
    assert "/withdraw/" in page and "/repeal/" not in page and "/correct/" not in page
    ended_on = Notice.objects.get(pk=notice.pk).ended_on
    with monkeypatch.context() as that_day:
        that_day.setattr("django.utils.timezone.localdate", lambda *args: ended_on)
        with pytest.raises(IllegalMove, match="不能再撤销"):
            ending.withdraw(notice.pk, "依据有误", by=by)
    ending.withdraw(notice.pk, "依据有误", by=by)
    notice.refresh_from_db()
    assert (notice.ending, notice.ended_on, notice.ending_reason) == ("withdrawn", timezone.localdate(), "依据有误")


def test_a_correction_that_is_signed_goes_first(issued, by):
    made = correct(issued, by)
    Edition.objects.filter(pk=made.pk).update(state="signed")
    with pytest.raises(IllegalMove, match="请待其印发"):
        ending.withdraw(issued.notice_id, "依据有误", by=by)


def test_what_was_recorded_is_not_ended_here(by):
    with pytest.raises(IllegalMove, match="只有经本系统印发"):
        ending.withdraw(factories.notice().pk, "依据有误", by=by)


def test_nothing_is_repealed_in_the_past(issued, by):
    with pytest.raises(IllegalMove, match="不能早于今天"):
        ending.repeal(issued.notice_id, timezone.localdate() - timedelta(days=1), "另有规定", by=by)


def test_a_repealed_notice_holds_until_its_day(issued):
    issued.notice.ending, issued.notice.ended_on = "repealed", datetime.date(2026, 10, 1)
    held = [issued.notice.holds_on(datetime.date(2026, 10, 1) + timedelta(days=days)) for days in (-1, 0, 1)]
    assert held == [True, False, False]


def test_the_record_says_who_ended_it_for_whom_when_and_why_by_the_name_of_that_day(client, issued, by):
    """First its repeal is declared, then it is withdrawn: the record keeps both."""
    principal = factories.person("李局长", issued.notice.host, "signatory")
    day = timezone.localdate() + timedelta(days=9)
    ending.repeal(issued.notice_id, day, "另有规定", by=by)
    ending.withdraw(issued.notice_id, "依据有误", by=replace(by, on_behalf_of=principal))
    by.user.last_name = "已改名"
    by.user.save()
    client.force_login(by.user)
    page = client.get(f"/desk/notices/{issued.pk}/").content.decode()
    record = re.sub(r"<[^>]+>", " ", page.split("<h2>办理记录</h2>")[1].split("</section>")[0])
    assert page.count("办理记录") == 1
    repealed, withdrawn = re.split(r"撤销 ", record.split("废止")[1])
    assert (
        f"（自{day.year}年{day.month}月{day.day}日起）" in repealed and "王签发" in repealed and "另有规定" in repealed
    )
    assert "王签发代李局长" in withdrawn and "依据有误" in withdrawn
    assert f"{timezone.localdate():%Y年%-m月%-d日}" in withdrawn


def test_every_list_of_the_desk_says_what_holds_no_longer_and_when_it_was_issued(client, issued, by):
    made = finish(correct(issued, by))
    client.force_login(by.user)
    page = client.get("/desk/notices/?show=issued").content.decode()
    tags = re.findall(r'<span class="tag tag--omitted">([^<]+)</span>', page)
    assert tags == ["已被替代"]
    assert page.count(f'<time datetime="{timezone.localdate():%Y-%m-%d}">') == 2
    ending.withdraw(made.notice_id, "依据有误", by=by)
    for address, expected in (("/desk/notices/?show=issued", ["已撤销", "已被替代", "已撤销"]), ("/desk/", ["已撤销"])):
        page = client.get(address).content.decode()
        assert re.findall(r'<span class="tag tag--omitted">([^<]+)</span>', page) == expected
    ledger = client.get(f"/desk/numbers/{factories.series(made.notice.host).pk}/{timezone.localdate().year}/")
    assert ledger.content.decode().count("已被替代。已撤销") == 1

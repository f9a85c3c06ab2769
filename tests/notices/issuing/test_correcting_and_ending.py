"""更正, 撤销, 废止: a new edition beside the old one, or an end that every page tells."""

import datetime
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.notices.authorship import authors
from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.countersigning import acts, correction
from campaigns.notices.drafting import facts as drafting_facts
from campaigns.notices.drafting.rights import Unconfirmed
from campaigns.notices.drafting.rows import stamp_of
from campaigns.notices.due import waiting
from campaigns.notices.issuing import correcting, ending, publishing, signing
from campaigns.notices.models import Edition, Lineage, Notice
from campaigns.notices.moves import IllegalMove
from campaigns.notices.state import state_of
from organizations import memberships
from organizations.auditing.rows import described
from organizations.models import AuditRow, Message
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def issued():
    return factories.issued()


@pytest.fixture
def by(issued):
    return factories.signatory(issued, "王签发")


def correct(issued, by, note="更正第二项的日期。"):
    return correcting.begin(issued.notice_id, note, by=by)


def finish(edition):
    """Countersign, sign, print and publish a correction."""
    factories.agree(edition, edition.notice.host.memberships.first().user)
    factories.awaits_signature(edition)
    edition = Edition.objects.select_related("notice__host").get(pk=edition.pk)
    factories.printed(factories.signed(edition), b"%PDF of the correction")
    assert publishing.publish_due() == 1
    return Edition.objects.select_related("notice").get(pk=edition.pk)


def shape(edition):
    rows = edition.clauses.order_by("position").select_related("parent")
    return [(row.uid, row.kind, row.marker, row.heading, row.text, row.parent and row.parent.uid) for row in rows]


def test_a_correction_begins_as_a_copy_whose_clauses_keep_their_identity(issued, by):
    Edition.objects.filter(pk=issued.pk).update(issued_at=issued.issued_at)
    made = correct(issued, by, note="")
    assert (made.number, made.state, made.doc_number, made.dated_on) == (2, "draft", "", "")
    assert shape(made) == shape(issued)
    assert list(made.issuers.values_list("printed_name", "department")) == list(
        issued.issuers.values_list("printed_name", "department")
    )
    assert made.revisions.get().user is None
    assert not signing.part_of(made, by).wrote


def test_who_begins_a_correction_with_a_note_does_not_sign_it_alone(issued, by):
    made = correct(issued, by)
    factories.agree(made, by.user)
    factories.awaits_signature(made)
    with pytest.raises(signing.SignsOwnText):
        factories.signed(made, by)
    assert factories.signed(made).state == "signed"


def test_a_note_is_written_by_who_may_write_the_text_now(client, issued, by):
    """Sent for review, it is the reviewer's: the drafter who has no other role only reads it."""
    host = issued.notice.host
    drafter = factories.person("李起草", host, "drafter")
    reviewer = factories.person("赵审核", host, "drafter", "reviewer")
    made = correct(issued, by, note="")
    for state, person, status, note in (
        ("draft", drafter, 302, "起草时写的。"),
        ("review", drafter, 403, "起草时写的。"),
        ("review", reviewer, 302, "审核时写的。"),
    ):
        Edition.objects.filter(pk=made.pk).update(state=state)
        client.force_login(person)
        answer = client.post(
            f"/desk/notices/{made.pk}/change-note/", {"note": note if status == 302 else "不该写进去。"}
        )
        assert (state, answer.status_code) == (state, status)
        assert Edition.objects.get(pk=made.pk).change_note == note
    with pytest.raises(PermissionDenied):
        correcting.note_change(made.pk, "绕过页面。", by=factories.actor(drafter))
    assert authors(made) == {drafter.pk, reviewer.pk}


def test_a_note_that_is_out_with_the_text_changes_only_where_that_is_meant(client, issued, by):
    """The page says whose marks it voids, asks, and keeps what was typed; so does whoever writes without a page."""
    drafter = factories.person("李起草", issued.notice.host, "drafter")
    made = correct(issued, by)
    factories.awaits_signature(made)
    address, note = f"/desk/notices/{made.pk}/change-note/", {"note": "另一说明。"}
    client.force_login(drafter)
    page = client.get(address).content.decode()
    assert "这份通知待签发" in page and 'name="confirmed"' in page and made.change_note in page
    answer = client.post(address, note)
    page = answer.content.decode()
    assert (answer.status_code, "改动须先确认" in page) == (409, True)
    assert 'name="note" value="另一说明。"' in page and re.search(r"<textarea[^>]* readonly", page)
    with pytest.raises(Unconfirmed):
        correcting.note_change(made.pk, "不经页面。", by=factories.actor(drafter))
    assert Edition.objects.get(pk=made.pk).change_note == made.change_note
    assert client.post(address, note | {"confirmed": "on"}).status_code == 302
    assert Edition.objects.get(pk=made.pk).change_note == "另一说明。"


def test_a_correction_is_not_sent_for_review_before_its_note_says_what_it_corrects(client, issued, by):
    """The note is part of what is signed: written later, it would void every mark."""
    made = correct(issued, by, note="")
    drafter = factories.actor(factories.person("李起草", issued.notice.host, "drafter"))
    client.force_login(drafter.user)
    page, note = f"/desk/notices/{made.pk}/", f"/desk/notices/{made.pk}/change-note/"
    with pytest.raises(acts.Unready) as refused:
        acts.send_for_review(made.pk, by=drafter)
    assert refused.value.lacks == [("请写明更正说明。", note)]
    assert f'<a href="{note}">填写更正说明（送审前必填）</a>' in client.get(page).content.decode()
    client.post(note, {"note": "更正第二项的日期。"})
    assert f'<a href="{note}">修改更正说明</a>' in client.get(page).content.decode()
    acts.send_for_review(made.pk, by=drafter)


def test_the_first_edition_has_no_note(client):
    first = factories.draft()
    client.force_login(factories.person("李起草", first.notice.host, "drafter"))
    for answer in (
        client.get(f"/desk/notices/{first.pk}/change-note/"),
        client.post(f"/desk/notices/{first.pk}/change-note/", {"note": "更正。"}),
    ):
        assert answer.status_code == 409 and "第1版不是更正版本" in answer.content.decode()
    assert Edition.objects.get(pk=first.pk).change_note == ""


def test_the_page_of_the_round_of_a_correction_that_is_replaced_compares_nothing_any_more(client, issued, by):
    second = finish(correct(issued, by))
    third = finish(correct(second, by, note="再次更正。"))
    client.force_login(factories.person("查阅", issued.notice.host, "reader"))
    for edition, number in ((second, 2), (third, 3)):
        answer = client.get(f"/desk/notices/{edition.pk}/countersign/")
        assert (edition.number, answer.status_code) == (number, 200)
        assert "更正之处" not in answer.content.decode()


def test_a_note_with_a_marking_of_secrecy_is_kept_nowhere(client, issued, by):
    made = correct(issued, by)
    client.force_login(factories.person("李起草", issued.notice.host, "drafter"))
    answer = client.post(f"/desk/notices/{made.pk}/change-note/", {"note": "更正日期。\n机密★1年"})
    assert (answer.status_code, "“机密”标志" in answer.content.decode()) == (400, True)
    assert "机密" not in Edition.objects.get(pk=made.pk).change_note


def test_how_open_a_notice_is_changes_with_the_correction_that_says_so_and_not_before(client, issued, by):
    notice, facts = issued.notice, {"openness": "closed", "openness_reason": "内部管理事项"}
    made = correct(issued, by)
    drafter = factories.actor(factories.person("李起草", notice.host, "drafter"))
    said = drafting_facts.facts_of(made)
    drafting_facts.save(made.pk, said | facts, stamp_of(said), by=drafter)
    assert client.get(notice.get_absolute_url()).status_code == 200
    before, made = made.text_hash, Edition.objects.get(pk=made.pk)
    assert made.text_hash != before and drafter.user.pk in authors(made)
    made = finish(made)
    assert (made.notice.openness, made.notice.openness_reason) == tuple(facts.values())
    assert client.get(notice.get_absolute_url()).status_code == 404


def test_the_reason_not_to_publish_is_part_of_what_is_signed():
    edition = factories.draft(openness="closed", openness_reason="内部管理事项")
    before = hash_of(canonical_of(edition))
    edition.openness_reason = "另一个理由"
    assert hash_of(canonical_of(edition)) != before


def test_what_is_not_published_is_not_signed_without_a_reason():
    edition = factories.ready(openness="closed")
    assert "请写明理由" in signing.obstacles(edition)[0].words


def test_a_correction_keeps_its_relation_to_the_parent(issued, by):
    national = factories.notice(code="000000")
    factories.fill(national.current)
    own, above = issued.clauses.filter(kind="clause")[0], national.current.clauses.filter(kind="clause")[0]
    Lineage.objects.create(edition=issued, clause=own, parent=above, relation="kept")
    Lineage.objects.create(edition=issued, parent=national.current.clauses.last(), relation="omitted", reason="不涉及")
    made = correct(issued, by)
    rows = made.lineage.values_list("relation", "parent", "reason", "clause__uid")
    assert set(rows) == set(issued.lineage.values_list("relation", "parent", "reason", "clause__uid"))


def test_one_correction_is_in_hand_at_a_time(issued, by):
    correct(issued, by)
    with pytest.raises(IllegalMove, match="正在办理"):
        correct(issued, by)


def test_the_old_edition_stays_with_its_files_and_says_that_it_is_replaced(client, issued, by):
    notice = issued.notice
    old_pdf = client.get(f"/notices/{notice.pk}/2012.pdf")
    old_bytes = b"".join(old_pdf.streaming_content)
    stamp = state_of(notice.pk).stamp
    made = finish(correct(issued, by))
    page = client.get(notice.get_absolute_url()).content.decode()
    assert state_of(notice.pk).stamp != stamp
    assert made.doc_number.endswith("〕2号") and made.doc_number in page and "更正第二项的日期。" in page
    older = client.get(f"/notices/{notice.pk}/editions/1/").content.decode()
    assert "这是第1版，已被替代" in older and issued.doc_number in older
    assert f"/notices/{notice.pk}/editions/1/2012.pdf" in older
    again = client.get(f"/notices/{notice.pk}/editions/1/2012.pdf")
    assert (b"".join(again.streaming_content), again["ETag"]) == (old_bytes, old_pdf["ETag"])
    assert b"".join(client.get(f"/notices/{notice.pk}/2012.pdf").streaming_content) != old_bytes
    assert b"".join(client.get(f"/notices/{notice.pk}/editions/2/2012.pdf").streaming_content) != old_bytes


def test_everybody_sees_what_a_correction_changed_and_nothing_that_is_said_at_the_desk_alone(
    client, issued, by, monkeypatch
):
    made = correct(issued, by)
    made.clauses.filter(text__startswith="第1项").update(text="第1项活动。由各地自行组织实施。")
    Edition.objects.filter(pk=made.pk).update(keywords="质量", internal_label="本局", internal_distribution="办公室")
    drafter = factories.actor(factories.person("李起草", issued.notice.host, "drafter"))
    correcting.note_change(made.pk, "更正第一项。", by=drafter)
    made = finish(Edition.objects.get(pk=made.pk))
    page = client.get(made.notice.get_absolute_url()).content.decode()
    address = f"/notices/{made.notice_id}/editions/2/changes/"
    assert f'href="{address}"' in page and "第2版（更正）" in page
    assert "主题词" not in page and "本局" not in page  # nor does the PDF of 2012 print them
    html = client.get(address).content.decode()
    assert "更正第一项。" in html and "〔增写：</span>自行<" in html and "办公室" not in html
    monkeypatch.setattr(correction, "changes", None)  # two texts that never change are compared once
    assert client.get(address).content.decode() == html
    for none in (1, 3):
        assert client.get(f"/notices/{made.notice_id}/editions/{none}/changes/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["editions/2/", "editions/2/changes/", "editions/2/2012.pdf", "editions/2/2012/", "editions/2/2012/1.png"],
)
def test_nothing_of_a_correction_in_hand_is_public(client, issued, by, address):
    correct(issued, by)
    assert client.get(f"/notices/{issued.notice_id}/{address}").status_code == 404


# --- the end --------------------------------------------------------------------------------------------------------

ENDS = {
    "withdrawn": (lambda notice, by: ending.withdraw(notice.pk, "依据有误", by=by), "已撤销", "自始无效"),
    "repealed": (
        lambda notice, by: ending.repeal(notice.pk, timezone.localdate() + timedelta(days=9), "另有规定", by=by),
        "废止",
        "起废止",
    ),
}


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


def test_who_hears_of_a_correction_hears_what_it_replaces_and_why(issued, by):
    first = Message.objects.filter(kind="notice-issued").latest("pk")
    assert (first.subject, first.body) == (f"已印发：{issued.title}", f"{issued.doc_number}，{issued.dated}。")
    made = finish(correct(issued, by))
    told = Message.objects.filter(kind="notice-issued").latest("pk")
    assert told.subject == f"已印发更正：{made.title}"
    numbers = f"更正：{made.doc_number}，替代{issued.doc_number}，{made.dated}。"
    assert told.body == f"{numbers}更正说明：更正第二项的日期。"


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


def test_the_desk_calls_a_notice_by_its_number_once_it_has_one(client, issued, by):
    client.force_login(by.user)
    made = correct(issued, by)
    issued_page, draft_page = (client.get(f"/desk/notices/{each.pk}/").content.decode() for each in (issued, made))
    assert f'aria-current="page">{issued.doc_number}</li>' in issued_page
    assert f"<title>{issued.doc_number}：{issued.title}" in issued_page
    assert f'aria-current="page">{made.desk_name}</li>' in draft_page and made.desk_name.endswith("，第2版")


def test_a_correction_that_a_colleague_began_waits_for_the_drafters_and_says_who_began_it(client, issued, by):
    drafter = factories.actor(factories.person("张起草", issued.notice.host, "drafter"))
    made = correct(issued, by, note="")
    (due,) = waiting(drafter)
    assert (due.title, due.act, due.url) == (f"更正待完成：{made.title}（第2版）", "修改", f"/desk/notices/{made.pk}/")
    assert due.sub.startswith("王签发") and "拟出第2版，请修改后送审。第1版在新版印发前继续有效。" in due.sub
    client.force_login(drafter.user)
    assert "<dt>拟出更正</dt><dd>王签发，" in client.get(due.url).content.decode()
    assert [each for each in waiting(by) if "更正待完成" in each.title] == []  # she does not draft
    correcting.note_change(made.pk, "更正第二项的日期。", by=drafter)
    acts.send_for_review(made.pk, by=drafter)
    assert waiting(drafter) == []

"""更正: a new edition beside the old one, which stays in force until the new one is issued."""

import pytest

from campaigns.notices.countersigning import acts, correction
from campaigns.notices.due import waiting
from campaigns.notices.issuing import correcting, signing
from campaigns.notices.models import Edition, Lineage
from campaigns.notices.moves import IllegalMove
from campaigns.notices.state import state_of
from organizations.models import Message
from tests import factories
from tests.notices.issuing.corrections import correct, finish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


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


def test_the_page_of_the_round_of_a_correction_that_is_replaced_compares_nothing_any_more(client, issued, by):
    second = finish(correct(issued, by))
    third = finish(correct(second, by, note="再次更正。"))
    client.force_login(factories.person("查阅", issued.notice.host, "reader"))
    for edition, number in ((second, 2), (third, 3)):
        answer = client.get(f"/desk/notices/{edition.pk}/countersign/")
        assert (edition.number, answer.status_code) == (number, 200)
        assert "更正之处" not in answer.content.decode()


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


def test_who_hears_of_a_correction_hears_what_it_replaces_and_why(issued, by):
    first = Message.objects.filter(kind="notice-issued").latest("pk")
    assert (first.subject, first.body) == (f"已印发：{issued.title}", f"{issued.doc_number}，{issued.dated}。")
    made = finish(correct(issued, by))
    told = Message.objects.filter(kind="notice-issued").latest("pk")
    assert told.subject == f"已印发更正：{made.title}"
    numbers = f"更正：{made.doc_number}，替代{issued.doc_number}，{made.dated}。"
    assert told.body == f"{numbers}更正说明：更正第二项的日期。"


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


@pytest.mark.parametrize("act", ["correct", "withdraw", "repeal"])
def test_an_edition_that_was_replaced_leads_on_to_the_one_in_force(client, issued, by, act):
    client.force_login(by.user)
    assert "现行的版本</a>" not in client.get(f"/desk/notices/{issued.pk}/{act}/").text
    newer = finish(correct(issued, by))
    html = client.get(f"/desk/notices/{issued.pk}/{act}/").text
    assert "现行的版本</a>" in html and f"/desk/notices/{newer.pk}/" in html

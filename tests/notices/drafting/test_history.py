"""历次修改: who changed what, which text was countersigned, and an earlier text brought back whole."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting import addressing, attaching, checks, clauses, facts, history, saving
from campaigns.notices.drafting.addressing import Row
from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.drafting.attached_files import brought
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.models import ClauseDuty, Edition, Lineage, RemovedClause, Revision
from tests import factories
from tests.notices.pdf_files import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
PDF = pdf()


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def begun(edition, drafter):
    """The draft with its first revision, an hour ago."""
    with saving.writing(edition.pk, by=drafter):
        pass
    aged(edition)
    return Edition.objects.get(pk=edition.pk)


def aged(edition):
    """Let all revisions be of an hour ago, so that the next change is one of its own."""
    past = timezone.now() - datetime.timedelta(hours=1)
    Revision.objects.filter(edition=edition).update(made_at=past, saved_at=past)


def write(edition, by, text, at=0):
    clause = edition.clauses.filter(kind="clause")[at]
    clauses.save(edition.pk, clause.pk, Typed("", text, clause.version), by=by)


def page(client, edition, drafter, address=""):
    client.force_login(drafter.user)
    return client.get(f"/desk/notices/{edition.pk}/history/{address}").content.decode()


def test_each_revision_says_who_changed_what_and_who_signed_it(client, begun, drafter, colleague):
    begun.countersignatures.create(name="浙江省总工会", text_hash=begun.text_hash, decision="agreed", user=drafter.user)
    write(begun, colleague, "改过的一项活动。由各地组织实施。")
    listed = page(client, begun, drafter)
    assert "改动1条" in listed and "李四" in listed
    assert "起草第一稿" in listed and "浙江省总工会：同意" in listed
    differing = page(client, begun, drafter, "compare/?first=2&second=1")
    assert "〔删去：</span>" in differing and "〔增写：</span>" in differing


def test_a_page_costs_the_same_for_two_revisions_and_for_two_hundred(client, begun, drafter):
    write(begun, drafter, "第二稿。")
    page(client, begun, drafter)
    with CaptureQueriesContext(connection) as few:
        page(client, begun, drafter)
    content = Revision.objects.filter(edition=begun).first().content
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(edition=begun, number=at, text_hash=f"{at:064}", content=content, made_at=now, saved_at=now)
        for at in range(3, 203)
    )
    with CaptureQueriesContext(connection) as many:
        page(client, begun, drafter)
    assert len(few) == len(many)


def test_an_earlier_text_comes_back_whole_and_the_later_one_is_kept(client, begun, drafter):
    head = begun.clauses.get(kind="attachment")
    attaching.set_file(begun.pk, head.pk, brought(PDF, "名单.pdf"), by=drafter)
    aged(begun)
    then = canonical_of(Edition.objects.get(pk=begun.pk))
    first = Revision.objects.filter(edition=begun).first().number
    write(begun, drafter, "全部改写。", 1)
    clauses.append(begun.pk, "section", by=drafter)
    attaching.remove(begun.pk, head.pk, by=drafter)
    typed = facts.facts_of(begun) | {"urgency": "特急", "issuers": [[begun.notice.host_id, "某局"]]}
    facts.save(begun.pk, typed, facts.stamp_of(facts.facts_of(begun)), by=drafter)
    rows = addressing.rows_of(begun)
    addressing.save(begun.pk, {**rows, "main": [Row("各单位")]}, addressing.stamp(rows), by=drafter)
    aged(begun)
    later = Edition.objects.get(pk=begun.pk).text_hash
    client.force_login(drafter.user)
    address = f"/desk/notices/{begun.pk}/history/{first}/restore/"
    assert "仍保留在“历次修改”中" in client.get(address).content.decode()
    assert client.post(address, {"seen": "0" * 64}).status_code == 409
    assert client.post(address, {"seen": later}).status_code == 302
    again = Edition.objects.get(pk=begun.pk)
    assert canonical_of(again) == then
    assert again.text_hash == hash_of(then)
    assert begun.clauses.get(kind="attachment").file.content.read() == PDF
    assert Revision.objects.filter(edition=begun, text_hash=later).exists()


def act(edition, key, name, by, **typed):
    clause = edition.clauses.get(pk=key)
    said = {"heading": clause.heading, "text": clause.text, "version": clause.version} | typed
    refusal = clauses.do(edition.pk, key, name, Typed(**said, shape=tree_of(edition).shape), by=by)[1]
    assert refusal is None


def bring_back(edition, number, by):
    assert history.bring_back(edition.pk, number, Edition.objects.get(pk=edition.pk).text_hash, by=by)


def bring_back_first(edition, by):
    bring_back(edition, 1, by)


def rows_of(edition):
    return list(edition.clauses.values_list("uid", "pk", "kind", "heading", "text", "parent"))


def test_clauses_that_come_back_are_the_rows_that_they_were_with_their_descent(begun, drafter):
    head, paragraph = begun.clauses.get(heading="统一部署的活动"), begun.clauses.get(text="名单从略。")
    for clause in begun.clauses.all():
        Lineage.objects.create(edition=begun, clause=clause, relation="new", reason=str(clause.uid))
    before = rows_of(begun)
    act(begun, head.pk, "remove", drafter)
    act(begun, paragraph.pk, "split", drafter, text="头一段。\n名单从略。改过。")
    bring_back_first(begun, drafter)
    assert rows_of(begun) == before
    assert all(row.reason == str(row.clause.uid) for row in Lineage.objects.select_related("clause"))
    assert Lineage.objects.count() == len(before)
    assert RemovedClause.objects.get(restored_at=None).gist == "名单从略"  # the other part of what was split


def test_what_an_earlier_text_lacks_can_be_put_back_and_keeps_its_descent_from_text_to_text(client, begun, drafter):
    clause = begun.clauses.filter(kind="clause")[0]
    Lineage.objects.create(edition=begun, clause=clause, relation="new", reason="本省特有")
    act(begun, clause.pk, "remove", drafter)
    aged(begun)
    for number in (1, 2):
        bring_back(begun, number, drafter)
    here = f"/desk/notices/{begun.pk}/edit/"
    client.force_login(drafter.user)
    assert client.get(f"{here}{clause.pk}/")["Location"] == here
    assert "已由您删去" in client.get(here).content.decode()
    bring_back(begun, 1, drafter)
    assert begun.clauses.get(pk=clause.pk).lineage.get().reason == "本省特有"
    bring_back(begun, 2, drafter)
    clauses.restore(begun.pk, RemovedClause.objects.get(restored_at=None), by=drafter)
    assert begun.clauses.get(pk=clause.pk).lineage.get().reason == "本省特有"


def test_what_an_earlier_text_lacks_is_taken_out_without_what_stands_elsewhere_in_it(begun, drafter):
    clause = begun.clauses.filter(kind="clause")[2]
    clauses.append(begun.pk, "section", by=drafter)
    while begun.clauses.get(pk=clause.pk).parent.heading:
        act(begun, clause.pk, "down", drafter)
    bring_back_first(begun, drafter)
    left = RemovedClause.objects.get(restored_at=None)
    assert (left.count, left.content["clauses"][0]["kind"]) == (1, "section")
    assert begun.clauses.get(pk=clause.pk).parent.heading == "统一部署的活动"


@pytest.mark.parametrize("has_origins", [True, False])
def test_clauses_that_were_joined_descend_from_what_each_did_before_and_joined_again_from_both(
    begun, drafter, has_origins
):
    above = factories.fill(factories.notice(code="000000").current, 2).clauses.filter(kind="clause")
    first, second, _ = begun.clauses.filter(kind="clause")
    for own, parent in zip((first, second), above, strict=True):
        Lineage.objects.create(edition=begun, clause=own, parent=parent, relation="kept")
    if not has_origins:  # as texts were kept before
        kept = begun.revisions.get()
        del kept.content["origins"]
        kept.save()
    before = descent(begun)
    act(begun, first.pk, "join", drafter)
    aged(begun)
    joined = descent(begun)
    bring_back(begun, 1, drafter)
    assert descent(begun) == before
    assert begun.clauses.get(pk=first.pk).joined is None
    bring_back(begun, 2, drafter)
    assert descent(begun) == joined == [(first.pk, above[0].pk, "merged"), (first.pk, above[1].pk, "merged")]
    assert not RemovedClause.objects.filter(restored_at=None, is_joined=False).exists()


def descent(edition):
    return sorted(edition.lineage.values_list("clause", "parent", "relation"))


def test_a_clause_that_was_joined_stands_by_itself_again_and_takes_its_own_back_below_it(begun, drafter):
    first, second, third = begun.clauses.filter(kind="clause")
    before = rows_of(begun)
    act(begun, first.pk, "join", drafter)
    bring_back_first(begun, drafter)
    assert rows_of(begun) == before
    act(begun, third.pk, "demote", drafter)
    act(begun, third.pk, "remove", drafter)
    clauses.restore(begun.pk, RemovedClause.objects.get(restored_at=None), by=drafter)
    assert begun.clauses.get(pk=third.pk).parent == second


def test_what_was_taken_out_together_and_stays_out_can_still_be_put_back(begun, drafter):
    head = begun.clauses.get(heading="统一部署的活动")
    fourth = begun.clauses.filter(kind="clause").last()
    act(begun, fourth.pk, "split", drafter, text=f"{fourth.text}\n后加的一条。")
    added = begun.clauses.get(text="后加的一条。")
    ClauseDuty.objects.create(clause=added, department=begun.notice.host, part="lead")
    act(begun, head.pk, "remove", drafter)
    bring_back_first(begun, drafter)
    left = RemovedClause.objects.get(restored_at=None)
    assert (left.gist, left.count) == ("（4）后加的一条", 1)
    clauses.restore(begun.pk, left, by=drafter)
    back = begun.clauses.get(text="后加的一条。")
    assert (back.pk, back.uid, back.parent, back.duties.count()) == (added.pk, added.uid, head, 1)


def test_the_text_before_stays_in_the_history_also_within_one_sitting(begun, drafter):
    write(begun, drafter, "刚刚写的。")
    later = Edition.objects.get(pk=begun.pk).text_hash
    bring_back_first(begun, drafter)
    assert list(Revision.objects.values_list("number", "text_hash")) == [
        (3, begun.text_hash), (2, later), (1, begun.text_hash),
    ]  # fmt: skip


def test_a_text_kept_without_identities_comes_back_by_what_its_clauses_are_like(begun, drafter):
    kept = begun.revisions.get()
    del kept.content["uids"]
    Revision.objects.filter(pk=kept.pk).update(content=kept.content)
    before = canonical_of(begun)
    act(begun, begun.clauses.filter(kind="clause")[0].pk, "join", drafter)
    bring_back_first(begun, drafter)
    assert canonical_of(Edition.objects.get(pk=begun.pk)) == before


def test_names_of_one_group_are_one_group_again_when_a_text_comes_back(begun, drafter):
    both = {"main": [Row("甲局"), Row("乙厅", joint=True), Row("丙会")], "cc": [Row("丁会"), Row("戊会", joint=True)]}
    for rows in (both, {"main": [Row("各单位")], "cc": []}):
        addressing.save(begun.pk, rows, addressing.stamp(addressing.rows_of(begun)), by=drafter)
        aged(begun)
    first = Revision.objects.filter(edition=begun, content__fields__addressees="甲局、乙厅，丙会：").get().number
    assert history.bring_back(begun.pk, first, Edition.objects.get(pk=begun.pk).text_hash, by=drafter)
    rows = addressing.rows_of(Edition.objects.get(pk=begun.pk))
    assert [addressing.printed(rows[place], place) for place in addressing.Place] == [
        "甲局、乙厅，丙会：",
        "丁会、戊会。",
    ]


@pytest.mark.parametrize("address", ["?page=9", "?page=x", "compare/", "compare/?first=1&second=%00", "compare/?first=1&second=9", "9/restore/"])  # fmt: skip
def test_what_is_not_there_is_not_found(client, begun, drafter, address):
    client.force_login(drafter.user)
    assert client.get(f"/desk/notices/{begun.pk}/history/{address}").status_code == 404


def test_who_may_read_may_not_bring_back(client, begun, drafter):
    client.force_login(factories.person("读者", begun.notice.host, "reader"))
    assert client.get(f"/desk/notices/{begun.pk}/history/").status_code == 200
    assert client.post(f"/desk/notices/{begun.pk}/history/1/restore/").status_code == 403


def test_a_reason_that_nobody_wrote_is_asked_for_after_a_text_is_brought_back(begun, drafter):
    rows = Edition.objects.filter(pk=begun.pk)
    for openness, reason in (("closed", "涉及商业秘密"), ("public", "")):
        rows.update(openness=openness, openness_reason=reason)
        with saving.writing(begun.pk, by=drafter):
            pass
        aged(begun)
    number = next(each.number for each in Revision.objects.all() if each.content["openness"] == "closed")
    for has_it, said in ((True, "涉及商业秘密"), (False, "")):
        old = Revision.objects.get(number=number)
        if not has_it:
            rows.update(openness="public", openness_reason="")
            with saving.writing(begun.pk, by=drafter):
                pass
            del old.content["fields"]["openness_reason"]
            Revision.objects.filter(pk=old.pk).update(content=old.content)
        history.bring_back(begun.pk, number, rows.get().text_hash, by=drafter)
        assert (rows.get().openness, rows.get().openness_reason) == ("closed", said)
        asked = "公开属性是“不予公开”，请写明理由。" in dict(
            checks.before_review(rows.select_related("notice__campaign").get())
        )
        assert asked is not has_it

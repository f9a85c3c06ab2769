"""跟进: a draft comes to answer a newer edition of the notice above. What is the same stays decided, the rest waits for somebody."""

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.notices.following import advancing, choosing
from campaigns.notices.following.advancing import advance, begin
from campaigns.notices.issuing import correcting
from campaigns.notices.models import Edition, Lineage
from campaigns.notices.moves import IllegalMove
from organizations.models import AuditRow
from tests import factories
from tests.notices.lineage.levels import add, corrected, join, leave_out, say, several

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def rows(edition):
    """{(our clause or None, clause above or None, relation, whether decided, whether opened)}, by their numbers."""
    return {
        (
            row.clause and row.clause.marker,
            row.parent and row.parent.marker,
            row.relation,
            row.confirmed,
            row.opened is not None,
        )
        for row in edition.lineage.select_related("clause", "parent")
    }


KEPT = {(f"（{number}）", f"（{number}）", "kept", True, False) for number in "一二三"}


@pytest.mark.parametrize(
    ("change", "gone", "found"),
    [
        (say(1, "组织竞赛。"), {"（二）"}, {("（二）", "（二）", "adapted", False, True)}),
        (leave_out(2), {"（三）"}, {("（三）", None, "new", False, True)}),
        (add("发布倡议书，接受社会监督。"), set(), {(None, "（四）", "omitted", False, True)}),
        (join(0), {"（一）", "（二）", "（三）"}, {
            ("（一）", "（一）", "adapted", False, True), ("（二）", "（一）", "adapted", False, True),
            ("（三）", "（二）", "kept", True, False),
        }),
        (lambda nodes, tree: nodes.reverse(), {"（一）", "（三）"}, {
            ("（一）", "（三）", "kept", True, False), ("（三）", "（一）", "kept", True, False),
        }),
    ],
    ids=["changed", "gone", "new", "joined", "moved"],
)  # fmt: skip
def test_what_differs_above_is_opened_and_the_rest_stays_decided(
    nation, province, drafter, change, gone, found, signatory
):
    now = corrected(nation, change)
    made = begin(province, by=signatory)
    assert (made.number, Edition.objects.get(pk=made.pk).answers) == (2, now)
    assert rows(made) == {row for row in KEPT if row[0] not in gone} | found
    assert [clause.text for clause in made.clauses.all()] == [clause.text for clause in province.current.clauses.all()]
    assert AuditRow.objects.filter(act="notice-follow", thing_id=made.pk).count() == 1


def test_of_a_clause_made_of_two_somebody_decides_where_one_of_them_is_gone(nation, province, drafter, signatory):
    upper = nation.current.clauses.filter(kind="clause")
    own = province.current.clauses.filter(kind="clause")
    Lineage.objects.filter(clause=own[1]).update(relation="merged")
    Lineage.objects.filter(clause=own[2]).delete()
    Lineage.objects.create(edition=province.current, clause=own[1], parent=upper[2], relation="merged", confirmed=True)
    Lineage.objects.create(edition=province.current, clause=own[2], relation="new", confirmed=True)
    corrected(nation, leave_out(2))
    made = begin(province, by=signatory)
    row = made.lineage.get(clause__marker="（二）")
    assert (row.parent.marker, row.confirmed, row.opened) == ("（二）", False, [upper[1].pk, upper[2].pk])


def test_nothing_comes_from_a_heading_that_stands_over_clauses_alone(nation, province, drafter, signatory):
    first = province.current.clauses.filter(kind="clause")[0]
    heading = nation.current.clauses.get(kind="section")
    Lineage.objects.create(edition=province.current, clause=first, parent=heading, relation="merged", confirmed=True)
    corrected(nation, say(1, "组织竞赛。"))
    made = begin(province, by=signatory)
    assert rows(made) == KEPT - {("（二）", "（二）", "kept", True, False)} | {
        ("（二）", "（二）", "adapted", False, True)
    }


def test_what_was_left_out_and_has_changed_keeps_its_reason_and_is_asked_about_again(
    nation, province, drafter, signatory
):
    for at in (0, 2):
        own = province.current.clauses.filter(kind="clause")[at]
        Lineage.objects.filter(clause=own).update(relation="omitted", clause=None, reason="不涉及", confirmed=True)
        Lineage.objects.create(edition=province.current, clause=own, relation="new", confirmed=True)
    corrected(nation, several(say(0, "召开启动会。"), leave_out(2)))
    made = begin(province, by=signatory)
    left = made.lineage.get(relation="omitted")
    assert (left.parent.marker, left.confirmed, left.reason) == ("（一）", False, "不涉及")


def test_a_draft_goes_on_from_the_second_to_the_third_edition(nation, province, drafter, signatory):
    """What was decided meanwhile is asked about again where it has changed; what was not still shows what stood there first."""
    first = nation.current
    second = corrected(nation, several(say(0, "第二版的启动会。"), say(1, "第二版的竞赛。")))
    made = begin(province, by=signatory)
    choosing.keep(made.pk, made.clauses.get(marker="（二）").pk, "本省已有安排。", by=drafter)
    third = corrected(nation, several(say(0, "第三版的启动会。"), say(1, "第三版的竞赛。")))
    assert begin(province, by=drafter) == made
    opened = {row.clause.marker: row.opened for row in made.lineage.filter(confirmed=False).select_related("clause")}
    assert opened == {
        "（一）": [first.clauses.get(marker="（一）").pk],
        "（二）": [second.clauses.get(marker="（二）").pk],
    }
    assert set(made.lineage.values_list("parent__edition", flat=True)) == {third.pk}


def test_a_first_draft_in_hand_follows_too(nation, province, drafter):
    """One that was never issued: there is nothing stale, and still something newer above."""
    now = corrected(nation, say(0, "召开启动会。"))
    draft = correcting.begin(province.pk, "", by=drafter)
    assert advance(draft, now, by=drafter) is True
    assert advance(draft, now, by=drafter) is False
    assert rows(draft) == KEPT - {("（一）", "（一）", "kept", True, False)} | {
        ("（一）", "（一）", "adapted", False, True)
    }


def test_asked_for_twice_it_is_done_once(nation, province, drafter, signatory):
    corrected(nation, say(0, "召开启动会。"))
    made = begin(province, by=signatory)
    before = rows(made)
    assert begin(province, by=drafter) == made and rows(made) == before
    assert AuditRow.objects.filter(act="notice-follow").count() == 1


def test_a_correction_says_which_edition_it_follows(nation, province, drafter, signatory):
    corrected(nation, say(0, "召开启动会。"))
    assert begin(province, by=signatory).change_note == "根据全国质量技术监督局的通知（第2版）作相应更正。"


def test_nobody_follows_what_is_not_newer_or_was_withdrawn_nor_what_is_signed(nation, province, drafter, signatory):
    with pytest.raises(IllegalMove, match="没有更新的版本"):
        begin(province, by=signatory)
    with pytest.raises(IllegalMove, match="没有更新的版本"):
        begin(nation, by=drafter)
    now = corrected(nation, say(0, "召开启动会。"))
    made = begin(province, by=signatory)
    with pytest.raises(IllegalMove, match="没有更新的版本"):
        advance(made, province.current, by=drafter)
    Edition.objects.filter(pk=made.pk).update(state="signed")
    with pytest.raises(IllegalMove, match="不能再改动"):
        advance(made, now, by=drafter)
    facts = {"ending": "withdrawn", "ended_on": "2026-09-01", "ending_reason": "有误"}
    type(nation).objects.filter(pk=nation.pk).update(**facts)
    with pytest.raises(IllegalMove, match="已于2026年9月1日撤销"):
        begin(province, by=signatory)


def test_who_does_not_sign_there_begins_nothing(nation, province):
    """As with any correction of an issued notice; who stands in for the signatory does."""
    corrected(nation, say(0, "召开启动会。"))
    for role in ("reader", "drafter", "reviewer"):
        with pytest.raises(PermissionDenied):
            begin(province, by=factories.actor(factories.person(role, province.host, role)))
    assert advancing.correcting.Edition.objects.filter(notice=province).count() == 1


def test_who_begins_is_no_author_and_goes_on_with_what_is_in_hand_only_as_who_writes(
    nation, province, drafter, signatory
):
    corrected(nation, say(0, "召开启动会。"))
    made = begin(province, by=signatory)
    assert not made.revisions.exclude(user=None).exists()
    assert made.begun_by == signatory.user
    assert AuditRow.objects.get(act="notice-follow").user_id == signatory.user.pk
    corrected(nation, say(0, "再次召开启动会。"))
    with pytest.raises(PermissionDenied):
        begin(province, by=signatory)
    assert begin(province, by=drafter).answers.number == 3


@pytest.mark.parametrize("note", ["", "另作说明。"])
def test_what_a_correction_says_of_itself_names_the_edition_that_it_answers_by_now(
    nation, province, signatory, drafter, note
):
    corrected(nation, say(1, "组织竞赛。"))
    made = begin(province, by=signatory)
    if note:
        Edition.objects.filter(pk=made.pk).update(change_note=note)
    corrected(nation, say(1, "组织两场竞赛。"))
    begin(province, by=drafter)
    made.refresh_from_db()
    assert made.change_note == (note or advancing.note_on(Edition.objects.get(pk=made.answers_id)))
    assert note or "第3版" in made.change_note

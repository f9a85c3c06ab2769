"""待更新: what a parent's new edition marks below it: exactly that, at every level, and no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.issuing import ending
from campaigns.notices.lineage import stale
from campaigns.notices.models import Clause, Edition, Lineage, Notice, StaleMark
from organizations.models import Job
from tests import factories

from .levels import add, below, corrected, is_true, join, leave_out, levels, marks, opening, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def test_an_edition_that_changes_one_clause_marks_what_comes_from_it_at_three_levels_and_no_other():
    nation, province, city, county = levels()
    beside = below(nation, "330106", year=2009)
    corrected(nation, say(1, "组织质量知识竞赛，动员全体职工参加。"))
    changed, waiting = {("（二）", "（二）", "changed")}, {("（二）", "（二）", "waiting")}
    assert [marks(each) for each in (nation, province, beside, city, county)] == [
        set(), changed, changed, waiting, waiting,
    ]  # fmt: skip
    assert all(is_true(Notice.objects.get(pk=each.pk)) for each in (nation, province, city, county))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no locks of rows")
def test_while_marks_are_made_anew_rows_that_refer_to_these_notices_can_be_written():
    nation = opening()
    with CaptureQueriesContext(connection) as found:
        stale.rebuild(nation)
    locks = [each["sql"] for each in found if " FOR " in each["sql"]]
    assert locks and all("FOR NO KEY UPDATE OF" in sql for sql in locks)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (say(0, "召开启动仪式,营造良好氛围。"), set()),  # a mark of another width is no change
        (say(0, "召开启动会。"), {("（一）", "（一）", "changed")}),
        (leave_out(2), {("（三）", None, "gone")}),
        (add("发布倡议书，接受社会监督。"), {(None, "（四）", "new")}),
        (join(0), {("（一）", "（一）", "changed"), ("（二）", "（一）", "changed")}),
        (lambda nodes, tree: nodes.reverse(), set()),  # who stands elsewhere says the same
    ],
    ids=["width", "changed", "gone", "new", "joined", "moved"],
)
def test_each_kind_of_change_is_marked_as_what_it_is(change, found):
    nation, province = levels(2)
    corrected(nation, change)
    assert marks(province) == found


def test_what_was_left_out_is_marked_where_it_changed_and_not_where_it_is_gone():
    nation, province = levels(2)
    for at in (1, 2):
        own = province.current.clauses.filter(kind="clause")[at]
        Lineage.objects.filter(clause=own).update(relation="omitted", clause=None, reason="本省不涉及", confirmed=True)

    def change(nodes, tree):
        nodes[1].clause.text = "组织质量知识竞赛，动员企业参加。"
        nodes[2].take_out()

    corrected(nation, change)
    assert marks(province) == {(None, "（二）", "changed")}


def test_what_stands_below_a_clause_and_the_table_of_an_attachment_are_part_of_it():
    facts = {"header": ["时间"], "rows": [["9月1日"]], "is_landscape": False}

    def more(edition):
        factories.clause(edition, "item", "分会场同步。", parent=edition.clauses.filter(kind="clause").first())
        annex = factories.clause(edition, "attachment", heading="日程")
        factories.clause(edition, "table", parent=annex, table=facts)

    nation = opening(more=more)
    annex = nation.current.clauses.get(kind="attachment")
    province = below(nation, "330000")
    heads = [(Clause.objects.get(edition=each.current, kind="section"), each) for each in (nation, province)]
    Lineage.objects.create(edition=province.current, clause=heads[1][0], parent=annex, relation="adapted")

    def change(nodes, tree):
        nodes[0].children[0].clause.text = "各地设分会场。"
        Clause.objects.filter(edition=nodes[0].clause.edition, kind="table").update(
            table={**facts, "rows": [["9月2日"]]}
        )

    corrected(nation, change)
    assert {(mark.clause.kind, mark.kind) for mark in province.stale.select_related("clause")} == {
        ("clause", "changed"),
        ("section", "changed"),
    }


def test_who_answers_is_no_longer_stale_and_those_below_are_next():
    nation, province, city, _ = levels()
    now = corrected(nation, say(0, "召开启动会。"))
    corrected(province, say(0, "召开启动会。"))
    assert marks(province) == {("（一）", "（一）", "changed")}  # a correction that answers nothing new leaves it
    corrected(province, say(0, "召开启动大会。"), answering=now)
    assert marks(province) == set()
    assert marks(city) == {("（一）", "（一）", "changed")}


def test_nothing_is_stale_below_what_was_withdrawn_nor_in_what_ended():
    nation, province, city, _ = levels()
    corrected(nation, say(0, "召开启动会。"))
    by = factories.signatory(Edition.objects.get(pk=province.current_id))
    ending.withdraw(province.pk, "依据有误", by=by)
    stale.rebuild(province)
    assert (marks(province), marks(city)) == (set(), set())


def test_the_issue_and_the_end_of_a_notice_ask_for_the_marks(monkeypatch):
    edition = factories.issued()
    assert Job.objects.filter(kind=stale.KIND, key=edition.notice_id).count() == 1
    ending.repeal(edition.notice_id, timezone.localdate(), "另有规定", by=factories.signatory(edition))
    job = Job.objects.filter(kind=stale.KIND, key=edition.notice_id).latest("pk")
    asked = []
    monkeypatch.setattr(stale, "rebuild", lambda notice, tell: asked.append(notice.pk))
    stale.mark_stale(job)
    assert asked == [edition.notice_id]


def test_marks_that_stand_keep_since_when():
    nation, province = levels(2)
    corrected(nation, say(0, "召开启动会。"))
    before = StaleMark.objects.get(notice=province)
    stale.rebuild(nation)
    after = StaleMark.objects.get(notice=province)
    assert (after.pk, after.made_at) == (before.pk, before.made_at)


def test_many_children_cost_few_queries():
    """Ten times as many children of three clauses each: not one query more."""
    nation = opening()
    children = [below(nation, "330000", year=2000 + number) for number in range(3)]

    def cost():
        with CaptureQueriesContext(connection) as queries:
            stale.rebuild(Notice.objects.get(pk=nation.pk))
        return len(queries)

    corrected(nation, say(0, "召开启动会。"))
    StaleMark.objects.all().delete()
    few = cost()
    children += [below(Notice.objects.get(pk=nation.pk), "330000", year=2000 + number) for number in range(3, 30)]
    StaleMark.objects.all().delete()
    corrected(nation, say(1, "组织竞赛。"))
    StaleMark.objects.all().delete()
    assert cost() == few
    assert StaleMark.objects.filter(notice__in=children).count() == 3 * 2 + 27

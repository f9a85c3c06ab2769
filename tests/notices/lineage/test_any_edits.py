"""Whatever is edited at three levels, through whatever editions: no clause is without a true lineage, and what is marked is what is stale."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns.notices.drafting import tree as trees
from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.rights import editing
from campaigns.notices.drafting.tree import CannotArrange
from campaigns.notices.following import advancing
from campaigns.notices.issuing import correcting
from campaigns.notices.lineage.nodes import stored_nodes
from campaigns.notices.models import Edition, Lineage, Notice
from campaigns.notices.moves import IllegalMove
from tests import factories

from .levels import add, is_true, issued, leave_out, levels, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
WORDS = ("召开启动会。", "组织知识竞赛，表扬先进单位。", "走访困难企业，解决质量难题。")
ACTS = ("say", "add", "leave out", "join", "split", "up")
steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([*ACTS, "issue", "issue", "follow", "follow"]), st.integers(0, 9)),
    min_size=10,
    max_size=16,
)


@given(steps=steps)
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_edits_leave_a_true_lineage_and_marks_that_equal_those_made_from_scratch(steps):
    notices = levels(3)
    people = [
        factories.actor(factories.person(f"甲{next(factories.serial)}", one.host, "drafter", "signatory"))
        for one in notices
    ]
    for level, act, which in [(0, "say", 1), (0, "issue", 0), *steps]:
        step(Notice.objects.get(pk=notices[level].pk), act, which, people[level])
        for edition in Edition.objects.filter(notice__in=notices, answers__isnull=False).select_related("notice"):
            assert_true_lineage(edition)
        for notice in Notice.objects.filter(pk__in=[one.pk for one in notices]).select_related(
            "current", "parent__current"
        ):
            assert is_true(notice)
            assert direct(notice) == told(notice)


def step(notice, act, which, by):
    """Do one thing to the edition of a notice that is in hand, beginning one where there is none."""
    draft = notice.editions.in_hand().first()
    if act == "issue":
        decide_and_issue(draft)
    elif act == "follow":
        follow(notice, by)
    else:
        draft = draft or correcting.begin(notice.pk, "更正。", by=by)
        with editing(draft.pk, by=by) as edition:
            change(edition, act, which, by)


def decide_and_issue(draft):
    if draft:
        draft.lineage.filter(relation="omitted", reason="").update(reason="不涉及")
        draft.lineage.update(confirmed=True)
        issued(Edition.objects.select_related("notice").get(pk=draft.pk))


def follow(notice, by):
    try:
        advancing.begin(notice, by=by)
    except IllegalMove as refusal:
        assert str(refusal) == advancing.NOTHING_NEWER


def change(edition, act, which, by):
    tree = tree_of(edition)
    nodes = tree.root.children[0].children
    at, text = which % max(len(nodes), 1), WORDS[which % len(WORDS)]
    if act == "add" or not nodes:
        add(f"{text}{which}")(nodes, tree)
    elif act == "say":
        say(at, text)(nodes, tree)
    elif act == "leave out" and len(nodes) > 1:  # a heading with nothing below it is never issued
        leave_out(at)(nodes, tree)
    elif act != "leave out":
        nodes[at].clause.text = nodes[at].clause.text.replace("，", "，\n") if act == "split" else nodes[at].clause.text
        try:
            getattr(trees, act)(tree, nodes[at])
        except CannotArrange:
            return
    arrange(edition, tree, by=by)


# --- what must be true --------------------------------------------------------------------------------------------


def assert_true_lineage(edition):
    """Every clause of ours says where it comes from, every one above what became of it, and each relation what the texts say."""
    ours, theirs = (
        {node.key: node for node in nodes if not node.bare} for nodes in stored_nodes(edition.pk, edition.answers_id)
    )
    rows = list(Lineage.objects.filter(edition=edition))
    assert {row.clause_id for row in rows if row.clause_id} == {*ours}
    assert {row.parent_id for row in rows if row.parent_id} == {*theirs}
    carried = {row.parent_id for row in rows if row.clause_id}
    for row in rows:
        origins = [each for each in rows if row.clause_id and each.clause_id == row.clause_id and each.parent_id]
        assert row.relation in expected(row, len(origins), ours, theirs)
        assert row.relation != "omitted" or row.parent_id not in carried
        assert row.relation != "new" or not origins


def expected(row, origins, ours, theirs):
    if row.clause_id is None:
        return {"omitted"}
    if origins != 1:
        return {"merged"} if origins else {"new"}
    return {"kept", "moved"} if ours[row.clause_id].text == theirs[row.parent_id].text else {"adapted"}


def told(notice):
    """What is stored of it, without what waits: by the clauses' uids, of ours or of theirs."""
    rows = notice.stale.exclude(kind="waiting").select_related("clause", "upper")
    return {(row.clause and row.clause.uid, row.upper and row.upper.uid, row.kind) for row in rows}


def direct(notice):
    """The same, found in another way: clause by clause, from the texts alone."""
    if notice.parent is None or notice.current.answers_id == notice.parent.current_id:
        return set()
    before, now = (
        list(Edition.objects.get(pk=key).clauses.filter(kind="clause"))
        for key in (notice.current.answers_id, notice.parent.current_id)
    )
    by_uid = {uid: one for one in now for uid in one.joined or ()} | {str(one.uid): one for one in now}
    found = set()
    for row in notice.current.lineage.filter(parent__isnull=False).select_related("clause", "parent"):
        one, mine = by_uid.get(str(row.parent.uid)), row.clause and row.clause.uid
        if one is None:
            found |= {(mine, None, "gone")} if mine else set()
        elif one.text.replace("\n", "") != row.parent.text.replace("\n", ""):
            found.add((mine, one.uid, "changed"))
    known = {by_uid[str(one.uid)].uid for one in before if str(one.uid) in by_uid}
    return found | {(None, one.uid, "new") for one in now if one.uid not in known}

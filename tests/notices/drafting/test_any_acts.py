"""Whatever is done, in whatever order: the tree stays well-formed, and no clause is lost without a trace."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaigns.notices.drafting import clauses, history, saving
from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.drafting.clauses import ACTS, CannotArrange, Typed
from campaigns.notices.drafting.tree import ADDED, BELOW, Kind
from campaigns.notices.models import Edition, Lineage, Revision
from tests import factories
from tests.notices.drafting.order import assert_well_formed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

steps = st.lists(
    st.tuples(st.sampled_from([*ACTS, "restore", "split"]), st.integers(0, 99), st.sampled_from([*ADDED, Kind.ATTACHMENT]), st.sampled_from(["before", "after", "inside"])),
    min_size=4,
    max_size=14,
)  # fmt: skip
descents = st.lists(
    st.tuples(st.sampled_from(["remove", "join", "join", "split", "restore", "bring back", "bring back"]), st.integers(0, 99)),
    min_size=6,
    max_size=14,
)  # fmt: skip
FACTS = {"add": ("place", "kind"), "kind": ("kind",)}


@given(steps=steps)
# Each step is several transactions: what fails is told as it was found, without looking for less.
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_acts_leave_a_well_formed_text_and_lose_no_clause(edition, drafter, steps):
    edition = factories.draft()
    clauses.append(edition.pk, "section", by=drafter)
    known = set(edition.clauses.values_list("uid", flat=True))
    for act, which, kind, place in steps:
        if act == "restore":
            restore(edition, which, drafter)
        else:
            known |= step(edition, drafter, act, which, place=place, kind=kind)
        assert_well_formed(edition)
        assert {str(uid) for uid in known} == accounted(edition)


@given(steps=descents)
@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_text_is_brought_back_its_clauses_descend_as_they_did_and_none_from_what_is_anothers(
    edition, drafter, steps
):
    edition, past = with_descent(factories.draft(), drafter), {}
    first = descent_of(edition)  # whatever a split makes of them comes from where they come from
    for act, which in [("", 0), *steps]:
        number = which % len(past) + 1 if past else 0
        if act == "bring back":
            history.bring_back(edition.pk, number, Edition.objects.get(pk=edition.pk).text_hash, by=drafter)
            assert descent_of(edition) == past[number]
        elif act:
            restore(edition, which, drafter) if act == "restore" else step(edition, drafter, act, which)
        Revision.objects.filter(edition=edition).update(made_at="2026-01-01T00:00Z")  # what follows is one of its own
        past[Revision.objects.filter(edition=edition).latest("number").number] = descent_of(edition)
        now = descent_of(edition)
        single = [parent for uid in now.keys() & first for ((parent, _), *others) in [now[uid]] if not others]
        assert len(single) == len(set(single))


def with_descent(edition, by):
    """Let each clause descend from one of a parent's, and keep that as the first revision."""
    above = factories.fill(factories.notice(code="000000").current)
    for own, parent in zip(edition.clauses.all(), above.clauses.all(), strict=True):
        Lineage.objects.create(edition=edition, clause=own, parent=parent, relation="kept")
    with saving.writing(edition.pk, by=by):
        pass
    return edition


def descent_of(edition):
    """Return {uid: [(parent, relation)]} of the clauses that descend from any."""
    found = {}
    for uid, *row in edition.lineage.order_by("parent").values_list("clause__uid", "parent", "relation"):
        found.setdefault(uid, []).append(tuple(row))
    return found


def restore(edition, which, by):
    rows = list(edition.removed.to_put_back())
    if rows:
        try:
            clauses.restore(edition.pk, rows[which % len(rows)], by=by)
        except CannotArrange:
            return


def step(edition, by, act, which, **facts):
    """Do an act to some clause; return the uids of those that it has made."""
    nodes = list(tree_of(edition).walk())
    if not nodes:
        return set()
    clause = nodes[which % len(nodes)].clause
    text = "甲甲。\n乙乙。" if act == "split" and clause.text else clause.text
    before = set(edition.clauses.values_list("uid", flat=True))
    typed = Typed(clause.heading, text, clause.version, tree_of(edition).shape)
    clauses.do(edition.pk, clause.pk, act, typed, by=by, **{name: facts[name] for name in FACTS.get(act, ())})
    for node in tree_of(edition).walk():
        assert node.parent.clause is None or node.parent.kind in BELOW
    return set(edition.clauses.values_list("uid", flat=True)) - before


def accounted(edition):
    """Return the uids that stand in the text, in what was removed, or in what a clause has taken in."""
    there = {str(uid) for uid in edition.clauses.values_list("uid", flat=True)}
    joined = {uid for row in edition.clauses.all() for uid in row.joined or []}
    removed = {each["uid"] for row in edition.removed.all() for each in row.content["clauses"]}
    return there | joined | removed

"""What the clauses of a draft are to those above follows from what was done to them."""

import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.drafting import clauses
from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.drafting.clauses import NEEDS_REASON, Typed
from campaigns.notices.drafting.rights import editing
from campaigns.notices.lineage.relating import relate, undecided
from campaigns.notices.models import Clause, Edition, Lineage

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def hand(draft, drafter):
    return Hand(draft, drafter)


class Hand:
    """Somebody at the editor: each act finds its clause by the beginning of its text."""

    def __init__(self, edition, by):
        self.edition, self.by = edition, by

    @zeal.zeal_ignore()
    def clause(self, text):
        return Clause.objects.get(edition=self.edition, text__startswith=text)

    @zeal.zeal_ignore()
    def typed(self, clause, **changes):
        clause.refresh_from_db()
        facts = {"heading": clause.heading, "text": clause.text, **changes}
        return Typed(**facts, version=clause.version, shape=tree_of(Edition.objects.get(pk=self.edition.pk)).shape)

    @zeal.zeal_ignore()
    def write(self, start, text):
        clause = self.clause(start)
        clauses.save(self.edition.pk, clause.pk, self.typed(clause, text=text), by=self.by)

    @zeal.zeal_ignore()
    def act(self, start, act, **facts):
        clause = self.clause(start)
        return clauses.do(self.edition.pk, clause.pk, act, self.typed(clause), by=self.by, **facts)

    @zeal.zeal_ignore()
    def relation(self, start):
        rows = Lineage.objects.filter(edition=self.edition, clause__text__startswith=start)
        return sorted(set(rows.values_list("relation", "confirmed")))


def tally(edition):
    return {kind.value: count for kind, count in edition.lineage.tally()[edition.pk]}


def test_edited_is_adapted_and_edited_back_is_kept_and_both_are_decided(hand):
    hand.write("第1项", "第1项活动由各市实施。")
    assert hand.relation("第1项") == [("adapted", True)]
    hand.write("第1项", "第1项活动。由各地组织实施。")
    assert hand.relation("第1项") == [("kept", True)]
    assert hand.relation("第2项") == [("kept", False)]


def test_change_two_add_one_omit_one(hand):
    hand.write("第1项", "第1项活动由各市实施。")
    hand.write("第2项", "第2项活动由各市实施。")
    hand.act("第3项", "add", place="after", kind="clause")
    assert hand.act("第4项", "remove", reason="我省没有这类企业") != (None, NEEDS_REASON)
    found = tally(hand.edition)
    assert (found["adapted"], found["new"], found["omitted"], found["kept"]) == (2, 1, 1, 4)


def test_nothing_is_left_out_without_a_reason(hand):
    _, refusal = hand.act("第4项", "remove")
    assert refusal == NEEDS_REASON
    assert hand.clause("第4项")
    assert "omitted" not in tally(hand.edition)


def test_what_is_left_out_and_put_back_is_what_it_was(hand):
    hand.write("第4项", "第4项活动由各市实施。")
    hand.act("第4项", "remove", reason="我省没有这类企业")
    row = hand.edition.removed.get()
    clauses.restore(hand.edition.pk, row, by=hand.by)
    assert hand.relation("第4项") == [("adapted", True)]
    assert "omitted" not in tally(hand.edition)


def test_joined_is_merged_and_its_parts_come_from_both(hand):
    hand.act("第1项", "join")
    assert hand.relation("第1项") == [("merged", True)]
    assert Lineage.objects.filter(clause=hand.clause("第1项")).count() == 2


def test_both_parts_of_what_is_split_come_from_the_whole(hand):
    hand.write("第1项", "第1项活动。\n由各地组织实施。")
    hand.act("第1项", "split")
    rows = Lineage.objects.filter(clause__text__in=["第1项活动。", "由各地组织实施。"], clause__edition=hand.edition)
    assert len(rows) == 2 and len({row.parent_id for row in rows}) == 1
    assert hand.relation("由各地") == [("adapted", True)]


def test_moved_to_another_section_is_moved(hand):
    hand.act("第5项", "down")
    assert hand.relation("第5项") == [("moved", True)]


def test_what_becomes_an_item_of_another_clause_is_merged_with_it(hand):
    hand.act("第2项", "demote")
    assert hand.relation("第1项") == [("merged", True)]
    assert "omitted" not in tally(hand.edition)
    hand.act("第2项", "promote")
    assert Lineage.objects.filter(clause=hand.clause("第2项")).exists()


def test_what_goes_in_another_way_is_left_out_and_waits_for_a_reason(hand):
    with editing(hand.edition.pk, by=hand.by) as edition:
        Clause.objects.filter(pk=hand.clause("第4项").pk).delete()
    row = edition.lineage.get(relation="omitted")
    assert (row.reason, row.confirmed, row.parent.text[:3]) == ("", False, "第4项")


def test_an_added_clause_is_new_and_needs_nobody_to_say_so(hand):
    shown, _ = hand.act("第3项", "add", place="after", kind="clause")
    rows = Lineage.objects.filter(clause=shown).values_list("relation", "parent", "confirmed")
    assert list(rows) == [("new", None, True)]
    assert undecided(hand.edition).count() == 6  # the clause in hand was looked at


def test_relating_costs_the_same_for_2_clauses_and_30(national, drafter, begin):
    costs = []
    for count in (2, 30):
        edition = begin(national(count), by=drafter)
        assert edition.lineage.count() == count + 2  # the slogans and the attachment, too
        with zeal.zeal_ignore(), CaptureQueriesContext(connection) as asked:
            relate(edition)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 4

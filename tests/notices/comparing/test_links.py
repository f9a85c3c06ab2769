"""Lineage over several levels: what holds of two steps together."""

import pytest

from campaigns.notices.comparing.links import Link, composed, tally_of

KEPT, ADAPTED, MERGED, MOVED, NEW, OMITTED = "kept", "adapted", "merged", "moved", "new", "omitted"


def relations(links):
    return {(link.clause_id, link.parent_id): link.relation for link in links}


@pytest.mark.parametrize(
    ("lower", "upper", "both"),
    [
        (KEPT, KEPT, KEPT),
        (KEPT, ADAPTED, ADAPTED),
        (ADAPTED, KEPT, ADAPTED),
        (MOVED, KEPT, MOVED),
        (KEPT, MOVED, MOVED),
        (MOVED, ADAPTED, ADAPTED),
    ],
)
def test_the_weaker_of_two_steps_is_that_of_both(lower, upper, both):
    assert relations(composed([Link(100, 10, lower)], [Link(10, 1, upper)])) == {(100, 1): both}


def test_what_comes_from_two_clauses_further_up_is_merged():
    upper = [Link(10, 1, MERGED), Link(10, 2, MERGED)]
    assert relations(composed([Link(100, 10, KEPT)], upper)) == {(100, 1): MERGED, (100, 2): MERGED}
    two = [Link(10, 1, KEPT), Link(11, 2, KEPT)]
    assert relations(composed([Link(100, 10, MERGED), Link(100, 11, MERGED)], two)) == {
        (100, 1): MERGED,
        (100, 2): MERGED,
    }


def test_what_the_middle_one_added_is_new_and_stays_new():
    assert relations(composed([Link(100, 10, KEPT), Link(101, None, NEW)], [Link(10, None, NEW)])) == {
        (100, None): NEW,
        (101, None): NEW,
    }


def test_what_the_middle_one_left_out_stays_left_out_and_says_by_whom():
    found = composed([], [Link(None, 1, OMITTED, "全国性会议")], "浙江省通知")
    assert found == [Link(None, 1, OMITTED, "浙江省通知未列：全国性会议")]


def test_what_only_the_lower_one_left_out_is_left_out_with_its_reason():
    found = composed([Link(None, 10, OMITTED, "本市没有")], [Link(10, 1, KEPT)], "浙江省通知")
    assert found == [Link(None, 1, OMITTED, "本市没有")]


def test_a_clause_that_one_of_two_carries_on_is_not_left_out():
    upper = [Link(10, 1, KEPT), Link(11, 1, KEPT)]
    found = composed([Link(100, 10, KEPT), Link(None, 11, OMITTED, "不办")], upper)
    assert relations(found) == {(100, 1): KEPT}


def test_what_only_a_closed_notice_says_is_not_repeated():
    found = composed([], [Link(None, 1, OMITTED, "内部理由")], "浙江省通知", is_told=False)
    assert "内部理由" not in found[0].reason and "浙江省" not in found[0].reason


def test_a_chain_that_is_confirmed_is_confirmed_and_one_weak_step_is_not():
    lower = [Link(100, 10, KEPT, "", True), Link(None, 11, OMITTED, "不办", True)]
    upper = [Link(10, 1, KEPT, "", True), Link(11, 2, KEPT, "", True)]
    assert all(link.confirmed for link in composed(lower, upper))
    weak = [upper[0], upper[1]._replace(confirmed=False)]
    assert [link.confirmed for link in composed(lower, weak)] == [True, False]


def test_all_reasons_for_a_clause_that_was_split_above_are_told():
    upper = [Link(10, 1, KEPT), Link(11, 1, KEPT)]
    lower = [Link(None, 10, OMITTED, "甲"), Link(None, 11, OMITTED, "乙")]
    assert [link.reason for link in composed(lower, upper)] == ["甲；乙"]


def test_a_tally_counts_our_clauses_and_the_upper_ones_left_out():
    links = [Link(1, 1, MERGED), Link(1, 2, MERGED), Link(2, 3, KEPT), Link(None, 4, OMITTED), Link(None, 5, OMITTED)]
    assert [(str(relation), count) for relation, count in tally_of(links)] == [(KEPT, 1), (MERGED, 1), (OMITTED, 2)]

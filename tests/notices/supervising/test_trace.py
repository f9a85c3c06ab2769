"""A clause down through all levels, at the desk: every notice that one sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import Lineage, Notice, StaleMark

from .conftest import issued, region
from .test_matrix import carry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def below(board):
    """A city and a county under Zhejiang, and the clauses that they carry on."""
    city = issued(region("330100", "杭州市", "prefecture", "330000"), board.zhejiang)
    county = issued(region("330106", "西湖区", "county", "330100"), city)
    for notice, relation in ((board.zhejiang, "kept"), (city, "adapted"), (county, "kept")):
        carry(notice, 0, relation)
    return city, county


def found(answer):
    return [step.notice.host.region.name for step in answer.context["page"].object_list]


@pytest.mark.parametrize(("depth", "name"), [("", "浙江省"), ("1", "浙江省"), ("2", "杭州市"), ("3", "西湖区")])
def test_each_level_that_carries_a_clause_is_listed(board, below, go, depth, name):
    answer = go("reader", f"clauses/s1-1/?depth={depth}")
    assert found(answer) == [name]
    assert [(depth, count) for depth, _, count, _ in answer.context["levels"]] == [(1, 1), (2, 1), (3, 1)]
    assert found(go("reader", "clauses/s1-2/")) == []


def test_what_has_still_to_answer_a_correction_says_so(board, below, go):
    page = go("reader", "clauses/s1-1/")
    assert "待更新" not in page.text
    own = board.zhejiang.current.clauses.get(anchor="s1-1")
    StaleMark.objects.create(notice=board.zhejiang, clause=own, kind="changed")
    assert '<span class="state state--doing">待更新</span>' in go("reader", "clauses/s1-1/").text
    assert "待更新" not in go("reader", "clauses/s1-1/?depth=2").text


@pytest.mark.parametrize(("kind", "word"), [("changed", "待更新"), ("waiting", "上级待更新")])
def test_what_was_left_out_and_has_to_be_answered_again_says_so(board, below, go, kind, word):
    row = Lineage.objects.get(edition=board.zhejiang.current_id)
    Lineage.objects.filter(pk=row.pk).update(clause=None, relation="omitted", reason="本省不涉及。", confirmed=True)
    StaleMark.objects.create(notice=board.zhejiang, upper=row.parent, kind=kind)
    assert f'<span class="state state--doing">{word}</span>' in go("reader", "clauses/s1-1/").text


def test_what_is_not_public_is_seen_by_who_oversees_it_and_has_no_public_link(board, below, go):
    Notice.objects.filter(pk=below[0].pk).update(openness="closed", openness_reason="涉密")
    answer = go("reader", "clauses/s1-1/?depth=2")
    assert found(answer) == ["杭州市"]
    assert f'href="{below[0].get_absolute_url()}' not in answer.content.decode()
    Notice.objects.filter(pk=below[0].pk).update(ending="withdrawn", ended_on="2026-09-01", ending_reason="有误")
    assert found(go("reader", "clauses/s1-1/?depth=2")) == []


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("province=330000", ["浙江省"]),
        ("province=110000", []),
        ("depth=2&province=330000&only=adapted", ["杭州市"]),
        ("depth=2&only=kept", []),
    ],
)
def test_the_list_is_narrowed(board, below, go, asked, names):
    assert found(go("reader", f"clauses/s1-1/?{asked}")) == names


def test_counts_are_those_of_the_rows_they_open(board, below, go):
    levels = go("reader", "clauses/s1-1/").context["levels"]
    for depth, _, count, tally in levels:
        assert count == sum(number for _, number in tally) == len(found(go("reader", f"clauses/s1-1/?depth={depth}")))


@pytest.mark.parametrize("asked", ["depth=9", "only=x", "province=x", "page=0", "page=99"])
def test_a_question_without_sense_is_answered_with_a_sentence(board, below, go, asked):
    answer = go("reader", f"clauses/s1-1/?{asked}")
    assert answer.status_code == 400 and "查询条件有误" in answer.content.decode()


@pytest.mark.parametrize(("who", "anchor", "status"), [("reader", "s9-9", 404), ("provincial", "s1-1", 404)])
def test_what_is_not_there_or_not_hers_is_not_found(board, go, who, anchor, status):
    assert go(who, f"clauses/{anchor}/").status_code == status


def test_it_costs_the_same_for_few_and_many(board, below, go):
    costs = []
    for first, count in ((0, 1), (1, 18)):
        for number in range(first, count):
            carry(issued(region(f"{400000 + number}", f"某{number}省"), board.notice), 0, "adapted")
        with CaptureQueriesContext(connection) as queries:
            go("reader", "clauses/s1-1/")
        costs.append(len(queries))
    assert costs[0] == costs[1]

"""One clause through all levels."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import Lineage, Notice
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def child():
    return factories.derived()


def carry(notice, parent, relation="adapted", **facts):
    """Give a notice a clause that carries on the first clause of its parent."""
    above = parent.current.clauses.get(anchor="s1-1")
    own = factories.clause(
        notice.current, "clause", "第一项活动。由本地组织实施。", path="一（一）", anchor="s1-1", **facts
    )
    Lineage.objects.create(edition=notice.current, clause=own, parent=above, relation=relation)
    return notice


def page(client, notice, anchor="s1-1", query=""):
    return client.get(f"{notice.get_absolute_url()}clauses/{anchor}/{query}")


def text_of(answer):
    return answer.content.decode()


def test_a_clause_shows_what_a_notice_below_made_of_it(client, child):
    child.current.clauses.filter(anchor="s1-1").update(text="第1项工作。由各地组织实施。")
    html = text_of(page(client, child.parent))
    assert "浙江省通知一（1）" in html
    assert "〔删去：</span>活动" in html and "〔增写：</span>工作" in html
    assert 'class="tag tag--adapted">调整</span> 1' in html


def test_a_clause_that_was_left_out_says_so_with_the_reason(client, child):
    html = text_of(page(client, child.parent, "s1-4"))
    assert "未列。理由：原文未说明。" in html
    assert 'class="tag tag--omitted">不适用</span> 1' in html


def test_a_clause_shows_where_it_comes_from(client, child):
    html = text_of(page(client, child, "s1-2"))
    assert "出自" in html and "全国通知一（2）" in html
    assert f"{child.parent.get_absolute_url()}clauses/s1-2/" in html


def test_a_county_clause_goes_back_to_the_nation_and_the_nation_sees_the_county(client, child):
    city = carry(factories.notice(code="330100", parent=child), child)
    html = text_of(page(client, city))
    assert "浙江省通知" in html and "全国通知" in html
    below = text_of(page(client, child.parent, query="?depth=2"))
    assert "杭州市通知一（一）" in below
    assert "杭州市通知" not in text_of(page(client, child.parent))


def test_levels_are_called_by_what_they_are(client, child):
    carry(factories.notice(code="330100", parent=child.parent), child.parent)  # a city straight under the nation
    levels = page(client, child.parent).context["levels"]
    assert [(depth, names) for depth, names, _ in levels] == [(1, "省级、地市级")]


def test_one_relation_can_be_asked_for(client, child):
    for relation in ("kept", "adapted"):
        carry(factories.notice(parent=child.parent), child.parent, relation)
    rows = [step.row.relation for step in page(client, child.parent, query="?only=kept").context["page"].object_list]
    assert rows == ["kept"]


def test_many_are_paged_and_cost_the_same(client, child):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            page(client, child.parent)
        counts.append(len(captured))
        for _ in range(25):
            carry(factories.notice(parent=child.parent), child.parent)
    assert counts[0] == counts[1]
    assert len(page(client, child.parent, query="?page=3").context["page"].object_list) == 11


def test_what_is_not_public_is_not_named(client, child):
    Notice.objects.filter(pk=child.pk).update(openness="closed")
    assert "浙江省通知" not in text_of(page(client, child.parent))
    assert page(client, child).status_code == 404


def test_a_merged_clause_stands_without_marks(client, child):
    lineage = child.current.lineage.filter(clause__anchor="s1-1")
    lineage.update(relation="merged")
    Lineage.objects.create(
        edition=child.current,
        clause=lineage.get().clause,
        parent=child.parent.current.clauses.get(anchor="s1-4"),
        relation="merged",
    )
    child.current.clauses.filter(anchor="s1-1").update(text="另写的一条。")
    html = text_of(page(client, child.parent))
    assert "另写的一条。" in html and "〔" not in html


@pytest.mark.parametrize("query", ["?depth=9", "?depth=x", "?page=0", "?page=x", "?page=2", "?only=x", "?only=%00", "?depth=%ff", "?page=" + "9" * 5000])  # fmt: skip
def test_a_question_without_sense_gets_a_clear_sentence(client, child, query):
    answer = page(client, child.parent, query=query)
    assert answer.status_code == 400
    assert "查询条件有误" in text_of(answer)


@pytest.mark.parametrize("anchor", ["s9", "x", "%00", "%F0%9F%98%80", "s1-1'--", "s" * 5000])
def test_a_clause_that_is_not_there_is_not_there(client, child, anchor):
    assert page(client, child, anchor).status_code == 404


def test_a_heading_without_text_leads_to_its_clauses(client, child):
    html = text_of(page(client, child, "s1"))
    assert "统一部署的活动" in html
    assert f"{child.get_absolute_url()}clauses/s1-1/" in html

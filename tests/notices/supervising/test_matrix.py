"""Clauses by territories: what each made of each clause, through all levels; counts that add up; files without formulas."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from campaigns.notices.models import Lineage, Notice, StaleMark
from campaigns.notices.supervising.matrix import LETTERS, matrix_of
from campaigns.notices.supervising.sheets import as_csv, as_xlsx
from organizations.models import Region
from tests import factories

from .conftest import issued, owed, region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def carry(notice, at, relation="kept", parent=None, **facts):
    """Let a clause of a notice, by its place, come from the clause at the same place of the parent, or from another one."""
    above = list((parent or notice.parent).current.clauses.all())[facts.pop("above", at)]
    own = None if relation == "omitted" else notice.current.clauses.all()[at]
    reason = "本地没有" if relation == "omitted" else ""
    Lineage.objects.create(edition=notice.current, clause=own, parent=above, relation=relation, reason=reason)


def kinds(notice, *codes):
    """Return {region: [kind of each clause]}."""
    made = matrix_of(notice, list(Region.objects.filter(code__in=codes).order_by("code")))
    return {each.region.code: [str(made.kind(clause, each)) for clause in made.clauses] for each in made.territories}


@pytest.mark.parametrize("relation", ["kept", "adapted", "merged", "moved", "omitted"])
def test_a_cell_says_what_the_notice_below_made_of_the_clause(board, relation):
    carry(board.zhejiang, 0, relation)
    assert kinds(board.notice, "330000", "120000") == {"330000": [relation, "none"], "120000": ["none", "none"]}


@pytest.mark.parametrize(
    ("city", "province", "made"),
    [
        ("kept", "kept", "kept"),
        ("kept", "adapted", "adapted"),
        ("adapted", "kept", "adapted"),
        ("moved", "kept", "moved"),
        ("omitted", "kept", "omitted"),
        ("kept", "omitted", "omitted"),
    ],
)
def test_what_a_city_made_of_a_national_clause_is_composed_of_both_steps(board, city, province, made):
    below = issued(region("330100", "杭州市", "prefecture", "330000"), board.zhejiang)
    carry(board.zhejiang, 0, province), carry(board.zhejiang, 1), carry(below, 1)
    if province != "omitted":
        carry(below, 0, city)
    assert kinds(board.notice, "330100")["330100"][0] == made


def test_a_county_goes_through_three_steps_and_one_right_below_through_one(board):
    city = issued(region("330100", "杭州市", "prefecture", "330000"), board.zhejiang)
    county = issued(region("330106", "西湖区", "county", "330100"), city)
    other = issued(region("330108", "滨江区", "county", "330100"), board.notice)
    for notice, relation in ((board.zhejiang, "kept"), (city, "adapted"), (county, "kept"), (other, "kept")):
        carry(notice, 0, relation)
    assert kinds(board.notice, "330106", "330108") == {"330106": ["adapted", "none"], "330108": ["kept", "none"]}
    assert kinds(board.zhejiang, "330106") == {"330106": ["adapted", "none"]}


def test_of_two_that_carry_a_clause_the_cell_says_the_greater_change(board):
    carry(board.zhejiang, 0, "kept")
    carry(board.zhejiang, 1, "adapted", above=0)
    assert kinds(board.notice, "330000")["330000"] == ["adapted", "none"]


def test_who_answered_an_earlier_edition_counts_by_the_clause_s_identity(board):
    carry(board.zhejiang, 0, "adapted")
    newer = factories.next_edition(board.notice, title="更正")
    old = board.notice.current.clauses.first()
    factories.clause(newer, "clause", "第1条，更正。", uid=old.uid, path="（1）", anchor="s1-1")
    Notice.objects.filter(pk=board.notice.pk).update(current=newer)
    assert kinds(Notice.objects.get(pk=board.notice.pk), "330000")["330000"] == ["adapted"]


def test_who_answered_a_clause_that_another_has_taken_in_counts_for_that_one(board):
    carry(board.zhejiang, 1, "adapted")
    newer = factories.next_edition(board.notice, title="更正")
    first, second = board.notice.current.clauses.all()
    factories.clause(
        newer, "clause", "合并的一条。", uid=first.uid, joined=[str(second.uid)], path="（1）", anchor="s1-1"
    )
    Notice.objects.filter(pk=board.notice.pk).update(current=newer)
    assert kinds(Notice.objects.get(pk=board.notice.pk), "330000")["330000"] == ["adapted"]


def test_a_cell_says_that_the_text_above_is_another_by_now(board, go):
    carry(board.zhejiang, 0, "kept")
    carry(board.zhejiang, 1, "omitted")
    first, second = board.notice.current.clauses.all()
    own = board.zhejiang.current.clauses.first()
    StaleMark.objects.create(notice=board.zhejiang, clause=own, upper=first, kind="changed")
    html = go("reader", "matrix/").content.decode()
    assert "照录，待更新" in html and "不适用，待更新" not in html
    StaleMark.objects.create(notice=board.zhejiang, clause=None, upper=second, kind="changed")
    made = matrix_of(board.notice, [board.zhejiang.host.region])
    assert [cell.is_stale for _, cells, _ in made.rows for cell in cells] == [True, True]
    assert made.territories[0].stale == 2
    assert "不适用，待更新" in go("reader", "matrix.csv").getvalue().decode()


def test_every_sum_is_a_number_and_a_long_matrix_scrolls_in_its_own_window(board, go, monkeypatch):
    html = go("reader", "matrix/").text
    for name in ("本地新增条数", "待更新条数"):
        assert ">0<" in html.partition(name)[2].partition("</tr>")[0], name
    assert "scroller--tall" not in html
    monkeypatch.setattr("campaigns.notices.supervising.matrix.SCREENS", 1)
    assert "scroller--tall" in go("reader", "matrix/").text


def test_a_bare_heading_is_no_row(board):
    board.notice.current.clauses.all().delete()
    factories.fill(board.notice.current)
    rows = matrix_of(board.notice, []).clauses
    assert [clause.kind for clause in rows] == ["clause"] * 3 + ["section", "attachment"]


def test_counts_per_row_and_per_column_add_up(board, go):
    carry(board.zhejiang, 0, "adapted")
    carry(board.zhejiang, 1, "omitted")
    Lineage.objects.create(
        edition=board.zhejiang.current, clause=board.zhejiang.current.clauses.all()[1], relation="new"
    )
    made = go("reader", "matrix/").context["matrix"]
    assert [territory.region.code for territory in made.territories] == ["110000", "120000", "330000"]
    rows = list(made.rows)
    assert all(sum(count for *_, count in counts) == len(cells) == 3 for _, cells, counts in rows)
    columns = zip(*(counts for *_, counts in made.foot), strict=True)
    assert [sum(column) for column in columns] == [len(rows)] * 3
    for (kind, _), (_, _, counts) in zip(LETTERS.items(), made.foot, strict=True):
        assert sum(counts) == sum({k: n for k, _, n in row[2]}[kind] for row in rows)
    assert [territory.added for territory in made.territories] == [0, 0, 1]


def test_a_cell_opens_the_comparison_at_its_clause(board, go, client):
    carry(board.zhejiang, 0, "adapted")
    carry(board.zhejiang, 1, "omitted")
    html = go("reader", "matrix/").content.decode()
    address = f"/notices/{board.zhejiang.pk}/compare/"
    compared = client.get(address).content.decode()
    for anchor in ("p-s1-1", "u-s1-2"):
        assert f'href="{address}#{anchor}"' in html
        assert f'id="{anchor}"' in compared
    Notice.objects.filter(pk=board.zhejiang.pk).update(openness="closed", openness_reason="涉密")
    html = go("reader", "matrix/").content.decode()
    assert address not in html and "调整" in html


def test_a_cell_of_a_deeper_level_opens_the_comparison_with_the_notice_itself(board, go, client):
    city = issued(region("330100", "杭州市", "prefecture", "330000"), board.zhejiang)
    carry(board.zhejiang, 0), carry(city, 0)
    address = f"/notices/{city.pk}/compare/{board.notice.pk}/"
    assert f'href="{address}#p-s1-1"' in go("reader", "matrix/?level=prefecture").content.decode()
    assert 'id="p-s1-1"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("", ["110000", "120000", "330000"]),
        ("level=province&region=330000", ["330000"]),
        ("level=prefecture", ["110100", "330100"]),
        ("level=prefecture&region=330000", ["330100"]),
        ("level=county", []),
    ],
)
def test_one_level_is_shown_and_one_territory_asked_for(board, go, asked, codes):
    for code, name, above in (("330100", "杭州市", "330000"), ("110100", "某市", "110000")):
        owed(board.zhejiang, region(code, name, "prefecture", above))
    answer = go("reader", f"matrix/?{asked}")
    shown = [each.region.code for each in answer.context["matrix"].territories]
    assert (answer.status_code, shown) == (200, codes)


@pytest.mark.parametrize("asked", ["level=nation", "level=x", "region=%00", "page=7"])
@pytest.mark.parametrize("path", ["matrix/", "matrix.csv", "matrix.xlsx"])
def test_a_question_without_sense_is_answered_with_a_sentence(board, go, path, asked):
    if path != "matrix/" and asked == "page=7":
        return
    answer = go("reader", f"{path}?{asked}")
    assert answer.status_code == 400 and "查询条件有误" in answer.content.decode()


@pytest.mark.parametrize("level", ["province", "prefecture"])
def test_it_costs_the_same_for_few_territories_and_many(board, go, level):
    costs = []
    for first, count in ((0, 1), (1, 30)):
        for number in range(first, count):
            place = region(f"{400000 + number}", f"某{number}省")
            child = issued(place, board.notice)
            city = issued(region(f"{500000 + number}", f"某{number}市", "prefecture", place.code), child)
            carry(child, 0), carry(city, 0)
        with CaptureQueriesContext(connection) as queries:
            assert go("reader", f"matrix/?level={level}").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


# --- files --------------------------------------------------------------------------------------------------------

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "plain", "三（一）"]


def cells_of(content):
    """Return the rows of a workbook as text, and whether any cell is a formula."""
    sheet = load_workbook(io.BytesIO(content)).active
    rows = [[str(cell.value) for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    return rows, any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_no_cell_is_a_formula():
    rows = [[text, 7] for text in DANGEROUS]
    plain = ["'" + text for text in DANGEROUS[:7]] + DANGEROUS[7:]
    read = list(csv.reader(io.StringIO("".join(as_csv(rows)).removeprefix("\ufeff"), newline="")))
    assert [row[0] for row in read] == plain and {row[1] for row in read} == {"7"}
    cells, has_formula = cells_of(as_xlsx(rows, "表"))
    assert [row[0] for row in cells] == plain
    assert not has_formula


def test_what_no_workbook_can_hold_is_left_out():
    cells, _ = cells_of(as_xlsx([["a\0b\x0b<&>\ud800", "字" * 40_000]], "[表]:*?/\\" + "名" * 50))
    assert cells[0][0] == "ab<&>" and len(cells[0][1]) == 32_767


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_every_column_and_its_counts(board, go, kind, monkeypatch):
    monkeypatch.setattr("campaigns.notices.supervising.matrix_views.COLUMNS", 2)
    carry(board.zhejiang, 0, "adapted")
    board.notice.current.clauses.filter(anchor="s1-1").update(heading="=cmd", path="")
    answer = go("reader", f"matrix.{kind}")
    if kind == "csv":
        text = b"".join(answer.streaming_content).decode("utf-8")
        assert text.startswith("\ufeff")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    else:
        rows, has_formula = cells_of(answer.content)
        assert not has_formula
    assert rows[0] == ["条款", "北京市", "天津市", "浙江省", *(word for _, word in LETTERS.values())]
    assert rows[1] == ["'=cmd", "尚无", "尚无", "调整", "0", "1", "0", "0", "0", "2"]
    assert ["调整合计", "0", "0", "1"] in rows and ["尚无合计", "2", "2", "1"] in rows
    assert "attachment" in answer["Content-Disposition"]


def test_only_who_follows_the_notice_gets_a_file(board, go):
    assert [go(who, "matrix.xlsx").status_code for who in ("reader", "provincial", "stranger")] == [200, 404, 404]

"""Who sees which board; how far every row is; totals that count exactly the rows that they open."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices.models import Adaptation, Edition, Notice, Receipt, StaleMark
from organizations.models import Department, Line
from tests import factories

from .conftest import SINCE, TODAY, department, issued, owed, region, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def rows_of(answer):
    return list(answer.context["page"].object_list)


@pytest.mark.parametrize(
    ("who", "list_size", "receipts", "adaptations", "matrix"),
    [
        ("reader", 1, 5, 4, 200),
        ("signatory", 1, 5, 4, 200),
        ("provincial", 0, 1, 1, 404),
        ("stranger", 0, None, None, 404),
    ],
)
def test_who_follows_a_notice_sees_all_of_its_board_and_who_was_sent_it_her_own_part(
    board, go, who, list_size, receipts, adaptations, matrix
):
    assert len(rows_of(go(who, "/desk/board/"))) == list_size
    for path, count in (("", receipts), ("adaptations/", adaptations)):
        answer = go(who, path)
        assert answer.status_code == (404 if count is None else 200)
        assert count is None or len(rows_of(answer)) == count
    assert go(who, "matrix/").status_code == matrix


def test_the_lead_line_above_follows_the_notices_below(board, go):
    owed(board.zhejiang, region("330100", "杭州市", "prefecture", "330000"))
    assert {row.pk for row in rows_of(go("reader", "/desk/board/"))} == {board.notice.pk, board.zhejiang.pk}
    assert go("reader", f"/desk/board/{board.zhejiang.pk}/adaptations/").status_code == 200
    assert go("provincial", f"/desk/board/{board.zhejiang.pk}/adaptations/").status_code == 404


def test_what_was_withdrawn_or_sent_to_nobody_is_not_listed(board, go):
    issued(board.places["340000"])
    assert len(rows_of(go("reader", "/desk/board/"))) == 1
    Notice.objects.update(ending="withdrawn", ended_on=TODAY, ending_reason="有误")
    assert rows_of(go("reader", "/desk/board/")) == []
    assert "已于2026年9月16日撤销" in go("reader").content.decode()


def test_figures_of_the_list(board, go):
    figures = rows_of(go("reader", "/desk/board/"))[0].figures
    assert (figures.received, figures.to_receive) == (1, 4)
    assert (figures.issued, figures.to_issue, figures.waived, figures.late) == (1, 3, 1, 1)
    assert (figures.stale, figures.before) == (0, ())
    assert "（另有1个免予制定）" in go("reader", "/desk/board/").text


def test_the_list_says_who_has_not_followed_a_correction_and_what_was_received_before_it(board, go):
    StaleMark.objects.create(notice=board.zhejiang, clause=board.zhejiang.current.clauses.first(), kind="changed")
    first = board.notice.current
    newer = factories.next_edition(board.notice, title="更正")
    Notice.objects.filter(pk=board.notice.pk).update(current=newer)
    sent(Notice.objects.get(pk=board.notice.pk), department(board.places["110000"]))
    page = go("reader", "/desk/board/")
    figures = rows_of(page)[0].figures
    assert (figures.received, figures.to_receive, figures.before, figures.stale) == (0, 1, (first.pk, 1, 4), 1)
    assert f'<a href="/desk/receipts/sent/{first.pk}/">上一版</a>已签收1/4，更正须重新签收。' in page.text
    assert len(rows_of(go("reader", "adaptations/?stale=1"))) == 1


@pytest.mark.parametrize(
    ("code", "word", "days"),
    [("110000", "起草中", 3), ("120000", "未启动", 0), ("330000", "已印发", 0), ("340000", "免予制定", 0)],
)
def test_every_territory_has_its_stage_and_overdue_is_a_flag_with_days(board, go, code, word, days):
    row = {row.region.code: row for row in rows_of(go("reader", "adaptations/"))}[code]
    assert (row.word, row.days_late) == (word, days)


def test_what_is_issued_after_all_is_issued_though_it_had_been_waived(board):
    rows = Adaptation.objects.filter(pk=board.rows["330000"].pk).with_stage()
    for ending, stage in (("", "issued"), ("repealed", "issued"), ("withdrawn", "waived")):
        rows.update(waived_at=timezone.now(), waived_reason="联合部署")
        facts = {"ending": ending, "ended_on": TODAY if ending else None, "ending_reason": "有误"}
        Notice.objects.filter(pk=board.zhejiang.pk).update(**facts)
        assert rows.get().stage == stage


@pytest.mark.parametrize(
    ("state", "stage"),
    [("draft", "drafting"), ("review", "drafting"), ("countersigning", "countersigning"), ("ready", "countersigning")],
)
def test_a_draft_counts_by_how_far_it_is(board, go, state, stage):
    Edition.objects.filter(notice=board.rows["110000"].child).update(state=state)
    assert board.rows["110000"].pk in {row.pk for row in rows_of(go("reader", f"adaptations/?state={stage}"))}


FILTERS = ["", "region=110000", "region=330000", "line=quality", "line=unions", "region=330000&line=unions"]


@pytest.mark.parametrize("path", ["", "adaptations/"])
@pytest.mark.parametrize("asked", FILTERS)
def test_every_total_equals_the_rows_that_it_opens(board, go, path, asked):
    StaleMark.objects.create(notice=board.zhejiang, clause=board.zhejiang.current.clauses.first(), kind="changed")
    answer = go("reader", f"{path}?{asked}")
    totals = answer.context["totals"]
    assert totals["all"].count == len(rows_of(answer))
    for total in totals.values():
        opened = go("reader", f"{path}?{total.query}")
        assert len(rows_of(opened)) == opened.context["page"].paginator.count == total.count, total.word
        assert [each.word for each in opened.context["totals"].values() if each.is_here] == [total.word]
    states = [total.count for key, total in totals.items() if key not in ("all", "late", "stale", "waits")]
    assert sum(states) == totals["all"].count


def test_the_totals_are_what_is_there(board, go):
    found = {key: total.count for key, total in go("reader").context["totals"].items()}
    assert found == {"all": 5, "open": 3, "done": 1, "told": 1}
    found = {key: total.count for key, total in go("reader", "adaptations/").context["totals"].items()}
    stages = {"none": 1, "drafting": 1, "countersigning": 0, "issued": 1, "waived": 1}
    assert found == {"all": 4, **stages, "late": 1, "stale": 0}
    StaleMark.objects.create(notice=board.zhejiang, clause=board.zhejiang.current.clauses.first(), kind="waiting")
    assert go("reader", "adaptations/").context["totals"]["waits"].count == 1


@pytest.mark.parametrize(
    ("path", "asked", "codes"),
    [
        ("adaptations/", "", ["110000", "120000", "330000", "340000"]),
        ("adaptations/", "sort=due", ["330000", "110000", "120000", "340000"]),
        ("adaptations/", "sort=region", ["110000", "120000", "330000", "340000"]),
        ("adaptations/", "overdue=1", ["110000"]),
        ("adaptations/", "stale=1", ["330000"]),
        ("adaptations/", "region=330000&state=issued", ["330000"]),
        ("", "state=open", ["110000", "120000", "340000"]),
        ("", "", ["110000", "120000", "340000", "330000", "330000"]),
        ("", "state=told", ["330000"]),
        ("", "region=330000", ["330000", "330000"]),
    ],
)
def test_rows_are_narrowed_and_put_in_order(board, go, path, asked, codes):
    StaleMark.objects.create(notice=board.zhejiang, clause=board.zhejiang.current.clauses.first(), kind="changed")
    rows = rows_of(go("reader", f"{path}?{asked}"))
    assert [(row.department if path == "" else row).region.code for row in rows] == codes


def test_a_city_lies_in_its_province(board, go):
    city = region("330100", "杭州市", "prefecture", "330000")
    sent(board.notice, department(city))
    assert len(rows_of(go("reader", "?region=330000"))) == 3
    assert len(rows_of(go("reader", "?region=110000"))) == 1


@pytest.mark.parametrize(
    "asked", ["region=x", "line=%00", "state=" + "x" * 5000, "sort=%F0%9F%98%80", "page=0", "page=9", "state=%ED%A0%80"]
)
@pytest.mark.parametrize("path", ["", "adaptations/"])
def test_a_question_without_sense_is_answered_with_a_sentence(board, go, path, asked):
    answer = go("reader", f"{path}?{asked}")
    assert answer.status_code == 400
    assert "查询条件有误" in answer.content.decode()


def test_a_province_leads_to_the_board_of_what_it_issued(board, go):
    cities = [region(f"3301{at}0", f"某{at}市", "prefecture", "330000") for at in range(3)]
    child = issued(cities[0], board.zhejiang)
    owed(board.zhejiang, cities[0], child=child)
    owed(board.zhejiang, cities[1])
    owed(board.zhejiang, cities[2], waived_at=child.recorded_at, waived_reason="已合并")
    html = go("reader", "adaptations/").content.decode()
    assert re.search(rf'<a href="/desk/board/{board.zhejiang.pk}/adaptations/">1/2<', html)


def test_map_and_table_say_the_same(board, go):
    html = go("reader", "adaptations/").content.decode()
    tiles = dict(
        re.findall(
            r'\?region=(\d{6})"><span class="tile__name">[^<]+</span><small[^>]*>[^<]+</small><span class="sr">，([^<]+)<',
            html,
        )
    )
    table = {row.region.code: row for row in rows_of(go("reader", "adaptations/"))}
    said = {code: row.word + (f"，逾期{row.days_late}天" if row.days_late else "") for code, row in table.items()}
    assert tiles == said
    assert '<span class="state state--late">逾期 1</span>' in html
    Adaptation.objects.update(due_on=None)
    assert (
        "逾期 " not in go("reader", "adaptations/").content.decode().partition("legend--down")[2].partition("</ul>")[0]
    )


def test_a_place_without_departments_is_not_asked_for(board, go):
    region("710000", "台湾省")
    offered = [name for _, name in go("reader", "adaptations/").context["form"].fields["region"].choices]
    assert {"北京市", "浙江省"} <= set(offered) and "台湾省" not in offered


def test_only_a_national_notice_has_a_map(board, go):
    owed(board.zhejiang, region("330100", "杭州市", "prefecture", "330000"))
    assert 'class="tiles"' not in go("reader", f"/desk/board/{board.zhejiang.pk}/adaptations/").content.decode()


def test_a_corrected_notice_counts_the_receipts_of_its_edition_in_force(board, go):
    newer = factories.next_edition(board.notice, title="更正")
    Notice.objects.filter(pk=board.notice.pk).update(current=newer)
    assert rows_of(go("reader")) == []
    assert Receipt.objects.count() == 5


@pytest.mark.parametrize("path", ["/desk/board/", "", "adaptations/", "matrix/"])
@pytest.mark.parametrize("who", ["reviewer", "above"])
def test_a_page_costs_the_same_for_few_rows_and_many(board, go, path, who):
    """For whoever may urge there, and for whoever oversees the host and may not."""
    if who == "above":
        board = as_seen_from_above(board)
    costs = []
    for first in (0, 30):
        for number in range(first):
            place = region(f"{400000 + number}", f"某{number}省")
            child = issued(place, board.notice)
            owed(child, region(f"{500000 + number}", f"某{number}市", "prefecture", place.code))
            owed(board.notice, place, child=child, due_on=TODAY - datetime.timedelta(days=1))
            sent(board.notice, department(place))
        with CaptureQueriesContext(connection) as queries:
            assert go(who, path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] < 45


def as_seen_from_above(board):
    """Let somebody in another department of the nation's territory, of the lead line, look at the board."""
    nation = board.notice.host.region
    board.people["above"] = factories.somebody("above", "reviewer", at=another_of(nation), **SINCE)
    return board


def another_of(place):
    made = Department.objects.create(region=place, line=Line.objects.get(code="quality"))
    made.names.create(name="质量司")
    return made


def test_the_page_of_a_row_says_how_far_it_is(board, go):
    html = go("reader", f"adaptations/{board.rows['340000'].pk}/").content.decode()
    assert "免予制定" in html and "理由：联合部署" in html
    html = go("reader", f"receipts/{board.receipts['330000'].pk}/").content.decode()
    assert "王芳" in html
    assert go("reader", "adaptations/99/").status_code == go("reader", "receipts/99/").status_code == 404
    assert go("provincial", f"adaptations/{board.rows['340000'].pk}/").status_code == 404
    assert go("provincial", f"adaptations/{board.rows['110000'].pk}/").status_code == 200


def test_a_withdrawn_local_notice_counts_as_none(board, go):
    Notice.objects.filter(pk=board.zhejiang.pk).update(ending="withdrawn", ended_on=TODAY, ending_reason="有误")
    row = {row.region.code: row for row in rows_of(go("reader", "adaptations/"))}["330000"]
    assert (row.word, row.days_late) == ("未启动", 9)

"""Who is meant by the rows of 主送 and 抄送, who keeps it for whom, and how that is shown before issue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.lineage.answering import lead_of
from campaigns.notices.models import Adaptation, Receipt
from campaigns.notices.receiving import sending, sweeping
from campaigns.notices.receiving.previewing import preview
from campaigns.notices.receiving.resolving import destinations_of
from organizations import memberships
from organizations.models import Department, Message, User
from tests import factories
from tests.notices.receiving.conftest import CITIES, ECONOMY, PROVINCES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def reached(edition):
    return [
        (each.row.text, [str(one) for one in each.departments], each.elsewhere) for each in destinations_of(edition)
    ]


def kept(edition):
    rows = edition.receipts.select_related("department", "keeper").order_by("pk")
    return {str(row.department): row.keeper and str(row.keeper) for row in rows}


def cost(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


def test_a_class_means_all_of_its_level_and_line_below_the_host_and_words_mean_nobody(office):
    office.organ("外省局", "330000", "quality")
    Department.objects.filter(names__name="外省局").update(until="2018")
    rows = [PROVINCES, ECONOMY, ("各直属单位",), ("全国总工会", "nothing", "全国总工会", "cc")]
    assert reached(office.edition(*rows)) == [
        ("各省局", ["省局"], 0),
        ("各省发改委、经贸委", ["省发改委", "省经贸委"], 0),
        ("各直属单位", [], 0),
        ("全国总工会", ["全国总工会"], 0),
    ]
    assert reached(office.edition(CITIES, ("各省局", "receive", ("province", "quality")), host="省总工会")) == [
        ("各市局", ["市局"], 0),
        ("各省局", ["省局"], 0),  # its own region is part of the host's territory
    ]


def test_a_department_that_two_rows_mean_gets_it_once_where_more_is_asked_and_the_host_gets_nothing(office):
    rows = [
        ("各省发展改革委", "receive", ("province", "economy")),
        ("经贸委", "receive", ("province", "economy")),  # the same line: counted once
        ("省局", "nothing", "省局", "cc"),
        PROVINCES,
        ("总局", "receive", "总局"),
    ]
    assert reached(office.edition(*rows)) == [
        ("各省发展改革委", ["省发改委", "省经贸委"], 0),
        ("经贸委", [], 2),
        ("各省局", ["省局"], 0),
        ("总局", [], 0),
        ("省局", [], 1),
    ]
    edition = office.sent(*rows)
    assert edition.receipts.count() == 3
    assert edition.receipts.get(department=office["省局"]).duty == "adapt"


def test_what_nobody_could_confirm_falls_to_the_next_level_up_along_the_line(office):
    office.man("省局", "全国总工会")
    office.man("市总工会", role="manager")  # who manages people confirms nothing
    counties = [("各区局", "receive", ("county", line)) for line in ("quality", "unions")]
    edition = office.sent(*counties, ("市总工会", "receive", "市总工会"), ("省经贸委", "receive", "省经贸委"))
    assert kept(edition) == {"市总工会": "全国总工会", "区局": "省局", "区总工会": "全国总工会", "省经贸委": None}
    office.man("市局")
    assert kept(office.sent(("各区局", "receive", ("county", "quality")))) == {"区局": "市局"}


def test_what_is_not_confirmed_falls_further_when_its_keeper_has_nobody_left_and_they_are_told(office):
    office.man("市局", "省局", "区总工会")
    edition = office.sent(*(("各区局", "receive", ("county", line)) for line in ("quality", "unions")))
    assert (sweeping.bring_up_to_date(), kept(edition)) == (0, {"区局": "市局", "区总工会": None})
    User.objects.filter(username__in=["市局drafter", "区总工会drafter"]).update(is_active=False)
    assert sweeping.bring_up_to_date() == 1  # along the line of the unions there is nobody
    assert kept(edition) == {"区局": "省局", "区总工会": None}
    assert Message.objects.get(recipient=office.people["省局", "drafter"]).subject.startswith("请代收：")
    memberships.appoint(factories.somebody("新人"), office["区局"], "drafter")
    assert (sweeping.bring_up_to_date(), kept(edition)["区局"]) == (0, "省局")  # both see it


def test_sending_and_looking_again_cost_the_same_for_three_departments_and_for_thirty(office):
    office.man("省局")
    rows = [("各市局", "adapt", ("prefecture", "quality")), CITIES]

    def costs():
        edition = office.edition(*rows)
        return [
            cost(act) for act in (lambda: preview(edition), lambda: sending.send(edition), sweeping.bring_up_to_date)
        ]

    few = costs()
    for number in range(30):
        office.organ(f"第{number}市局", "330100", "quality")
    assert costs() == few
    assert Receipt.objects.count() == 32
    assert Adaptation.objects.count() == 2  # one territory owes one notice, to each


def test_before_issue_it_is_said_who_gets_it_what_stays_words_and_who_owes_a_notice_by_when(office):
    office.man("省局", "全国总工会")
    rows = [PROVINCES, ("各直属单位",), ("区总工会", "receive", "区总工会"), ("市局", "nothing", "市局", "cc")]
    seen = preview(office.edition(*rows, ("省经贸委", "adapt", "省经贸委"), adapt_by="2026-08-25"))
    assert seen.count == 4
    assert [each.row.text for each in seen.rows if each.is_typed] == ["各直属单位"]
    assert [(str(keeper), [str(one) for one in some]) for keeper, some in seen.kept] == [("全国总工会", ["区总工会"])]
    assert [str(one) for one in seen.on_paper] == ["省经贸委"]
    assert [str(one) for one in seen.territories] == ["省局"]  # it leads there, whoever else is asked


def test_of_two_that_lead_a_territory_the_one_set_up_last_owes_the_notice(office):
    later = office.organ("新市局", "330100", "quality")
    edition = office.edition(("各市局", "adapt", ("prefecture", "quality")), host="省局", adapt_by="2026-08-25")
    sending.send(edition)
    assert Adaptation.objects.get().department == later == lead_of(later.region)


def test_a_correction_asks_nobody_anew_who_was_asked_before(office):
    first = office.sent(PROVINCES, adapt_by="2026-10-01")
    second = office.edition(PROVINCES, notice=first.notice, number=2)
    seen = preview(second)
    assert (seen.territories, seen.asked_before, preview(first).asked_before) == ([], 1, 0)

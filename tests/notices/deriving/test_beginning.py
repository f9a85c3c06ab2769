"""A territory's lead department begins its own notice from one that was issued above: once, with every clause of it."""

from datetime import timedelta

import pytest
import zeal
from django.utils import timezone

from campaigns.notices.drafting.discarding import discard
from campaigns.notices.lineage.answering import own_edition
from campaigns.notices.lineage.relating import undecided
from campaigns.notices.models import Adaptation, Notice
from campaigns.notices.moves import IllegalMove
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def relations(edition):
    return list(edition.lineage.order_by("pk").values_list("relation", flat=True))


def test_every_clause_of_the_notice_above_is_there_marked_kept_and_undecided(draft, upper):
    theirs = upper.current.clauses.order_by("position").values_list("kind", "heading", "text")
    ours = draft.clauses.order_by("position").values_list("kind", "heading", "text")
    assert list(ours) == list(theirs)
    assert relations(draft) == ["kept"] * 7  # five clauses, the slogans, the attachment; a bare heading has no row
    assert undecided(draft).count() == 7
    assert (draft.notice.parent, draft.answers, draft.notice.host.name_on()) == (
        upper,
        upper.current,
        "浙江省市场监督管理局",
    )


def test_its_clauses_are_their_own(draft, upper):
    uids = [set(edition.clauses.values_list("uid", flat=True)) for edition in (draft, upper.current)]
    assert not uids[0] & uids[1]


def test_a_second_click_leads_to_the_draft_that_is_there(draft, upper, drafter, begin):
    assert begin(upper, by=drafter) == draft


def test_the_task_of_the_territory_is_done_by_it_until_it_is_discarded(upper, drafter, begin):
    host = drafter.department
    task = Adaptation.objects.create(notice=upper, region=host.region, department=host)
    edition = begin(upper, by=drafter)
    task.refresh_from_db()
    assert task.child == edition.notice
    discard(edition.pk, by=drafter, reason="重新起草")
    task.refresh_from_db()
    assert task.child is None
    assert begin(upper, by=drafter) != edition


def test_the_task_goes_back_to_the_recorded_notice_where_a_draft_beside_it_is_discarded(upper, drafter, begin):
    host = drafter.department
    task = Adaptation.objects.create(notice=upper, region=host.region, department=host)
    edition = begin(upper, by=drafter)
    recorded = factories.notice(year=2026, parent=upper)
    discard(edition.pk, by=drafter, reason="已有印发的通知")
    task.refresh_from_db()
    assert task.child == recorded


def test_organs_of_the_same_lines_are_named_as_co_issuers(upper, drafter, begin):
    factories.of_line(factories.department("浙江省总工会", "330000"), "unions")
    names = begin(upper, by=drafter).issuers.order_by("position").values_list("printed_name", flat=True)
    assert list(names) == ["浙江省市场监督管理局", "浙江省总工会"]


@pytest.mark.parametrize(("days", "is_there"), [(1, True), (0, False)])
def test_what_was_repealed_and_holds_no_more_is_in_nobodys_way(draft, upper, drafter, begin, days, is_there):
    factories.put_in_force(draft)
    facts = {"ending": "repealed", "ending_reason": "另行制定", "ended_at": timezone.now()}
    day = timezone.localdate() + timedelta(days=days)
    Notice.objects.filter(pk=draft.notice_id).update(ended_on=day, **facts)
    assert (own_edition(upper, draft.notice.host.region) == draft) is is_there
    assert (begin(upper, by=drafter).notice == draft.notice) is is_there


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ending": "withdrawn", "ended_on": "2026-08-01", "ending_reason": "误发"}, "不能再据以起草"),
        ({"ending": "repealed", "ended_on": "2020-08-01", "ending_reason": "已有新规定"}, "不能再据以起草"),
    ],
)
def test_only_from_what_was_issued_and_stands(upper, drafter, facts, said, begin):
    Notice.objects.filter(pk=upper.pk).update(**facts)
    with pytest.raises(IllegalMove, match=said):
        begin(upper, by=drafter)


def test_only_by_the_lead_department_of_a_region_below(upper, draft, begin):
    nation = factories.actor(factories.person("李四", upper.host, "drafter"))
    with pytest.raises(IllegalMove, match="全国以下各地"):
        begin(upper, by=nation)
    union = factories.of_line(factories.department("浙江省总工会", "330000"), "unions")
    other = factories.actor(factories.person("王五", union, "drafter"))
    with pytest.raises(IllegalMove, match="由浙江省的浙江省市场监督管理局起草"):
        begin(upper, by=other)


def test_not_from_what_is_still_a_draft(drafter, begin):
    with pytest.raises(IllegalMove, match="还没有印发"):
        begin(factories.draft(code="000000").notice, by=drafter)


@zeal.zeal_ignore()
def below(line, name, code="330100"):
    """Set up a department of a line in a city of Zhejiang; return the line."""
    made = factories.department(name, code)
    return made.line if line == "quality" else factories.of_line(made, line).line


def test_it_is_addressed_to_the_same_lines_one_level_further_down(national, drafter, begin):
    lines = [below("quality", "杭州市市场监督管理局"), below("unions", "杭州市总工会")]

    def address(edition):
        for at, (line, duty) in enumerate(zip(lines, ("adapt", "receive"), strict=True)):
            facts = {"text": "各省、自治区、直辖市", "level": "province", "line": line, "duty": duty}
            edition.addressed.create(position=at, **facts)

    made = begin(national(1, more=address), by=drafter)
    made.refresh_from_db()
    rows = made.addressed.order_by("position").values_list("text", "level", "line", "duty", "joint")
    assert list(rows) == [
        ("各市市场监督管理局", "prefecture", lines[0].pk, "adapt", False),
        ("总工会", "prefecture", lines[1].pk, "receive", True),
    ]
    assert made.addressees == "各市市场监督管理局、总工会："
    assert made.revisions.get().text_hash == made.text_hash


def test_where_the_notice_above_names_no_class_nobody_is_proposed(draft):
    assert (draft.addressees, draft.addressed.count()) == ("", 0)

"""What the desk says waits on the way of a notice, and for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.notices import due, moves
from campaigns.notices.countersigning import acts
from campaigns.notices.due import waiting
from campaigns.notices.models import Edition, Issuer
from campaigns.notices.rounds import pairing
from organizations.models import Message
from tests import factories
from tests.notices.countersigning.conftest import ORGANS, Round, corrects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
TITLE = "关于开展2026年“质量月”活动的通知"


@pytest.fixture
def tour():
    tour = Round(ORGANS[:2])
    host = tour.edition.notice.host
    tour.people |= {role: factories.person(role, host, role) for role in ("reader", "drafter", "reviewer", "signatory")}
    return tour


def told(tour, who):
    return [(due.title.removesuffix(TITLE), due.sub, due.act) for due in waiting(tour.actor(who))]


def all_told(tour):
    return {who: [act for *_, act in told(tour, who)] for who in tour.people if who != "host" and told(tour, who)}


def test_each_step_waits_for_whoever_takes_it_and_for_nobody_else(tour):
    drafter = tour.actor("drafter")
    assert all_told(tour) == {}
    acts.send_for_review(tour.pk, by=drafter)
    assert all_told(tour) == {"reviewer": ["审核"], "signatory": ["审核"]}
    acts.return_to_draft(tour.pk, by=tour.actor("reviewer"), reason="请补日期。")
    assert all_told(tour) == {"drafter": ["修改"], "reviewer": ["修改"]}
    assert told(tour, "drafter")[0][1].endswith("退回：请补日期。")
    tour.sent(is_ordered=True)
    assert all_told(tour) == {"省总工会": ["会签"]}
    tour.sign("省总工会", "opinion", "经费请落实。")
    assert all_told(tour) == {
        "团省委": ["会签"],
        "drafter": ["办理"],
        "reviewer": ["办理"],
        "signatory": ["办理"],
    }
    tour.sign("团省委")
    assert all_told(tour) == {"signatory": ["签发"]}
    assert waiting(tour.actor("reader")) == []


def test_a_mark_that_a_change_made_void_is_said_and_the_desk_compares_no_texts(tour, monkeypatch):
    monkeypatch.setattr(pairing, "SequenceMatcher", None)
    tour.sent()
    tour.sign("省总工会")
    tour.edit()
    assert [told(tour, organ) for organ in ORGANS[:2]] == [[], []]  # nobody signs what is being changed
    [(_, sub, act)] = told(tour, "drafter")
    assert sub.startswith("会签0/2。正文已改动，尚未请重新会签。省总工会")
    assert act == "请重新会签"
    acts.ask_again(tour.pk, by=tour.host)
    assert told(tour, "drafter") == []
    [(title, sub, act)] = told(tour, "省总工会")
    assert (title, act) == ("重新会签：", "重新会签")
    assert sub.startswith("浙江省市场监督管理局送来。会签0/2。省总工会")
    assert sub.endswith("会签后，正文有改动，须重新会签。")


def test_many_organs_that_have_to_sign_anew_are_named_once():
    tour = Round(ORGANS[:4]).sent()
    for organ in ORGANS[:3]:
        tour.sign(organ)
    tour.edit()
    assert told(tour, "host")[0][1] == "会签0/4。正文已改动，尚未请重新会签。省总工会、团省委、省妇联须重新会签。"
    acts.ask_again(tour.pk, by=tour.host)
    for organ in ORGANS[:4]:
        tour.sign(organ, "opinion" if organ == ORGANS[3] else "agreed", "请斟酌。")
    tour.edit("第1项活动。又改。")
    assert "省总工会等4个机关须重新会签。" in told(tour, "host")[0][1]


def test_a_change_is_the_hosts_to_ask_for_also_where_nobody_signed_before(tour):
    tour.sent().edit()
    assert told(tour, "drafter") == [("处理会签：", "会签0/2。正文已改动，尚未请重新会签。", "请重新会签")]


def test_the_day_until_which_they_are_asked_stands_on_the_desk_and_the_host_hears_who_is_late(tour):
    today = timezone.localdate()
    acts.send_round(tour.pk, by=tour.host, until=today)
    assert [each.until for each in waiting(tour.actor("省总工会"))] == [today]
    assert told(tour, "drafter") == []
    tour.sign("省总工会")
    Edition.objects.filter(pk=tour.pk).update(countersign_by=today - timedelta(days=1))
    assert told(tour, "drafter") == [("处理会签：", "会签1/2。会签期限已过，团省委尚未会签。", "办理")]
    assert [each.until for each in waiting(tour.actor("drafter"))] == [today - timedelta(days=1)]


def test_what_corrects_a_notice_says_which_one_and_a_text_without_co_issuers_is_not_agreed():
    correction = corrects()
    [(title, sub, _)] = [(each.title, each.sub, each.act) for each in waiting(correction.actor("省总工会"))]
    named = f"{correction.edition.title}（第2版）"
    old = correction.edition.notice.current.doc_number
    assert Message.objects.get(recipient=correction.people["省总工会"]).subject == f"请会签更正：{named}"
    assert (title, sub) == (f"会签更正：{named}", f"浙江省市场监督管理局送来，更正{old}。会签0/1。")
    correction.edition.issuers.filter(position__gt=0).delete()
    assert told(correction, "host") == []


def test_what_is_beyond_a_desk_full_is_counted(tour, monkeypatch):
    more(tour, range(2030, 2034))
    assert [each.title for each in waiting(tour.actor("host")) if "未列出" in each.title] == []
    monkeypatch.setattr(due, "MOST", 2)
    rest = waiting(tour.actor("host"))[-1]
    assert (rest.title, rest.url) == ("还有3件在办的通知未列出", "/desk/notices/")


def test_of_many_moves_the_last_alone_is_read(tour):
    for number in range(3):
        acts.send_for_review(tour.pk, by=tour.actor("drafter"))
        acts.return_to_draft(tour.pk, by=tour.actor("reviewer"), reason=f"第{number}次。")
    with CaptureQueriesContext(connection) as queries:
        concerned = due.Concerned(tour.actor("drafter"))
    assert [move.reason for move in concerned.moves.values()] == ["第2次。"]
    sql = next(each["sql"] for each in queries if "editionmove" in each["sql"])
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert len(cursor.fetchall()) == 1


def asked_for(tour, who, reason="另一签发人出差。", text_hash=None):
    """Somebody asks to sign the text that she wrote herself."""
    facts = {"exception_reason": reason, "exception_hash": text_hash or tour.edition.text_hash}
    Edition.objects.filter(pk=tour.pk).update(exception_by=tour.people[who], **facts)


def test_what_a_signatory_wrote_herself_waits_for_another_who_did_not(tour):
    tour.people["second"] = factories.person("second", tour.edition.notice.host, "signatory")
    tour.edit()
    moves.move(tour.edition, "ready", by=tour.host)
    asked_for(tour, "signatory")
    assert told(tour, "second") == [("确认自签：", "自签待确认，理由：另一签发人出差。", "确认")]
    assert told(tour, "signatory") == []
    assert told(tour, "host") == []  # wrote the text
    asked_for(tour, "signatory", text_hash="0" * 64)
    assert [act for *_, act in told(tour, "second")] == ["签发"]  # it was asked for another text


def test_a_text_waits_to_be_signed_by_a_signatory_who_wrote_none_of_it(tour):
    """Neither for its author, nor for a delegate of hers, nor for an author who stands in for another signatory."""
    tour.people["second"] = factories.person("second", tour.edition.notice.host, "signatory")
    tour.edit()
    moves.move(tour.edition, "ready", by=tour.host)
    rights, author = tour.actor("signatory").rights, tour.people["host"]
    assert [act for *_, act in told(tour, "second")] == ["签发"]
    for actor in (
        replace(tour.actor("host"), rights=rights),
        replace(tour.actor("reviewer"), rights=rights, on_behalf_of=author),
        replace(tour.actor("host"), rights=rights, on_behalf_of=tour.people["second"]),
    ):
        assert waiting(actor) == []


def test_a_delegate_of_the_one_who_asked_does_not_confirm(tour):
    tour.edit()
    moves.move(tour.edition, "ready", by=tour.host)
    asked_for(tour, "signatory")
    rights, asker = tour.actor("signatory").rights, tour.people["signatory"]
    assert waiting(replace(tour.actor("reviewer"), rights=rights, on_behalf_of=asker)) == []


def test_who_has_no_account_is_waited_for_on_paper_by_the_host():
    tour = Round(("省委宣传部", "省总工会"), typed=("省委宣传部",)).sent()
    assert told(tour, "host") == [("处理会签：", "会签0/2。省委宣传部没有签发人账号，请取得纸质会签后登记。", "办理")]


@zeal.zeal_ignore()
def more(tour, years):
    """Other editions, out with a mark that is void or an objection, or ready and to be confirmed."""
    for year in years:
        other = Round.__new__(Round)
        other.people, other.host = tour.people, tour.host
        other.pk = factories.draft(year=year).pk
        other.edition.issuers.filter(position__gt=0).delete()
        for position, name in enumerate(ORGANS[:2], start=1):
            department = factories.department(name)
            Issuer.objects.create(edition_id=other.pk, printed_name=name, department=department, position=position)
        other.sent()
        other.sign("省总工会", "objected", "不行。")
        if year % 2:
            other.edit()
        if year % 4 == 2:
            moves.move(other.edition, "ready", by=tour.host)
            asked_for(other, "reader")


def cost(tour):
    found = []
    for who in ("host", "省总工会"):
        actor = tour.actor(who)
        with CaptureQueriesContext(connection) as queries:
            waiting(actor)
        found.append(len(queries))
    return found


def test_the_desk_costs_the_same_for_three_editions_and_for_twenty(tour):
    more(tour, range(2030, 2033))
    few = cost(tour)
    more(tour, range(2033, 2050))
    assert cost(tour) == few
    assert max(few) <= 15
    assert len(waiting(tour.actor("host"))) >= 10

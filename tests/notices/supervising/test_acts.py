"""To waive, to ask again, to set another day, to urge: who may, what it does, what it says."""

import datetime

import pytest
from django.utils import timezone

from campaigns.models import CalendarDay, CalendarYear
from campaigns.notices.models import Adaptation, Edition, Notice, Receipt, StaleMark, Urging
from campaigns.notices.receiving import owing
from campaigns.notices.supervising import boards, changing, urging
from campaigns.notices.supervising import due as supervising_due
from campaigns.notices.supervising.forms import MOST
from organizations import audit
from organizations.models import AuditRow, Message
from tests import factories

from .conftest import SINCE, TODAY, department, region, sent

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
REASON = {"reason": "与总局联合部署，不另行印发。"}


def text_of(answer):
    return answer.content.decode()


def staffed(place, role="drafter", name=None):
    return factories.somebody(name or f"{role}{place.code}", role, at=department(place), **SINCE)


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "statuses"),
    [
        ("waive", "403 403 200 200 403 404"),
        ("day", "403 403 200 200 403 404"),
        ("urge", "403 200 200 200 403 404"),
        ("urged", "403 302 302 302 403 404"),
    ],
)
def test_each_act_is_for_those_who_hold_its_right_in_the_host(board, go, act, statuses):
    row = board.rows["120000"].pk
    path = {"waive": f"adaptations/{board.rows['110000'].pk}/waive/", "urged": "urged/"}.get(
        act, f"{act}/?about=adaptation&row={row}"
    )
    who = ("reader", "drafter", "reviewer", "signatory", "provincial", "stranger")
    assert " ".join(str(go(each, path).status_code) for each in who) == statuses


def test_a_refusal_says_who_could(board, go):
    answer = go("reader", f"adaptations/{board.rows['110000'].pk}/waive/")
    assert "审核人、签发人办理" in text_of(answer)


# --- waiving ------------------------------------------------------------------------------------------------------


def test_a_territory_is_waived_with_a_reason_and_asked_again(board, go):
    staffed(board.places["120000"])
    row = board.rows["120000"]
    assert go("reviewer", f"adaptations/{row.pk}/waive/", {"reason": ""}).status_code == 400
    page = text_of(go("reviewer", f"adaptations/{row.pk}/waive/", REASON, follow=True))
    assert "已免予天津市制定本地通知" in page and "与总局联合部署" in page
    row.refresh_from_db()
    assert (row.waived_as, row.waived_by) == ("reviewer", board.people["reviewer"])
    page = text_of(go("reviewer", f"adaptations/{row.pk}/ask-again/", {}, follow=True))
    assert "已恢复天津市的贯彻任务" in page
    row.refresh_from_db()
    assert row.waived_at is None
    assert list(AuditRow.objects.filter(thing="notices.adaptation").values_list("act", flat=True).order_by("pk")) == [
        "adaptation-waive",
        "adaptation-ask-again",
    ]
    assert "免予制定本地通知" in page and "恢复贯彻任务" in page and f"理由：{REASON['reason']}" in page
    assert Message.objects.filter(kind="adaptation").count() == 2


@pytest.mark.parametrize(
    ("code", "act", "said"),
    [
        ("330000", "waive", "本地通知已经印发，不能再免予制定"),
        ("340000", "waive", "这个地区已经免予制定"),
        ("110000", "ask-again", "这个地区没有免予制定，不必恢复"),
    ],
)
def test_what_is_done_or_waived_cannot_be_waived(board, go, code, act, said):
    answer = go("reviewer", f"adaptations/{board.rows[code].pk}/{act}/", REASON, follow=True)
    assert said in text_of(answer)
    assert not AuditRow.objects.filter(act__startswith="adaptation").exists()


def test_of_a_withdrawn_notice_nothing_is_changed(board, go):
    Notice.objects.filter(pk=board.notice.pk).update(ending="withdrawn", ended_on=TODAY, ending_reason="有误")
    Edition.objects.filter(pk=board.notice.current_id).update(state="issued")
    receipt = board.receipts["120000"].pk
    for path in ("", f"receipts/{receipt}/", f"/desk/receipts/{receipt}/"):  # all say the same of what is owed no more
        page = text_of(go("reviewer", path))
        assert 'state state--none">通知已撤销<' in page and "待签收" not in page, path
    answer = go("reviewer", f"adaptations/{board.rows['120000'].pk}/waive/", REASON)
    assert answer.status_code == 409 and "不再督办" in text_of(answer)
    data = {"about": "receipt", "row": [board.receipts["120000"].pk], "message": "请签收"}
    assert go("reviewer", "urge/", data).status_code == 409
    assert not Urging.objects.exists()


def test_what_a_correction_waived_was_done_by_the_system_and_is_told(board, go):
    row = board.rows["120000"]
    Adaptation.objects.filter(pk=row.pk).update(waived_at=timezone.now(), waived_reason=owing.NO_LONGER)
    audit.record("adaptation-drop", row)
    page = text_of(go("reviewer", f"adaptations/{row.pk}/"))
    said = f"<small>系统，{timezone.localtime():%Y年%-m月%-d日}。理由：更正后不再主送</small>"
    assert said in page
    assert '更正后不再布置贯彻</h3><p class="row__sub">系统</p>' in page


@pytest.mark.parametrize(
    ("is_recorded", "said"), [(True, "本地通知是收录件，由印发机关自行更正"), (False, "本地通知还没有跟进")]
)
def test_of_what_is_out_of_date_it_is_said_whether_it_can_follow(board, go, is_recorded, said):
    Notice.objects.filter(pk=board.zhejiang.pk).update(is_recorded=is_recorded, source_digest="1" * 64)
    clause = board.zhejiang.current.clauses.first()
    StaleMark.objects.create(notice=board.zhejiang, clause=clause, kind="changed")
    assert said in text_of(go("reviewer", f"adaptations/{board.rows['330000'].pk}/"))


# --- another day --------------------------------------------------------------------------------------------------


def test_the_day_is_changed_for_many_and_who_has_issued_keeps_it(board, go):
    keys = [board.rows[code].pk for code in ("110000", "120000", "330000")]
    day = TODAY + datetime.timedelta(days=7)
    staffed(board.places["120000"])
    asked = {"row": keys, "due_on": day.isoformat(), "reason": "国庆假期顺延。"}
    page = text_of(go("reviewer", "day/", asked, follow=True))
    assert "已将2个地区的贯彻期限调整为2026年9月23日" in page
    assert "浙江省已印发或者免予制定，未作调整" in page
    found = dict(Adaptation.objects.values_list("region__code", "due_on"))
    assert found["110000"] == found["120000"] == day != found["330000"]
    changes = AuditRow.objects.filter(act="adaptation-day").order_by("pk").values_list("before", "after")
    assert list(changes) == [("2026-09-13", "2026-09-23"), ("2026-09-16", "2026-09-23")]
    told = Message.objects.get(recipient__username="drafter120000")
    assert told.body.endswith("期限调整为2026年9月23日。理由：国庆假期顺延。")
    page = text_of(go("reader", f"adaptations/{keys[1]}/"))
    assert "reviewer，" in page and "（reviewer）" not in page  # a name, and no user name
    assert page.count("理由：国庆假期顺延。") == 2  # beside the day, and in what was done


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"due_on": "2026-09-15"}, "贯彻期限不能早于今天"),
        ({"due_on": "2026-12-31"}, "本次活动2026年9月30日结束，贯彻期限不能更晚。"),
        ({"due_on": "x"}, "请按“2026-09-01”的格式填写"),
        ({"due_on": ""}, "请填写新的贯彻期限"),
        ({"row": ["x"], "due_on": "2026-09-20"}, "没有这样的单位，请从列表中勾选"),
        ({"row": ["９"], "due_on": "2026-09-20"}, "没有这样的单位，请从列表中勾选"),
        ({"row": [], "due_on": "2026-09-20"}, "请先在列表中勾选"),
        ({"row": ["99999"], "due_on": "2026-09-20"}, "请先在列表中勾选"),
    ],
)
def test_a_day_without_sense_changes_nothing(board, go, data, said):
    answer = go("reviewer", "day/", {"row": [board.rows["120000"].pk], **data})
    assert answer.status_code in (400, 409) and said in text_of(answer)
    assert not AuditRow.objects.filter(act="adaptation-day").exists()


def test_rows_of_another_board_are_not_touched(board, go):
    city = Adaptation.objects.create(
        notice=board.zhejiang, region=region("330100", "杭州市", "prefecture", "330000"), department=department(board.places["330000"])
    )  # fmt: skip
    assert go("reviewer", "day/", {"row": [city.pk], "due_on": "2026-09-20"}).status_code == 409
    city.refresh_from_db()
    assert city.due_on is None


# --- urging -------------------------------------------------------------------------------------------------------


def urged(go, board, codes, about="receipt", who="drafter", **facts):
    rows = board.receipts if about == "receipt" else board.rows
    data = {"about": about, "row": [rows[code].pk for code in codes], "message": "请尽快办理。", **facts}
    return go(who, "urge/", data, follow=True)


def test_the_answer_says_who_was_reached_and_who_was_not(board, go):
    staffed(board.places["110000"], "signatory")
    staffed(board.places["110000"], "reader", "only-reads")
    page = text_of(urged(go, board, ["110000", "120000", "330000"]))
    assert "已催办1个单位，送达2人" in page
    assert '北京市市场监管局<span class="muted">　2人' in page
    assert '天津市市场监管局<span class="muted">　没有办理人员' in page  # it would fall to who urges


def test_who_is_urged_to_confirm_is_led_to_what_came_in(board, go):
    Edition.objects.update(state="issued")
    urged(go, board, ["110000"])
    address = Message.objects.get(kind="urging").path
    assert go("provincial", address).status_code == 200
    for where in ("", "paper/"):
        there = f"/desk/receipts/{board.receipts['110000'].pk}/{where}"
        assert there in text_of(go("drafter", f"receipts/{board.receipts['110000'].pk}/"))
        assert go("drafter", there).status_code == 200


def test_what_is_sent_to_nobody_falls_to_the_next_level_up(board, go):
    staffed(board.places["330000"])
    board.receipts["city"] = sent(board.notice, department(region("330100", "杭州市", "prefecture", "330000")))
    page = text_of(urged(go, board, ["city"]))
    assert "该单位没有办理人员，由浙江省市场监管局代收" in page
    kept = Message.objects.get(kind="urging")
    assert kept.recipient.username == "drafter330000" and "由贵单位代收，请转告" in kept.body


def test_who_keeps_it_for_many_is_told_once_and_of_all_of_them(board, go):
    staffed(board.places["330000"])
    for code, name in (("330100", "杭州市"), ("330200", "宁波市")):
        board.receipts[code] = sent(board.notice, department(region(code, name, "prefecture", "330000")))
    page = text_of(urged(go, board, ["330100", "330200"]))
    assert "已催办2个单位" in page and Urging.objects.count() == 2
    told = Message.objects.get(kind="urging")
    assert "杭州市市场监管局、宁波市市场监管局在系统中没有办理人员，由贵单位代收，请转告。" in told.body


def test_who_cannot_be_reached_is_named_before_anything_is_sent(board, go):
    form = text_of(go("drafter", "urge/?about=receipt&all=1"))
    assert "催办1个单位" in form and "天津市市场监管局、安徽省市场监管局没有办理人员" in form
    urged(go, board, ["110000"])
    form = text_of(go("drafter", f"urge/?about=receipt&row={board.receipts['110000'].pk}"))
    assert "都已经催办过" in form and "就没有单位收到催办" in form


def test_in_a_campaign_that_is_over_no_local_notice_is_asked_for(board, go):
    type(board.notice.campaign).objects.update(state="closed")
    row = board.rows["110000"]
    page = text_of(go("reviewer", "adaptations/"))
    assert "逾期3天" not in page and "催办所选地区" not in page
    page = text_of(go("reviewer", f"adaptations/{row.pk}/"))
    assert "免予制定</a>" not in page and "about=adaptation" not in page
    assert go("drafter", f"urge/?about=adaptation&row={row.pk}").status_code == 409
    for path, data in (("day/", {"row": [row.pk], "due_on": "2026-09-20"}), (f"adaptations/{row.pk}/waive/", REASON)):
        answer = go("reviewer", path, data)
        assert answer.status_code == 409 and "不再督办" in text_of(answer)
    assert go("drafter", f"urge/?about=receipt&row={board.receipts['110000'].pk}").status_code == 200


@pytest.mark.parametrize("about", ["receipt", "adaptation"])
def test_what_would_fall_to_the_sender_goes_on_paper(board, go, about):
    page = text_of(urged(go, board, ["120000"], about))
    assert "没有催办任何单位" in page and "天津市市场监管局" in page and "请送纸质件" in page
    assert not Message.objects.filter(kind="urging").exists() and not Urging.objects.exists()


def test_who_has_nobody_at_all_is_left_out_and_not_logged(board, go):
    union = sent(board.notice, department(board.places["110000"], "unions"))
    answer = go("drafter", "urge/", {"about": "receipt", "row": [union.pk], "message": "请签收"}, follow=True)
    assert "没有办理人员，也没有可以代收的单位" in text_of(answer)
    assert not Urging.objects.exists()


def test_an_urging_is_logged_audited_and_shown_at_its_row(board, go):
    urged(go, board, ["110000"], "adaptation", message="请抓紧。")
    row = Urging.objects.get()
    assert (row.reached, row.repeat, row.workday, row.message) == (1, 0, TODAY, "请抓紧。")
    assert row.actor_name == "drafter"
    assert AuditRow.objects.filter(act="urge", thing_id=row.pk).exists()
    for who in ("reader", "provincial"):
        assert "请抓紧。" in text_of(go(who, f"adaptations/{board.rows['110000'].pk}/"))
    message = Message.objects.get(kind="urging")
    assert message.recipient == board.people["provincial"]
    assert go("provincial", message.path).status_code == 200


def test_the_second_on_a_working_day_is_named_first_and_then_confirmed(board, go):
    urged(go, board, ["110000"])
    again = urged(go, board, ["110000"])
    assert again.status_code == 409 and "请勾选“仍要再次催办”" in text_of(again)
    form = text_of(go("drafter", f"urge/?about=receipt&row={board.receipts['110000'].pk}"))
    assert "1个单位本工作日已经催办过" in form
    named = board.receipts["110000"].department_id
    urged(go, board, ["110000"], again="on")  # the page had not named it: the tick says nothing
    assert Urging.objects.count() == 1
    urged(go, board, ["110000"], again="on", named=[named])
    assert list(Urging.objects.values_list("repeat", flat=True).order_by("pk")) == [0, 1]


def test_receipt_and_local_notice_are_two_things_to_urge_for(board, go):
    urged(go, board, ["110000"]), urged(go, board, ["110000"], "adaptation")
    assert Urging.objects.count() == 2


@pytest.fixture
def behind(board):
    """Zhejiang's notice has a clause to answer; somebody drafts there."""
    clause = board.zhejiang.current.clauses.first()
    StaleMark.objects.create(notice=board.zhejiang, clause=clause, kind="changed")
    return staffed(board.places["330000"])


def test_who_has_not_followed_a_correction_is_urged_to(board, go, behind):
    row = board.rows["330000"]
    assert "催办1个地区跟进更正" in text_of(go("drafter", "adaptations/"))
    form = text_of(go("drafter", "urge/?about=follow&all=1"))
    assert "催办跟进上级更正" in form and "浙江省市场监管局" in form and "北京市市场监管局" not in form
    assert f"about=follow&amp;row={row.pk}" in text_of(go("drafter", f"adaptations/{row.pk}/"))
    page = text_of(urged(go, board, ["330000", "110000"], "follow"))
    assert "已催办1个单位，送达1人" in page and "没有可以在系统中跟进的更正" in page
    told = Message.objects.get(kind="urging")
    assert (told.recipient, told.path) == (behind, f"/desk/notices/follow/{board.zhejiang.pk}/")
    assert "跟进上级更正，drafter，送达1人" in text_of(go("reader", f"adaptations/{row.pk}/"))


def test_who_is_on_the_way_to_follow_is_said_to_be_and_not_urged(board, go, behind):
    child, row = board.zhejiang, board.rows["330000"]
    desk = [due.url for due in supervising_due.waiting(factories.actor(board.people["drafter"]))]
    assert f"/desk/board/{board.notice.pk}/adaptations/?stale=follow" in desk
    assert [each.pk for each in go("drafter", "adaptations/?stale=follow").context["page"].object_list] == [row.pk]
    Edition.objects.filter(pk=child.current_id).update(state="issued")
    child.editions.create(number=2, title="更正", state="countersigning", answers=board.notice.current)
    assert ">跟进中<" in text_of(go("drafter", "adaptations/"))
    assert "更正版本正在办理" in text_of(go("drafter", f"adaptations/{row.pk}/"))
    assert go("drafter", f"urge/?about=follow&row={row.pk}").status_code == 409
    assert not any("stale=" in due.url for due in supervising_due.waiting(factories.actor(board.people["drafter"])))


@pytest.mark.parametrize("change", [{"is_recorded": True, "source_digest": "1" * 64}, {"kind": "waiting"}])
def test_who_cannot_follow_here_or_waits_for_another_is_not_urged_to(board, go, behind, change):
    rows = StaleMark.objects.all() if "kind" in change else Notice.objects.filter(pk=board.zhejiang.pk)
    rows.update(**change)
    word = "上级待更新<" if "kind" in change else "待更新（收录件）<"
    assert f">{word}" in text_of(go("drafter", "adaptations/"))
    assert "个地区跟进更正" not in text_of(go("drafter", "adaptations/"))
    answer = go("drafter", f"urge/?about=follow&row={board.rows['330000'].pk}")
    assert answer.status_code == 409 and "所选的单位没有可以催办的更正。" in text_of(answer)
    assert "about=follow" not in text_of(go("drafter", f"adaptations/{board.rows['330000'].pk}/"))


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("2026-09-12", "2026-09-14", 1),  # what is sent on a Saturday counts as Monday's
        ("2026-09-12", "2026-09-13", 1),
        ("2026-09-11", "2026-09-12", 2),
        ("2026-09-14", "2026-09-15", 2),
        ("2026-09-18", "2026-09-19", 2),  # a Saturday that is worked is a day of its own
        ("2026-09-19", "2026-09-20", 2),
    ],
)
def test_once_on_a_working_day(board, go, monkeypatch, first, second, count):
    year = CalendarYear.objects.create(year=2026)
    CalendarDay.objects.create(date="2026-09-19", is_workday=True, name="国庆节", **_of(year))
    for day in (first, second):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, day=day: datetime.date.fromisoformat(day))
        urged(go, board, ["110000"])
    assert Urging.objects.count() == count


def _of(year):
    return {"year": year} if any(field.name == "year" for field in CalendarDay._meta.fields) else {}


@pytest.mark.parametrize(
    ("query", "status", "names"),
    [
        ("about=receipt&all=1", 200, {"北京市市场监管局", "天津市市场监管局", "安徽省市场监管局"}),
        ("about=receipt&all=1&region=110000", 200, {"北京市市场监管局"}),
        ("about=adaptation&all=1&overdue=1", 200, {"北京市市场监管局"}),
        ("about=adaptation&all=1", 200, {"北京市市场监管局", "天津市市场监管局"}),
        ("about=adaptation&all=1&region=x", 400, set()),
        ("about=receipt", 400, set()),
        ("about=x&all=1", 400, set()),
        ("", 400, set()),
        ("about=receipt&row=x", 400, set()),
        ("about=receipt&row=99999999999999999999999", 400, set()),
    ],
)
def test_one_or_many_are_chosen(board, go, query, status, names):
    answer = go("drafter", f"urge/?{query}")
    assert answer.status_code == status
    assert {str(row.department) for row in answer.context["rows"]} == names
    assert bool(names) or "没有可以催办的单位" in text_of(answer)


@pytest.mark.parametrize(
    ("message", "said"),
    [("", "请填写催办内容"), ("催" * 501, "最多500字"), ("a\0b", "有不能识别的字符")],
)
def test_what_was_typed_is_kept(board, go, message, said):
    answer = urged(go, board, ["110000"], message=message)
    assert answer.status_code == 400 and said in text_of(answer)
    assert "北京市市场监管局" in text_of(answer)
    assert not Urging.objects.exists()


def test_not_more_than_one_could_look_through(board, go):
    keys = [str(number) for number in range(1, MOST + 2)]
    answer = go("drafter", "urge/", {"about": "receipt", "row": keys, "message": "请签收"})
    assert answer.status_code == 400 and f"一次最多办理{MOST}个单位" in text_of(answer)


def test_whoever_has_confirmed_meanwhile_is_left_out_and_said(board, go):
    staffed(board.places["120000"])
    Receipt.objects.filter(pk=board.receipts["110000"].pk).update(confirmed_at="2026-09-16T01:00Z")
    page = text_of(urged(go, board, ["110000", "120000"]))
    assert "已催办1个单位" in page and "已经签收" in page


def test_the_database_lets_one_of_two_urge(board, monkeypatch):
    """The other one looked before the first had written."""
    seen = boards.see(factories.actor(board.people["drafter"]), board.notice.pk)
    urging.urge(seen, "receipt", [board.receipts["110000"].pk], "请签收", by=seen.actor)
    monkeypatch.setattr(urging, "urged_today", lambda *args: {})
    outcome = urging.urge(seen, "receipt", [board.receipts["110000"].pk], "请签收", by=seen.actor)
    assert [why for _, why in outcome.left] == [urging.JUST_NOW] and not outcome.reached
    assert Urging.objects.count() == Message.objects.filter(kind="urging").count() == 1


def test_waiving_twice_at_once_is_done_once(board):
    row = board.rows["120000"]
    row.notice = board.notice
    by = factories.actor(board.people["reviewer"])
    changing.waive(row, "一", by=by)
    with pytest.raises(changing.IllegalMove, match="已经免予"):
        changing.waive(row, "二", by=by)

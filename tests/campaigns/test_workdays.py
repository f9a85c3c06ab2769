"""Which days are worked, and where a deadline falls that meets a day off."""

from datetime import date

import pytest
from django.core.management import call_command
from icalendar import Calendar

from campaigns import holidays
from campaigns.falling import fall_of
from campaigns.models import CalendarDay, CalendarYear, Deadline
from campaigns.workdays import DAY, Workdays, incomplete_years, statutory
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


@pytest.fixture
def arranged():
    """国庆节 of 2026: off from the 1st to the 7th, Saturday the 10th worked. Nothing is known of 2027."""
    CalendarYear.objects.create(year=2026, is_complete=True)
    off = [CalendarDay(date=date(2026, 10, day), is_workday=False, name="国庆节") for day in range(1, 8)]
    worked = CalendarDay(date=date(2026, 10, 10), is_workday=True, name=CalendarDay.WORKED)
    CalendarDay.objects.bulk_create([*off, worked])


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10)),  # a Saturday that is worked
        (date(2026, 10, 11), date(2026, 10, 12)),
        (date(2027, 10, 1), date(2027, 10, 4)),  # a Friday of a year that nobody entered: the law names it
        (date(2027, 10, 8), date(2027, 10, 8)),
        (date(2027, 10, 9), date(2027, 10, 11)),
    ],
)
def test_a_day_off_gives_way_to_the_next_that_is_worked(arranged, day, due):
    workdays = Workdays(2026)
    assert workdays.next_workday(day) == due
    assert workdays.is_workday(day) is (day == due)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 9, 29), date(2026, 10, 9)),  # 30 September, then 国庆节, then the 8th and the 9th
        (date(2026, 10, 8), date(2026, 10, 12)),  # the 10th is a Saturday that is worked
        (date(2026, 10, 11), date(2026, 10, 14)),
    ],
)
def test_three_worked_days_are_counted_from_the_day_after(arranged, day, then):
    assert Workdays().after(day, 3) == then


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2027, "元旦1.1 劳动节5.1 劳动节5.2 国庆节10.1 国庆节10.2 国庆节10.3"),
        (2024, "元旦1.1 劳动节5.1 国庆节10.1 国庆节10.2 国庆节10.3"),
        (2003, "元旦1.1 劳动节5.1 劳动节5.2 劳动节5.3 国庆节10.1 国庆节10.2 国庆节10.3"),
        (1998, "元旦1.1 劳动节5.1 国庆节10.1 国庆节10.2"),
    ],
)
def test_the_law_names_days_by_their_date(year, days):
    whole = [date(year, 1, 1) + DAY * number for number in range(365)]
    assert " ".join(f"{statutory(day)}{day.month}.{day.day}" for day in whole if statutory(day)) == days


def test_what_is_entered_comes_before_the_law():
    CalendarDay.objects.create(date=date(2027, 10, 1), is_workday=True, name=CalendarDay.WORKED)
    assert Workdays(2027).is_workday(date(2027, 10, 1))
    assert Workdays(2027).why_off(date(2027, 1, 1)) == "元旦"


@pytest.mark.parametrize(("today", "is_said"), [(date(2026, 9, 1), True), (date(2026, 10, 9), False)])
def test_a_deadline_to_come_in_a_year_that_nobody_entered_is_said_to_be_reckoned(client, monkeypatch, today, is_said):
    monkeypatch.setattr("campaigns.pages.views.timezone.localdate", lambda: today)
    factories.campaign(2026).deadlines.create(name="优秀做法推荐", offset=33)
    for address in ("/", "/years/2026/"):
        assert ("2026年放假安排尚未公布，暂按周末推算" in client.get(address).content.decode()) is is_said
        assert "2026年10月5日" in client.get(address).content.decode()  # Sunday the 4th gave way
    CalendarYear.objects.create(year=2026, is_complete=True)
    assert "暂按周末推算" not in client.get("/").content.decode()


def test_the_years_of_a_page_are_asked_for_once(arranged, django_assert_num_queries):
    workdays = Workdays(2025, 2026, 2027)
    with django_assert_num_queries(1):
        for year in (2026, 2025, 2027):
            workdays.next_workday(date(year, 10, 3))
    with django_assert_num_queries(1):
        assert workdays.next_workday(date(2028, 1, 1)) == date(2028, 1, 3)


def test_the_first_filling_knows_holidays_and_worked_weekends():
    assert 2026 in holidays.load()
    assert CalendarDay.objects.get(date=date(2026, 10, 1)).name == "国庆节"
    assert CalendarDay.objects.get(date=date(2026, 10, 10)).is_workday
    assert incomplete_years([2026, 2199]) == [2199]
    assert holidays.load() == []
    assert all(day.name != "放假" for day in holidays.known_days())  # every name has its Chinese one


def test_the_first_filling_leaves_what_people_entered(capsys):
    CalendarYear.objects.create(year=2026)
    CalendarDay.objects.create(date=date(2026, 10, 1), is_workday=True, name="上班", source="人工登记")
    call_command("load_workdays")
    assert "新登记" in capsys.readouterr().out
    assert CalendarDay.objects.get(date=date(2026, 10, 1)).is_workday
    assert not CalendarDay.objects.get(date=date(2026, 10, 2)).is_workday
    CalendarDay.objects.all().delete()
    call_command("load_workdays")
    assert not CalendarDay.objects.exists()  # the year is complete: whoever emptied it meant it


@pytest.mark.parametrize(("on_workdays", "day", "note"), [(True, 8, "原为10月4日，遇国庆节顺延"), (False, 4, "")])
def test_a_deadline_in_a_holiday_is_told_right_everywhere(client, arranged, on_workdays, day, note):
    factories.campaign(2026).deadlines.create(name="优秀做法推荐", offset=33, on_workdays=on_workdays)
    for address in ("/", "/years/2026/"):
        html = client.get(address).content.decode()
        assert f'<time datetime="2026-10-{day:02}">2026年10月{day}日</time>' in html
        assert (note or "顺延") in html if note else "顺延" not in html
    _, event = Calendar.from_ical(client.get("/years/2026/calendar.ics").content).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 10, day)
    assert event.get("DESCRIPTION", "") == note


@pytest.mark.parametrize(
    ("starts_on", "offset", "day", "note"),
    [
        (date(2026, 10, 5), -1, date(2026, 9, 30), "原为10月4日，遇国庆节提前"),  # not over the opening, nor onto it
        (date(2026, 9, 1), -2, date(2026, 8, 28), "原为8月30日，遇星期日提前"),
        (date(2026, 9, 1), -1, date(2026, 8, 31), ""),
        (date(2026, 10, 4), 0, date(2026, 10, 8), "原为10月4日，遇国庆节顺延"),
    ],
)
def test_what_is_due_before_the_opening_stays_before_it(arranged, starts_on, offset, day, note):
    campaign = factories.campaign(2026)
    campaign.starts_on = starts_on
    fall = fall_of(Deadline(campaign=campaign, name="印发", offset=offset), Workdays(2026))
    assert (fall.on, fall.moved) == (day, note)


# The page on which they are entered


def marks(answer):
    """Return {day: whether it is off} of the named days of a page."""
    days = [day for _, weeks in answer.context["months"] for week in weeks for day in week if day and day.named]
    return {day.date: day.is_off for day in days}


def test_a_day_is_tapped_off_and_back(person):
    system = person("system")
    first = date(2027, 10, 1)
    for becomes, expected in (("off", {first: True}), ("off", {first: True}), ("plain", {})):
        answer = system.post("/desk/workdays/2027/tap/", {"day": f"2027-10-01={becomes}"})
        assert answer["Location"] == "/desk/workdays/2027/#m10"
        assert marks(system.get("/desk/workdays/2027/")) == expected


def test_a_holiday_by_law_is_shown_and_not_tapped_away(person):
    html = person("system").get("/desk/workdays/2027/").content.decode()
    assert 'title="国庆节">1<small>休</small></span>' in html
    assert 'value="2027-10-01=' not in html


def test_every_tap_leads_on(person):
    system = person("system")
    for day, ways in (("2027-10-08", ["off", "plain"]), ("2027-10-09", ["work", "plain"])):
        for way in ways:
            html = system.get("/desk/workdays/2027/").content.decode()
            assert f'value="{day}={way}"' in html
            system.post("/desk/workdays/2027/tap/", {"day": f"{day}={way}"})
    assert not CalendarDay.objects.exists()


def test_days_are_entered_together_and_their_neighbour_bears_their_name(person):
    system = person("system")
    span = {"first": "2027年10月1日", "until": "2027-10-07", "kind": "off", "name": "国庆节"}
    assert system.post("/desk/workdays/2027/span/", span).status_code == 302
    system.post("/desk/workdays/2027/tap/", {"day": "2027-10-08=off"})
    assert CalendarDay.objects.filter(name="国庆节", is_workday=False).count() == 8
    system.post("/desk/workdays/2027/span/", {"first": "2027-10-09", "kind": "work"})
    assert CalendarDay.objects.get(date=date(2027, 10, 9)).name == "调休上班"


def test_a_year_is_complete_when_somebody_says_so(person):
    system = person("system")
    for act, complete in (("complete", True), ("reopen", False)):
        assert system.post(f"/desk/workdays/2027/{act}/").status_code == 302
        assert (incomplete_years([2027]) == []) is complete
        assert ("尚未登记完整</span>" in system.get("/desk/workdays/2027/").content.decode()) is not complete


@pytest.mark.parametrize(
    ("act", "posted", "words"),
    [
        ("tap", {"day": "2027-02-30=off"}, "没有这一天"),
        ("tap", {"day": "2026-10-01=off"}, "没有这一天"),
        ("tap", {"day": "2027-10-01=x"}, "没有这一天"),
        ("tap", {"day": "\0"}, "没有这一天"),
        ("span", {"first": "x", "kind": "off"}, "请按“2026-09-01”的格式填写"),
        ("span", {"first": "2026-10-01", "kind": "off"}, "只登记2027年的日期"),
        ("span", {"first": "2027-10-07", "until": "2027-10-01", "kind": "off"}, "截止日期不能早于起始日期"),
        ("span", {"first": "2027-01-01", "until": "2027-12-31", "kind": "off"}, "一次最多登记31天"),
        ("span", {"first": "2027-10-01", "kind": "x"}, "请从中选择一项"),
        ("span", {"first": "2027-10-01", "kind": "off", "name": "a\0b"}, "不能识别的字符"),
        ("span", {"first": "2027-10-01", "kind": "off", "name": "节" * 31}, "节日最多30字"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(person, said, act, posted, words):
    answer = said(person("system").post(f"/desk/workdays/2027/{act}/", posted))
    assert answer.status == 400
    assert words in answer.html
    assert not CalendarYear.objects.exists()
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("role", ["signatory", "security", "province-drafter"])
def test_others_read_the_year_and_do_not_change_it(person, said, role):
    browser = person(role)
    assert '<button class="day' not in said(browser.get("/desk/workdays/2027/")).html
    for act in ("tap", "span", "complete", "reopen"):
        answer = said(browser.post(f"/desk/workdays/2027/{act}/", {"day": "2027-10-01=off"}))
        assert answer.status == 403
        assert "这件事由平台的系统管理员办理" in answer.html
    assert not CalendarYear.objects.exists()


def test_only_years_that_can_be_known_have_a_page(person):
    system = person("system")
    found = [system.get(f"/desk/workdays/{year}/").status_code for year in (2003, 2004, 9999)]
    assert found == [404, 200, 404]

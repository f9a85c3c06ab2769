"""Which days are worked: asked once for all the years of a page.

A year of which nothing is entered counts Saturday and Sunday as days off, and the holidays that have the same date every
year (statutory); those by the lunar calendar, and the weekends that are worked for them, are known once they are entered.
`incomplete_years` says which years not to trust.
"""

from datetime import date, timedelta

from .models import CalendarDay, CalendarYear

DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = "一二三四五六日"
# 全国年节及纪念日放假办法: from which year on which days of a month are off, the newest first. Orders 795 of 2024, 513 of
# 2007 and 270 of 1999, and what held before.
LABOUR = ((2025, (1, 2)), (2008, (1,)), (2000, (1, 2, 3)), (0, (1,)))
NATIONAL = ((1999, (1, 2, 3)), (0, (1, 2)))
FIXED = {1: ("元旦", ((0, (1,)),)), 5: ("劳动节", LABOUR), 10: ("国庆节", NATIONAL)}


def statutory(day):
    """Return the name of the holiday that a day is by its date alone, "" for any other day."""
    name, rules = FIXED.get(day.month, ("", ()))
    days = next((days for since, days in rules if day.year >= since), ())
    return name if day.day in days else ""


class Workdays:
    """The days of some years: named ones as arranged, all others by the day of the week.

    The years given are asked for together, in one query, when the first one is needed; any other year when it is needed.
    """

    def __init__(self, *years):
        self._wanted = {*years}
        self._days = {}
        self._asked = set()

    def _named(self, day):
        """Return (is it worked, its name) of a day that is named in the arrangement or by the law, or None."""
        if day.year not in self._asked:
            years = sorted({day.year} | self._wanted - self._asked)
            rows = CalendarDay.objects.filter(date__range=(date(years[0], 1, 1), date(years[-1], 12, 31)))
            self._days |= {day: facts for day, *facts in rows.values_list("date", "is_workday", "name")}
            self._asked.update(range(years[0], years[-1] + 1))
        if day not in self._days and (name := statutory(day)):
            return False, name
        return self._days.get(day)

    def is_workday(self, day):
        named = self._named(day)
        return named[0] if named else day.weekday() < SATURDAY

    def next_workday(self, day):
        """Return `day` where it is worked, else the first day after it that is."""
        while not self.is_workday(day):
            day += DAY
        return day

    def after(self, day, count):
        """Return the day on which so many worked days have passed after `day`, which does not count itself."""
        for _ in range(count):
            day = self.next_workday(day + DAY)
        return day

    def last_workday(self, day):
        """Return `day` where it is worked, else the last day before it that is."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def name_of(self, day):
        """Return what the day is called in the arrangement (国庆节、调休上班), "" for any other day."""
        named = self._named(day)
        return named[1] if named else ""

    def why_off(self, day):
        """Say why a day is not worked: 国庆节, or 星期六."""
        return self.name_of(day) or weekday(day)


def weekday(day):
    return f"星期{WEEKDAYS[day.weekday()]}"


def workdays_of(*campaigns):
    """Return the Workdays of all the days that can have to do with these campaigns."""
    return Workdays(*{each.starts_on.year + more for each in campaigns for more in (-1, 0, 1, 2)})


def incomplete_years(years):
    """Return those of the years whose arrangement has not been entered as a whole, in order."""
    known = CalendarYear.objects.filter(year__in=years, is_complete=True).values_list("year", flat=True)
    return sorted(set(years) - set(known))

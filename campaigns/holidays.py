"""The arrangements that the library chinesecalendar knows, as a first filling of our own table."""

from importlib.metadata import version

import chinese_calendar
from django.db import transaction

from .models import CalendarDay, CalendarYear

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@transaction.atomic
def load():
    """Enter the years that the library knows and nobody has completed; return them. What a person entered stays.

    For a year that it does not know the library raises NotImplementedError: so its tables are read, not its functions.
    """
    years = known_years() - set(CalendarYear.objects.filter(is_complete=True).values_list("year", flat=True))
    CalendarDay.objects.bulk_create([day for day in known_days() if day.date.year in years], ignore_conflicts=True)
    CalendarYear.objects.bulk_create(
        [CalendarYear(year=year, is_complete=True) for year in years],
        update_conflicts=True,
        unique_fields=["year"],
        update_fields=["is_complete", "changed_at"],
    )
    return sorted(years)


def known_years():
    return {day.year for day in chinese_calendar.holidays}


def known_days():
    source = f"chinesecalendar {version('chinesecalendar')}"
    for day, name in chinese_calendar.holidays.items():
        yield CalendarDay(date=day, is_workday=False, name=NAMES.get(name, "放假"), source=source)
    for day in chinese_calendar.workdays:
        yield CalendarDay(date=day, is_workday=True, name=CalendarDay.WORKED, source=source)

"""放假安排 as a person enters it: single days and spans, and the word that a year is complete. Each leaves a row in the audit."""

import hashlib
from datetime import timedelta

from django.db import transaction

from organizations import audit

from .models import CalendarDay, CalendarYear

BY_HAND = "人工登记"
OFF, WORK, PLAIN = "off", "work", "plain"
DAY = timedelta(days=1)


@transaction.atomic
def arrange(year, first, last, kind, *, name="", by):
    """Have the days from `first` to `last`, all of `year`, be off, worked, or as any other day of the week."""
    row = _changing(year)
    before = digest_of(year)
    days = [first + DAY * number for number in range((last - first).days + 1)]
    CalendarDay.objects.filter(date__in=days).delete()
    if kind != PLAIN:
        name = name or (CalendarDay.WORKED if kind == WORK else _name_beside(first, last) or "放假")
        facts = {"is_workday": kind == WORK, "name": name, "source": BY_HAND}
        CalendarDay.objects.bulk_create(CalendarDay(date=day, **facts) for day in days)
    audit.record("workdays-arrange", row, by=by, before=before, after=digest_of(year))


@transaction.atomic
def complete(year, is_complete, *, by):
    """Say that all of a year's arrangement is entered, or that it is not."""
    row = _changing(year)
    CalendarYear.objects.filter(year=year).update(is_complete=is_complete)
    audit.record("workdays-complete" if is_complete else "workdays-reopen", row, by=by, after=digest_of(year))


def _changing(year):
    """Lock the year and mark it as changed: whoever else changes it waits."""
    CalendarYear.objects.get_or_create(year=year)
    row = CalendarYear.objects.select_for_update().get(year=year)
    row.save()
    return row


def _name_beside(first, last):
    """A day that is tapped beside a holiday belongs to it."""
    beside = CalendarDay.objects.filter(date__in=[first - DAY, last + DAY], is_workday=False).first()
    return beside.name if beside else ""


def digest_of(year):
    """Return the SHA-256 of a year's arrangement."""
    days = CalendarDay.objects.filter(date__year=year).order_by("date").values_list("date", "is_workday", "name")
    text = "\n".join(f"{day} {is_workday} {name}" for day, is_workday, name in days)
    return hashlib.sha256(text.encode()).hexdigest()

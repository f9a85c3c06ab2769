"""放假安排: a year as twelve months. Everybody who is signed in reads it; the system administrator enters it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only

from . import arranging
from .forms import SpanForm, TapForm
from .models import CalendarDay
from .workdays import SATURDAY, incomplete_years, statutory, weekday

FIRST_YEAR = 2004
AHEAD = 2  # years: the arrangement of a year is told in the autumn before
MONDAY = 0
WORDS = {arranging.OFF: "放假", arranging.WORK: "上班", arranging.PLAIN: "平日"}


@dataclass(frozen=True)
class Day:
    """A day of a month as it is arranged. `becomes` is what a tap makes of it."""

    date: date
    named: CalendarDay | None

    @property
    def holiday(self):
        """What it is by the law, where the arrangement does not name it."""
        return "" if self.named else statutory(self.date)

    @property
    def name(self):
        return self.named.name if self.named else self.holiday

    @property
    def is_off(self):
        worked = self.named.is_workday if self.named else self.date.weekday() < SATURDAY and not self.holiday
        return not worked

    @property
    def mark(self):
        """休 or 班, where the arrangement or the law names the day."""
        return "" if not self.name else "休" if self.is_off else "班"

    @property
    def becomes(self):
        is_weekend = self.date.weekday() >= SATURDAY
        if self.named is None:
            return arranging.WORK if is_weekend else arranging.OFF
        return arranging.WORK if is_weekend and not self.named.is_workday else arranging.PLAIN

    @property
    def label(self):
        """10月1日，星期四，国庆节."""
        name = self.name or ("休息" if self.is_off else "")
        return "，".join(filter(None, [f"{self.date.month}月{self.date.day}日", weekday(self.date), name]))

    @property
    def act(self):
        return f"改为{WORDS[self.becomes]}"


def months(year):
    """Return [(number, weeks)]: each week seven Days, None for those of another month. One query."""
    named = {day.date: day for day in CalendarDay.objects.filter(date__year=year)}
    return [(month, list(_weeks(year, month, named))) for month in range(1, 13)]


def _weeks(year, month, named):
    for week in Calendar(MONDAY).monthdatescalendar(year, month):
        yield [Day(day, named.get(day)) if day.month == month else None for day in week]


def require_year(year):
    if not FIRST_YEAR <= year <= timezone.localdate().year + AHEAD:
        raise Http404


@reads_only
@signed_in
def this_year(request):
    return redirect("campaigns:workdays", timezone.localdate().year)


@reads_only
@signed_in
def year(request, year):
    require_year(year)
    return show(request, year, SpanForm(year=year))


@require_POST
@signed_in
def tap(request, year):
    """Change one day."""
    begin(request, year)
    form = TapForm(request.POST, year=year)
    if not form.is_valid():
        return show(request, year, SpanForm(year=year), form)
    day, kind = form.cleaned_data["day"]
    arranging.arrange(year, day, day, kind, by=request.actor)
    return redirect(f"{reverse('campaigns:workdays', args=[year])}#m{day.month}")


@require_POST
@signed_in
def span(request, year):
    """Change some days that follow one another."""
    begin(request, year)
    form = SpanForm(request.POST, year=year)
    if not form.is_valid():
        return show(request, year, form)
    typed = form.cleaned_data
    arranging.arrange(year, typed["first"], typed["until"], typed["kind"], name=typed["name"], by=request.actor)
    messages.success(request, f"{year}年放假安排已更新。")
    return redirect(f"{reverse('campaigns:workdays', args=[year])}#m{typed['first'].month}")


@require_POST
@signed_in
def complete(request, year):
    """Say that the year is entered as a whole."""
    begin(request, year)
    arranging.complete(year, True, by=request.actor)
    messages.success(request, f"{year}年放假安排已确认登记完整。")
    return redirect("campaigns:workdays", year)


@require_POST
@signed_in
def reopen(request, year):
    """Say that something is missing after all."""
    begin(request, year)
    arranging.complete(year, False, by=request.actor)
    messages.success(request, f"{year}年放假安排已改为尚未登记完整。")
    return redirect("campaigns:workdays", year)


def begin(request, year):
    require_year(year)
    access.require(request.actor, Right.SYSTEM)


def show(request, year, form, tapped=None):
    last = timezone.localdate().year + AHEAD
    context = {
        "year": year,
        "form": form,
        "tapped": tapped,
        "months": months(year),
        "is_complete": not incomplete_years([year]),
        "may_enter": access.may(request.actor, Right.SYSTEM),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < last else None,
        "weekdays": "一二三四五六日",
    }
    wrong = form.errors or (tapped and tapped.errors)
    return render(request, "campaigns/workdays.html", context, status=400 if wrong else 200)

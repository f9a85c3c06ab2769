"""发文字号: every number of a series, given once. Whoever takes, enters or voids one holds the row of its year.

The year is that of the date of the notice in Asia/Shanghai. A number that was used outside is skipped; one that was
voided stays. What fails gives its number back, since the counter moves in the transaction that it belongs to.
"""

from django.db import IntegrityError, transaction
from django.urls import reverse

from organizations import access, audit, messages
from organizations.access import Right

from ..models import DocumentNumber, NumberSeries, NumberYear, SeriesRelease
from ..moves import IllegalMove
from . import bearers

State = DocumentNumber.State


def held(series, year):
    """Return the NumberYear of a series, locked to the end of the transaction. Two who need a new one at once get the same."""
    NumberYear.objects.get_or_create(series=series, year=year)
    return NumberYear.objects.select_for_update().get(series=series, year=year)


def free_from(series, year, serial):
    """Return the first number from `serial` on that nobody has registered."""
    taken = set(
        DocumentNumber.objects.filter(series=series, year=year, serial__gte=serial).values_list("serial", flat=True)
    )
    while serial in taken:
        serial += 1
    return serial


def upcoming(several, year):
    """Return {series key: the number that the next notice would get}: a preview, which holds nothing. Two queries."""
    counters = dict(NumberYear.objects.filter(series__in=several, year=year).values_list("series", "next"))
    taken = set(DocumentNumber.objects.filter(series__in=several, year=year).values_list("series", "serial"))
    found = {}
    for series in several:
        serial = counters.get(series.pk, 1)
        while (series.pk, serial) in taken:
            serial += 1
        found[series.pk] = serial
    return found


def take(series, day, edition, *, by):
    """Give an edition the next number of a series; return the DocumentNumber. Called within the transaction that issues.

    day: the date of the notice. The series is held, too: it is not released meanwhile. Raise IllegalMove where it is used
    no longer, or is not the host's.
    """
    own = NumberSeries.objects.select_for_update().of_host(edition.notice.host)
    if own.filter(pk=series.pk, is_active=True).first() is None:
        raise IllegalMove(f"机关代字“{series.mark}”已停用，或者不属于主办机关，请另选。")
    counter = held(series, day.year)
    serial = free_from(series, day.year, counter.next)
    number = DocumentNumber.objects.create(
        series=series,
        year=day.year,
        serial=serial,
        state=State.GIVEN,
        edition=edition,
        user=by.user,
        on_behalf_of=by.on_behalf_of,
    )
    counter.next = serial + 1
    counter.save(update_fields=["next"])
    audit.record("number-give", number, by=by, after=str(serial))
    return number


# --- what people enter --------------------------------------------------------------------------------------------


@transaction.atomic
def add_series(mark, department, *, by):
    """Register a mark for a department; return its NumberSeries. A mark stands for one organ in all the portal.

    A department goes on with the series of one that it succeeded, with one that was given up before its first number, and
    with one that was released. Raise IllegalMove with who has the mark otherwise, or whose notices bear it.
    """
    series, is_new = NumberSeries.objects.get_or_create(mark=mark, defaults={"department": department})
    if is_new:
        _refuse_borne(mark, department)
        audit.record("series-add", series, by=by, after=mark)
        return series
    series = NumberSeries.objects.select_for_update(of=("self",)).select_related("department").get(pk=series.pk)
    if series.is_released or _is_given_up(series):
        _refuse_borne(mark, department)
    elif series.department_id == department.pk:
        raise IllegalMove(f"本单位已经登记“{mark}”。")
    elif department not in series.department.successors():
        raise IllegalMove(_held_by(series))
    return _taken_over(series, department, by)


def _refuse_borne(mark, department):
    """Raise IllegalMove where issued notices of other organs bear the mark, and none of the department's own line."""
    if organs := bearers.of_mark(mark, department):
        names = "、".join(organs[:3]) + ("等" if len(organs) > 3 else "")
        raise IllegalMove(f"“{mark}”是{names}已印发通知的机关代字，不能登记为{department}的机关代字，请核对。")


def _held_by(series):
    """Say who has a mark, and what to do where that is a mistake."""
    owner = series.department
    heirs = owner.successors()
    who = f"{owner}登记，由其后继机构{heirs[-1]}承接" if heirs else f"{owner}登记"
    return (
        f"“{series.mark}”已由{who}，不能再用。如属误登，请{heirs[-1] if heirs else owner}停用，"
        "或者请平台的系统管理员释放后再登记。"
    )


def _is_given_up(series):
    return not series.is_active and not series.numbers.exists()


def _taken_over(series, department, by):
    """Give a series that is held to another department: its numbers go with it."""
    before, series.department, series.is_active = str(series.department_id), department, True
    series.is_released = False
    series.save(update_fields=["department", "is_active", "is_released"])
    audit.record("series-inherit", series, by=by, before=before, after=series.mark)
    return series


@transaction.atomic
def use_series(series, is_active, *, by):
    """Use a series again, or no longer. Its numbers stay."""
    rows = NumberSeries.objects.filter(pk=series.pk, is_active=not is_active, is_released=False)
    if rows.update(is_active=is_active):
        audit.record("series-use" if is_active else "series-rest", series, by=by, after=series.mark)


@transaction.atomic
def release_series(series, reason, *, by):
    """Take a mark from a department that registered it wrongly, for whoever it belongs to. by: of the platform.

    What was entered as used outside stays in its ledger. Raise IllegalMove where a notice bears a number of it.
    """
    rows = NumberSeries.objects.select_for_update(of=("self",)).select_related("department")
    series = rows.prefetch_related("department__names").get(pk=series.pk)
    refuse_release(series)
    NumberSeries.objects.filter(pk=series.pk).update(is_active=False, is_released=True)
    facts = {"user": by.user, "on_behalf_of": by.on_behalf_of}
    row = SeriesRelease.objects.create(series=series, department=series.department, reason=reason, **facts)
    audit.record("series-release", row, by=by, before=str(series.department_id), after=series.mark)
    messages.owe(
        access.people_with(Right.SIGN, series.department),
        "series-released",
        row,
        subject=f"机关代字“{series.mark}”已被释放",
        body=f"平台的系统管理员{by.name}办理，理由：{reason}",
        path=reverse("issuing:series"),
        department=series.department,
    )


def refuse_release(series):
    """Raise IllegalMove unless a mark can be released: it is somebody's, and none of its numbers was given."""
    if series.is_released:
        raise IllegalMove(f"“{series.mark}”已经释放。")
    if series.numbers.filter(edition__isnull=False).exists():
        raise IllegalMove(f"“{series.mark}”已用于{series.department}印发的通知，不能释放。")


@transaction.atomic
def enter_outside(series, year, serial, note, *, by):
    """Register a number that was used outside the portal, with what for. Raise IllegalMove where it is registered."""
    held(series, year)
    try:
        with transaction.atomic():
            number = DocumentNumber.objects.create(
                series=series,
                year=year,
                serial=serial,
                state=State.OUTSIDE,
                note=note,
                user=by.user,
                on_behalf_of=by.on_behalf_of,
            )
    except IntegrityError:
        raise IllegalMove(f"{series.mark}〔{year}〕{serial}号已经登记，不能再登记。") from None
    audit.record("number-outside", number, by=by, after=str(serial))
    return number


@transaction.atomic
def begin_at(series, year, serial, *, by):
    """Let the numbers of a year begin at `serial`; nothing is written where they do already.

    Raise IllegalMove once the portal has given one: that would leave a gap.
    """
    is_so = serial == (series.years.filter(year=year).values_list("next", flat=True).first() or 1)
    counter = None if is_so else held(series, year)
    if DocumentNumber.objects.filter(series=series, year=year, edition__isnull=False).exists():
        raise IllegalMove("本年度已经编号，起始号不能再改；在系统外使用的字号，请逐个登记。")
    if is_so:
        return
    before, counter.next = counter.next, serial
    counter.save(update_fields=["next"])
    audit.record("number-begin", counter, by=by, before=str(before), after=str(serial))


@transaction.atomic
def void(number, reason, *, by):
    """Void a number for good: one of a withdrawn notice, or one that was entered as used outside and was not.

    It stays in the ledger and is given to nobody else. Raise IllegalMove where its notice stands.
    """
    if not is_voidable(number):
        raise IllegalMove(
            "只有通知已经撤销的字号，或者登记为系统外使用的字号，可以作废。"
            if number.state != State.VOIDED
            else f"{number}已经作废。"
        )
    rows = DocumentNumber.objects.filter(pk=number.pk, state=number.state)
    note = f"{reason}（原登记：{number.note}）" if number.note else reason
    if not rows.update(state=State.VOIDED, note=note):
        raise IllegalMove("刚刚已由他人办理，请刷新页面后再试。")
    audit.record("number-void", number, by=by, before=number.state, after=State.VOIDED)


def is_voidable(number):
    if number.state == State.OUTSIDE:
        return True
    return number.state == State.GIVEN and number.edition.notice.is_withdrawn

"""发文字号: every number of a series, given once. Whoever takes or enters one holds the row of its series.

The year is that of the date of the notice in Asia/Shanghai. A number that was used outside is skipped; one that was
voided stays. What fails gives its number back, since the counter moves in the transaction that it belongs to.
"""

from django.db import IntegrityError, transaction

from organizations import audit

from ..models import DocumentNumber, NumberYear
from ..moves import IllegalMove
from .registering import held_series

State = DocumentNumber.State


def counter_of(series, year):
    """Return the NumberYear of a series that is held. It is made where it is not there yet."""
    return NumberYear.objects.get_or_create(series=series, year=year)[0]


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

    day: the date of the notice. Raise IllegalMove where the series is used no longer, or is not the host's.
    """
    host = edition.notice.host
    if not held_series(series).is_active or series.department not in [host, *host.successors()]:
        raise IllegalMove(f"机关代字“{series.mark}”已停用，或者不属于主办机关，请另选。")
    counter = counter_of(series, day.year)
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
def enter_outside(series, year, serial, note, *, by):
    """Register a number that was used outside the portal, with what for.

    Raise IllegalMove where it is registered, or the series went to another department meanwhile.
    """
    held_series(series)
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

    Raise IllegalMove once the portal has given one, since that would leave a gap, or where the series went to another
    department meanwhile.
    """
    held_series(series)
    is_so = serial == (series.years.filter(year=year).values_list("next", flat=True).first() or 1)
    if DocumentNumber.objects.filter(series=series, year=year, edition__isnull=False).exists():
        raise IllegalMove("本年度已经编号，起始号不能再改；在系统外使用的字号，请逐个登记。")
    if is_so:
        return
    counter = counter_of(series, year)
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

"""机关代字: who has which mark. One stands for one organ in all the portal, and a department may have several.

Whoever registers, rests, releases or numbers from a mark holds its row, without its key: rows that point to it are
written meanwhile.
"""

from django.db import IntegrityError, transaction
from django.urls import reverse

from organizations import access, audit, messages
from organizations.access import Right

from ..models import NumberSeries, SeriesRelease
from ..moves import IllegalMove
from . import bearers


def held_series(series):
    """Hold the row of a series to the end of the transaction; return it fresh.

    Raise IllegalMove where it was released, or went to another department, since it was read.
    """
    row = _locked(series.pk)
    if row.is_released or row.department_id != series.department_id:
        raise IllegalMove(f"机关代字“{series.mark}”刚刚已被释放或者由别的单位登记，请刷新页面后再试。")
    return row


def _locked(pk):
    rows = NumberSeries.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("department").prefetch_related("department__names").get(pk=pk)


# --- registering --------------------------------------------------------------------------------------------------


@transaction.atomic
def add(mark, department, *, by):
    """Register a mark for a department; return its NumberSeries.

    A department goes on with the series of one that it succeeded, and with one that was given up before its first number.
    What was released from another begins anew, without a number. Raise IllegalMove with who has the mark otherwise, or
    whose notices bear it.
    """
    series, is_new = NumberSeries.objects.held().get_or_create(mark=mark, defaults={"department": department})
    if is_new:
        return _begun(series, by)
    series = held_series(series)
    if series.department_id == department.pk:
        raise IllegalMove(f"本单位已经登记“{mark}”{'' if series.is_active else '，现已停用，可以在列表中恢复使用'}。")
    if department in series.department.successors():
        return _taken_over(series, department, "series-inherit", by)
    if series.is_active or series.numbers.exists():
        raise IllegalMove(_held_by(series))
    _refuse_borne(mark, department)
    return _taken_over(series, department, "series-take", by)


def _begun(series, by):
    """Let a series begin that was just made, unless its mark was released from the same department last."""
    _refuse_borne(series.mark, series.department)
    last = SeriesRelease.objects.filter(series__mark=series.mark, series__is_released=True).last()
    if last is None:
        audit.record("series-add", series, by=by, after=series.mark)
        return series
    if last.department_id == series.department_id:
        raise IllegalMove(
            f"“{series.mark}”已由平台从本单位释放，不能再登记。确应由本单位使用的，请联系平台的系统管理员退还。"
        )
    audit.record("series-take", series, by=by, before=str(last.department_id), after=series.mark)
    return series


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


def _taken_over(series, department, act, by):
    """Give a series that is held to another department: its numbers go with it."""
    before, series.department = str(series.department_id), department
    series.is_active = True
    series.save(update_fields=["department", "is_active"])
    audit.record(act, series, by=by, before=before, after=series.mark)
    return series


@transaction.atomic
def use(series, is_active, *, by):
    """Use a series again, or no longer. Its numbers stay. Raise IllegalMove where it went to another department meanwhile."""
    row = held_series(series)
    if row.is_active != is_active:
        NumberSeries.objects.filter(pk=row.pk).update(is_active=is_active)
        audit.record("series-use" if is_active else "series-rest", row, by=by, after=row.mark)


# --- for the platform ---------------------------------------------------------------------------------------------


@transaction.atomic
def release(series, reason, *, by):
    """Take a mark from a department that registered it wrongly, for whoever it belongs to. by: of the platform.

    What was entered as used outside stays in its ledger, which nobody goes on with. Raise IllegalMove where a notice bears
    a number of it.
    """
    series = _locked(series.pk)
    refuse_release(series)
    NumberSeries.objects.filter(pk=series.pk).update(is_active=False, is_released=True)
    facts = {"user": by.user, "on_behalf_of": by.on_behalf_of}
    row = SeriesRelease.objects.create(series=series, department=series.department, reason=reason, **facts)
    audit.record("series-release", row, by=by, before=str(series.department_id), after=series.mark)
    _tell(row, series, "已被释放", f"平台的系统管理员{by.name}办理，理由：{reason}")


def refuse_release(series):
    """Raise IllegalMove unless a mark can be released: it is somebody's, and no notice that stands bears a number of it."""
    if series.is_released:
        raise IllegalMove(f"“{series.mark}”已经释放。")
    if series.numbers.of_standing().exists():
        raise IllegalMove(f"“{series.mark}”已用于{series.department}印发的通知，不能释放。")


@transaction.atomic
def give_back(series, *, by):
    """退还: undo a release as long as nobody has registered the mark since. Raise IllegalMove where somebody has."""
    series = _locked(series.pk)
    if not series.is_released:
        raise IllegalMove(f"“{series.mark}”现由{series.department}登记，不能退还。")
    try:
        with transaction.atomic():
            NumberSeries.objects.filter(pk=series.pk).update(is_active=True, is_released=False)
    except IntegrityError:  # somebody holds the mark since
        raise IllegalMove(f"“{series.mark}”已由别的单位登记，不能退还。") from None
    audit.record("series-give-back", series, by=by, after=series.mark)
    _tell(series.releases.last(), series, "已退还", f"平台的系统管理员{by.name}办理，可以继续用它编号。")


def _tell(row, series, what, body):
    """Tell the signatories of the department that has, or had, a mark."""
    messages.owe(
        access.people_with(Right.SIGN, series.department),
        "series-released",
        row,
        occasion=what,
        subject=f"机关代字“{series.mark}”{what}",
        body=body,
        path=reverse("issuing:series"),
        department=series.department,
    )

"""催办: who still owes something is asked once more, at most once on a working day; who was reached is kept and said."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from campaigns.workdays import Workdays
from organizations import access, audit, messages
from organizations.access import Right

from ..models import Adaptation, Receipt, Urging
from ..moves import IllegalMove
from ..receiving.falling import keepers
from .filters import marked

About = Urging.About
KIND = "urging"
NOBODY = "没有办理人员，也没有可以代收的单位，请送纸质件"
TWICE = "本工作日已经催办过"
ALL_TWICE = "所选的单位本工作日都已经催办过。仍要催办的，请勾选“仍要再次催办”。"
JUST_NOW = "刚刚已由他人催办"


@dataclass
class Reached:
    """A department that was urged: how many people the message went to, and of whom, where it has nobody itself."""

    department: object
    people: int
    keeper: object = None


@dataclass
class Outcome:
    """Who was urged, and who was left out: [(department, why)]."""

    reached: list = field(default_factory=list)
    left: list = field(default_factory=list)


def workday():
    """Return the day for which an urging of today counts: what is sent on a Saturday counts as Monday's."""
    return Workdays().next_workday(timezone.localdate())


def owing(board, about):
    """Return the rows of a board that still owe what is urged for, in the order of their regions."""
    if about == About.RECEIPT:
        rows = board.receipts.owed().order_by("department__region__code", "pk")
    else:
        rows = board.adaptations.standing()
        rows = rows.open() if about == About.ADAPTATION else marked(rows).filter(may_follow=True)
        rows = rows.order_by("region__code", "pk")
    return rows.select_related("department__region__parent__parent__parent").prefetch_related("department__names")


def chosen(board, about, keys):
    """Return (rows among these keys that still owe it, [(department, why not)] of the others)."""
    rows = owing(board, about).filter(pk__in=keys)
    still = {row.pk for row in rows}
    everything = board.receipts if about == About.RECEIPT else board.adaptations
    others = everything.filter(pk__in=keys).exclude(pk__in=still).select_related("department")
    others = others.prefetch_related("department__names")
    return list(rows), [(row.department, _closed(row, about)) for row in others]


def _closed(row, about):
    if about == About.FOLLOW:
        return "没有可以在系统中跟进的更正"
    if about == About.ADAPTATION:
        return f"{Adaptation.Stage(row.stage).label}，不必催办"
    return "只是抄送，不需签收" if row.duty == Receipt.Duty.NOTHING else "已经签收"


def urged_today(board, about, rows):
    """Return {key of a department: the next number of an urging} of those that were urged on this working day."""
    found = Urging.objects.filter(notice=board.notice, about=about, workday=workday())
    found = found.filter(department__in=[row.department_id for row in rows]).order_by().values_list("department")
    return {department: last + 1 for department, last in found.annotate(Max("repeat"))}


def urge(board, about, keys, message, *, by, again=()):
    """Send a message to whoever still owes it among the rows with these keys; return the Outcome.

    again: keys of the departments that are urged though they were on this working day. Two who urge one at once: the
    database lets one of them. Raise IllegalMove where the notice has ended, or all were urged and nobody
    said again.
    """
    if not board.notice.holds_on(timezone.localdate()):
        raise IllegalMove(f"{board.notice.end.removesuffix('。')}，不再催办。")
    rows, left = chosen(board, about, keys)
    outcome, times = Outcome(left=left), urged_today(board, about, rows)
    if rows and all(row.department_id in times and row.department_id not in again for row in rows):
        raise IllegalMove(ALL_TWICE)
    reach = _Reach([row.department for row in rows], board.notice.host_id)
    round_ = _Round(board, about, message, by, workday(), reach)
    for row in sorted(rows, key=lambda row: row.department_id):  # in one order, so that no two wait for each other
        repeat = times.get(row.department_id, 0)
        if repeat and row.department_id not in again:
            outcome.left.append((row.department, TWICE))
        else:
            round_.urge(row, repeat, outcome)
    round_.tell_keepers()
    return outcome


def reached_by_nobody(board, rows):
    """Return those of the rows that an urging would reach nobody of. A fixed number of queries."""
    reach = _Reach([row.department for row in rows], board.notice.host_id)
    return [row for row in rows if not reach.of(row)[0]]


@dataclass
class _Round:
    """One urging of many: what is the same for all of them."""

    board: object
    about: str
    message: str
    by: object
    day: object
    reach: object
    kept: dict = field(default_factory=dict)  # {key of a keeper: [(Urging, row)]}

    def urge(self, row, repeat, outcome):
        people, keeper = self.reach.of(row)
        if not people:
            outcome.left.append((row.department, NOBODY))
            return
        facts = {"user": self.by.user, "on_behalf_of": self.by.on_behalf_of, "reached": len(people)}
        facts |= {"notice": self.board.notice, "about": self.about, "message": self.message}
        try:
            with transaction.atomic():
                urging = Urging.objects.create(department=row.department, workday=self.day, repeat=repeat, **facts)
                audit.record("urge", urging, by=self.by)
                if keeper is None:
                    _tell(urging, row, people, row.department)
        except IntegrityError:
            outcome.left.append((row.department, JUST_NOW))
        else:
            outcome.reached.append(Reached(row.department, len(people), keeper))
            if keeper:
                self.kept.setdefault(keeper.pk, []).append((urging, row))

    def tell_keepers(self):
        """One message to each keeper, whatever the number of those for whom it keeps."""
        for found in self.kept.values():
            urging, row = found[0]
            people, keeper = self.reach.of(row)
            names = "、".join(str(each.department) for _, each in found)
            _tell(urging, row, people, keeper, f"{names}在系统中没有办理人员，由贵单位代收，请转告。")


class _Reach:
    """Whom a message to each of the departments goes to: its own people, or those of whoever keeps what is sent to it.

    host: key of the sender, which keeps nothing of its own for others: it would but urge itself.
    """

    def __init__(self, departments, host):
        self.fallen = {key: one for key, one in keepers(departments).items() if one and one.pk != host}
        kept = [one.pk for one in self.fallen.values()]
        self.people = defaultdict(list, access.people_by(Right.RECEIVE, [*(one.pk for one in departments), *kept]))

    def of(self, row):
        """Return (the people, the department that they are of where that is another one)."""
        if own := self.people[row.department_id]:
            return own, None
        keeper = self.fallen.get(row.department_id)
        return (self.people[keeper.pk], keeper) if keeper else ([], None)


def _tell(urging, row, people, department, more=""):
    """department: whose people these are; more: what they are told besides."""
    messages.owe(
        people,
        KIND,
        urging,
        subject=f"催办{urging.get_about_display()}：{urging.notice}",
        body=f"{urging.notice.host}催办：{urging.message}{more}",
        path=_where(urging, row),
        department=department,
    )


def _where(urging, row):
    """Return where it is done: the receipt itself, the department's own part of the board, or what it has to follow."""
    if urging.about == About.RECEIPT:
        return reverse("receiving:detail", args=[row.pk])
    if urging.about == About.FOLLOW:
        return reverse("following:detail", args=[row.child_id])
    return reverse("supervising:adaptation", args=[urging.notice_id, row.pk])


def default_message(board, about, rows):
    """Return the message that a form begins with."""
    title = f"《{board.notice}》"
    if about == About.RECEIPT:
        return f"{title}已经送达，请尽快签收。"
    if about == About.FOLLOW:
        return f"{title}已经印发更正，请抓紧跟进，印发本地通知的更正版本。"
    days = {row.due_on for row in rows}
    due = next(iter(days)) if len(days) == 1 else None
    until = f"期限为{due.year}年{due.month}月{due.day}日" if due else "请按期限办理"
    return f"请抓紧制定并印发贯彻{title}的本地通知，{until}。"

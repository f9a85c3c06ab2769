"""督办表: which notices somebody follows, and the board of one of them: whole to whoever follows it, else her own part."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from organizations import access
from organizations.access import Right

from ..lineage.stale import with_marks
from ..models import Adaptation, Edition, Notice, Receipt

Stage = Adaptation.Stage
NOTHING = Receipt.Duty.NOTHING


def followed(actor):
    """Return the issued notices whose addressees an acting.Actor follows: those of the departments that she oversees.

    Her own is among these, so that no OR keeps PostgreSQL from a join.
    """
    return Notice.objects.filter(host__in=access.overseen(actor).values("pk"), current__isnull=False)


def followed_now(actor):
    """Return those of them that hold today and went to somebody here, the newest first."""
    # Not by EXISTS: of a few editions with thousands of receipts each, PostgreSQL would look through all for every notice.
    sent, owed = Q(current__in=Receipt.objects.values("edition")), Q(pk__in=Adaptation.objects.values("notice"))
    over = Q(ending=Notice.Ending.WITHDRAWN) | Q(ended_on__lte=timezone.localdate())
    return followed(actor).exclude(over).filter(sent | owed).newest_first()


@dataclass(frozen=True)
class Board:
    """The board of a notice as an acting.Actor sees it. is_whole: whether she follows the notice, or was sent it."""

    notice: Notice
    actor: object
    is_whole: bool

    @property
    def receipts(self):
        rows = Receipt.objects.filter(edition=self.notice.current_id)
        return rows if self.is_whole else rows.visible_to(self.actor)

    @property
    def adaptations(self):
        rows = Adaptation.objects.filter(notice=self.notice)
        return (rows if self.is_whole else rows.visible_to(self.actor)).with_stage()

    @cached_property
    def may_urge(self):
        return self.notice.holds_on(timezone.localdate()) and access.may(self.actor, Right.RECEIVE, self.notice.host)

    @cached_property
    def may_change(self):
        return self.asks and access.may(self.actor, Right.REVIEW, self.notice.host)

    @cached_property
    def may_ask(self):
        """Whether the actor may urge for local notices."""
        return self.asks and self.may_urge

    @cached_property
    def asks(self):
        """Whether local notices are asked for: the notice holds, and its campaign is open."""
        return self.notice.holds_on(timezone.localdate()) and self.notice.campaign.is_open


def see(actor, pk):
    """Return the Board of a notice. Raise Http404 where the actor neither follows it nor was sent it."""
    rows = Notice.objects.select_related("host__region", "host__line", "campaign", "current")
    rows = rows.prefetch_related("host__names")
    if notice := rows.filter(pk=pk, pk__in=followed(actor).values("pk")).first():
        return Board(notice, actor, True)
    mine = Receipt.objects.visible_to(actor).filter(edition=OuterRef("current"))
    owed = Adaptation.objects.visible_to(actor).filter(notice=OuterRef("pk"))
    notice = rows.filter(Exists(mine) | Exists(owed), pk=pk, current__isnull=False).first()
    if notice is None:
        raise Http404
    return Board(notice, actor, False)


def see_whole(actor, pk):
    """The same where only who follows the notice sees it."""
    board = see(actor, pk)
    if not board.is_whole:
        raise Http404
    return board


# --- the list -----------------------------------------------------------------------------------------------------


@dataclass
class Figures:
    """How far the addressees of a notice are: of so many that confirm, of so many territories that owe a notice."""

    received: int = 0
    to_receive: int = 0
    issued: int = 0
    to_issue: int = 0
    waived: int = 0
    late: int = 0
    stale: int = 0
    before: tuple = ()  # of a correction: (key of the edition before, how many confirmed it, of how many)


def with_figures(notices, today: date):
    """Give each of the notices its `figures`; return the list. Four queries, whatever the number of notices."""
    notices = list(notices)
    found = {notice.pk: Figures() for notice in notices}
    current = {notice.current_id for notice in notices}
    for pk, edition, count, done in _received(notices):
        if edition in current:
            found[pk].to_receive, found[pk].received = count, done
        else:
            found[pk].before = (edition, done, count)
    for pk, stage, count, past in _stages(notices, today):
        figures, is_open = found[pk], stage not in (Stage.ISSUED, Stage.WAIVED)
        figures.issued += count if stage == Stage.ISSUED else 0
        figures.to_issue += count if stage != Stage.WAIVED else 0
        figures.waived += count if stage == Stage.WAIVED else 0
        figures.late += past if is_open else 0
    for pk, count in _stale(notices):
        found[pk].stale = count
    for notice in notices:
        notice.figures = found[notice.pk]
    return notices


def _received(notices):
    """Yield (notice, edition, how many have to confirm it, how many have) of those in force and of those right before them."""
    wanted = Q(pk__in=[notice.current_id for notice in notices])
    for notice in notices:
        if notice.current.number > 1:
            wanted |= Q(notice=notice, number=notice.current.number - 1)
    editions = dict(Edition.objects.filter(wanted).values_list("pk", "notice")) if notices else {}
    rows = Receipt.objects.filter(edition__in=editions).exclude(duty=NOTHING).order_by("edition")
    for edition, count, done in rows.values_list("edition").annotate(Count("pk"), done=Count("confirmed_at")):
        yield editions[edition], edition, count, done


def _stages(notices, today):
    rows = Adaptation.objects.filter(notice__in=notices).with_stage().order_by().values_list("notice", "stage")
    return rows.annotate(Count("pk"), past=Count("pk", filter=Q(due_on__lt=today)))


def _stale(notices):
    rows = with_marks(Adaptation.objects.filter(notice__in=notices), "child").filter(is_stale=True).order_by()
    return rows.values_list("notice").annotate(Count("pk"))

"""工作台: what waits for a person in the identity that she acts in, what her department has in hand and has issued."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.utils import timezone

from campaigns import due as campaigns_due
from campaigns.notices import due as notices_due
from campaigns.notices.lineage.stale import with_marks
from campaigns.notices.models import Edition, Notice
from organizations import due as organizations_due
from organizations.acting import signed_in
from organizations.methods import reads_only
from organizations.models import Delegation
from organizations.partial_dates import in_chinese

SOURCES = (notices_due, campaigns_due, organizations_due)
MOST = 5  # rows of what is in hand, issued, in the inbox; the rest has a page of its own


@dataclass(frozen=True)
class Waiting:
    """A due.Due as seen on a day."""

    due: object
    today: date

    @property
    def left(self):
        """Days until it is over, below zero when it is late; None where it has no day."""
        return (self.due.until - self.today).days if self.due.until else None

    @property
    def is_late(self):
        return self.left is not None and self.left < 0

    @property
    def words(self):
        """逾期3天, 今天, 2天后; nothing where it has no day."""
        if self.left is None:
            return ""
        return f"逾期{-self.left}天" if self.left < 0 else f"{self.left}天后" if self.left else "今天"

    @property
    def dated(self):
        return in_chinese(self.due.until.isoformat())


def waiting(actor, today):
    """Return what waits for an actor, that with a day first, the latest first of all."""
    found = [Waiting(due, today) for source in SOURCES for due in source.waiting(actor)]
    return sorted(found, key=lambda each: (each.due.until is None, each.due.until or today))


def lent_to(actor):
    """Return those of an actor's other identities in which she may act for a colleague.

    What waits in each is not counted here: that would ask as much again for each of them as the whole desk does.
    """
    return [each for each in actor.others if each.on_behalf_of]


def given_by(actor):
    """Return the delegations by which colleagues may do what waits for the actor: one query."""
    if actor.department is None or actor.on_behalf_of:
        return []
    rows = Delegation.objects.active().filter(principal=actor.user.pk, department=actor.department.pk)
    return list(rows.select_related("delegate").order_by("pk"))


@reads_only
@signed_in
def desk(request):
    actor, today = request.actor, timezone.localdate()
    context = {"actor": actor, "today": today, "waiting": waiting(actor, today)}
    context |= {"lent": lent_to(actor), "given": given_by(actor)}
    if actor.department:
        context |= of_department(actor.department)
    context["inbox"] = actor.user.inbox.all()[:MOST]
    context["unread"] = actor.user.inbox.unread().count()
    return render(request, "pages/desk.html", context)


def of_department(department):
    """What the department of an actor has in hand, and what it issued last."""
    editions = Edition.objects.in_hand().filter(notice__host=department.pk)
    issued = Notice.objects.filter(host=department.pk, current__isnull=False)
    return {
        "in_hand": editions.select_related("notice__campaign").order_by("-pk")[: MOST * 2],
        "issued": with_marks(issued).select_related("current", "campaign").newest_first()[:MOST],
    }

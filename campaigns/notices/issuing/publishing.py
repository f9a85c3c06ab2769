"""印发: a signed edition becomes public once its files are there and its time has come. A sweep does what a worker missed."""

import logging

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right
from organizations.models import User

from .. import moves
from ..authorship import authors
from ..drafting.saving import locked
from ..lineage import stale
from ..lineage.answering import take_on
from ..lineage.settling import settle_issued
from ..models import Edition, EditionFile
from ..moves import IllegalMove, State
from ..receiving import sending
from ..search import index

logger = logging.getLogger(__name__)


def is_printed(edition):
    """Whether all its files are there, and the pictures of their pages."""
    unpictured = EditionFile.objects.unpictured().filter(edition=edition)
    return not edition.files_owed and not unpictured.exists()


def publish_due():
    """Publish what is signed, printed and due; return how many. One that fails keeps no other back. Two at once do no harm."""
    done = 0
    due = Edition.objects.filter(Q(issue_at=None) | Q(issue_at__lte=timezone.now()), state=State.SIGNED)
    for pk in list(due.values_list("pk", flat=True)):
        try:
            done += publish(pk)
        except Exception:
            logger.exception("Edition %s cannot be published", pk)
    return done


@transaction.atomic
def publish(pk):
    """Make a signed edition the one in force; return whether it could be. Its row is held: nobody puts its time off meanwhile."""
    with locked(pk) as edition:
        now = timezone.now()
        is_due = edition.issue_at is None or edition.issue_at <= now
        if edition.state != State.SIGNED or not is_due or not is_printed(edition):
            return False
        moves.move(edition, State.ISSUED, by=None, issued_at=now)
        notice = edition.notice
        replaced = notice.current
        notice.current = edition
        notice.openness, notice.openness_reason = edition.openness, edition.openness_reason
        notice.save(update_fields=["openness", "openness_reason"])
        notice.listed()
        index(notice)
        stale.ask(notice)
        if notice.parent_id:
            jobs.ask("print-comparison", edition.pk, about=edition.title, edition=edition.pk)
        sending.send(edition)
        take_on(notice)
        settle_issued(notice)
        _tell(edition, replaced)
        return True


def _tell(edition, replaced):
    """Owe word to those who wrote and signed it, and to those who answer for it in the co-issuers' departments.

    replaced: the edition that was in force before, None for a new notice.
    """
    keys = authors(edition) | {edition.signed_by_id}
    departments = [each.department_id for each in edition.issuers.all() if each.department_id]
    co_issuers = access.people_in(Right.REVIEW, departments)
    messages.owe(
        User.objects.filter(Q(pk__in=keys) | Q(pk__in=co_issuers.values("pk")), is_active=True),
        "notice-issued",
        edition,
        subject=f"{'已印发更正' if replaced else '已印发'}：{edition.title}"[:200],
        body=_correction(edition, replaced) if replaced else f"{edition.doc_number}，{edition.dated}。",
        path=reverse("drafting:detail", args=[edition.pk]),
    )


def _correction(edition, replaced):
    numbers = f"更正：{edition.doc_number}，替代{replaced.doc_number}，{edition.dated}。"
    return f"{numbers}更正说明：{edition.change_note.rstrip('。')}。"


def put_off(pk, issue_at, *, by):
    """Set another time for a signed edition to become public, or None for as soon as it is printed.

    Raise IllegalMove where it is public by now: only its end can be declared then.
    """
    with locked(pk) as edition:
        if edition.state != State.SIGNED:
            raise IllegalMove(f"这份通知处于“{edition.get_state_display()}”状态，不能再改印发时间。")
        before, edition.issue_at = edition.issue_at, issue_at
        if before == issue_at:
            return
        Edition.objects.filter(pk=pk).update(issue_at=issue_at)
        audit.record("notice-put-off", edition, by=by, before=_moment(before), after=_moment(issue_at))
    publish_due()


def _moment(at):
    return at.isoformat(timespec="minutes") if at else "文件生成后即印发"

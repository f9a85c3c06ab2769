"""Confirming that an edition is there: by who received it, here; or on paper, recorded by who sent it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, messages
from organizations.access import Right
from organizations.models.acted import LONGEST

from ..models import Receipt
from ..moves import IllegalMove

CONFIRMED = "这份通知已经签收，不必再办。"
NONE_KEPT = "代收的单位都已签收，没有需要办理的。"
NOT_OWED = "这份通知抄送贵单位知悉，不需要签收。"
WITHDRAWN = "这份通知已经撤销，不必签收。"
REPLACED = "这一版已被更正版本替代，请签收现行的版本。"


# --- who ----------------------------------------------------------------------------------------------------------


def may_confirm(actor, receipt):
    """Whether the actor could confirm it: for the department that it was sent to, or for the one that keeps it.

    The sender itself never confirms what it sent: where it is the next level up, paper is brought.
    """
    return any(access.may(actor, Right.RECEIVE, each) for each in receipt.receivers)


def require_receiver(actor, receipt):
    """Raise PermissionDenied with a sentence that says who could, unless the actor may confirm it."""
    if may_confirm(actor, receipt):
        return
    who = access.who_could(Right.RECEIVE, receipt.department)
    is_sender = actor.department and actor.department.pk == receipt.edition.notice.host_id
    raise PermissionDenied(f"{who}发文单位取得纸质签收的，可以登记。" if is_sender else who)


# --- acts ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def confirm(receipt, *, by):
    """签收 for the department that the actor acts for: the addressed one, or the one that keeps it. Raise IllegalMove."""
    row = _held(receipt)
    if refusal := refusal_of(row):
        raise IllegalMove(refusal)
    _close(row, by, "notice-receive")
    _settle([row])


@transaction.atomic
def confirm_kept(edition, *, by):
    """签收 for all departments for which the actor's keeps this edition; return for how many. Raise IllegalMove for none."""
    rows = Receipt.objects.owed().kept_by(by.department).filter(edition=edition).order_by("pk")
    rows = list(rows.select_for_update(of=("self",)).select_related("edition__notice"))
    if not rows:
        raise IllegalMove(NONE_KEPT)
    for row in rows:
        _close(row, by, "notice-receive")
    _settle(rows)
    return len(rows)


@transaction.atomic
def record_on_paper(receipt, *, by, signer, day, scan, digest):
    """Record, for the sender, who confirmed it on paper. scan: the name of the stored file. Raise IllegalMove."""
    row = _held(receipt)
    if refusal := refusal_of(row):
        raise IllegalMove(refusal)
    paper = {"is_on_paper": True, "paper_signer": signer, "paper_day": day, "scan": scan, "scan_sha256": digest}
    _close(row, by, "notice-receive-paper", **paper)
    _settle([row])


def refusal_of(receipt):
    """Return why a receipt is not to be confirmed as it stands, in a sentence; nothing where it is."""
    if receipt.duty == Receipt.Duty.NOTHING:
        return NOT_OWED
    if receipt.confirmed_at:
        return CONFIRMED
    if receipt.edition.notice.is_withdrawn:
        return WITHDRAWN
    return REPLACED if receipt.edition.is_replaced else ""


def _held(receipt):
    """Return a receipt as it is by now, whose row nobody else writes to the end of the transaction."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("edition__notice")
    return rows.get(pk=receipt.pk)


def _close(row, by, act, **paper):
    facts = {"confirmed_as": by.name[:LONGEST], "confirmed_for": by.department, "confirmed_at": timezone.now()}
    facts |= {"user": by.user, "on_behalf_of": by.on_behalf_of}
    Receipt.objects.filter(pk=row.pk).update(**facts, **paper)
    audit.record(act, row, by=by, after=row.edition.digest)


def _settle(rows):
    """Take as read what asked for these, by all who could have confirmed them: who was only told of it reads it herself. Two queries."""
    could = access.people_in(Right.RECEIVE, {key for row in rows for key in (row.department_id, row.keeper_id) if key})
    messages.settle_at([reverse("receiving:detail", args=[row.pk]) for row in rows], could)

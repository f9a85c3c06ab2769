"""Confirming that an edition is there: by who received it, here; or on paper, recorded by who sent it."""

from django.db import transaction
from django.utils import timezone

from organizations import audit, messages
from organizations.models.acted import LONGEST

from ..models import Receipt
from ..moves import IllegalMove

CONFIRMED = "这份通知已经签收，不必再办。"
NOT_OWED = "这份通知只是抄送，不需要签收。"


@transaction.atomic
def confirm(receipt, *, by):
    """签收 for the department that the actor acts for: the addressed one, or the one that keeps it. Raise IllegalMove."""
    facts = {"confirmed_as": by.name[:LONGEST], "confirmed_for": by.department}
    _close(receipt, by, "notice-receive", **facts)
    messages.settle(by.user, "receipt", receipt)


@transaction.atomic
def record_on_paper(receipt, *, by, signer, day, scan, digest):
    """Record, for the sender, who confirmed it on paper. scan: the name of the stored file. Raise IllegalMove."""
    paper = {"is_on_paper": True, "paper_signer": signer, "paper_day": day, "scan": scan, "scan_sha256": digest}
    facts = {"confirmed_as": by.name[:LONGEST], "confirmed_for": by.department}
    _close(receipt, by, "notice-receive-paper", **facts, **paper)


def _close(receipt, by, act, **facts):
    if receipt.duty == Receipt.Duty.NOTHING:
        raise IllegalMove(NOT_OWED)
    facts |= {"confirmed_at": timezone.now(), "user": by.user, "on_behalf_of": by.on_behalf_of}
    if not Receipt.objects.owed().filter(pk=receipt.pk).update(**facts):
        raise IllegalMove(_why_not(receipt))
    audit.record(act, receipt, by=by, after=receipt.edition.digest)


def _why_not(receipt):
    now = Receipt.objects.select_related("edition__notice").get(pk=receipt.pk)
    if now.confirmed_at:
        return CONFIRMED
    if now.edition.notice.is_withdrawn:
        return "这份通知已经撤销，不必签收。"
    return "这一版已被更正版本替代，请签收现行的版本。"

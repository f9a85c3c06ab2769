"""邀请: somebody without an account is asked by mail to join a department.

The token of an invitation is made in the moment in which its mail is sent, and stands nowhere but in that mail: the row
keeps its SHA-256, by which it is found. What is sent again has a new token, and the old one is none any more.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from . import audit, messages
from .memberships import Refused, appoint
from .models import Department, Invitation

LASTS = timedelta(days=7)
BETWEEN = timedelta(minutes=1)  # two clicks are one wish
KIND = "invitation"
OVER = "这份邀请已经使用、撤回或过期，请联系邀请人重新发出。"


def token_digest(token):
    """Return what is kept of a token. 256 random bits need no salt, and a look-up by hash tells nothing by its time."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token):
    """Return the invitation that a link leads to, whatever became of it; None where there is none."""
    rows = Invitation.objects.select_related("department", "invited_by").prefetch_related("department__names")
    return rows.filter(token_digest=token_digest(token)).first()


@transaction.atomic
def invite(email, name, department, role, *, by, until=None):
    """Ask somebody to join a department in a role; return the Invitation. Its mail is owed like any other message.

    Raise Refused where the same is asked already.
    """
    Department.objects.select_for_update().get(pk=department.pk)
    asked = Invitation.objects.pending().filter(email__iexact=email, department=department, role=role)
    if asked.exists():
        raise Refused(f"已经以这一角色邀请过 {email}，可以在下面的列表中重新发送。")
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        department=department,
        role=role,
        until=until,
        invited_by=by.user,
        token_digest=token_digest(secrets.token_urlsafe(32)),  # nobody has it: the mail makes its own
        expires_at=timezone.now() + LASTS,
    )
    audit.record("invite", invitation, by=by, department=department, after=role)
    _owe_mail(invitation)
    return invitation


@transaction.atomic
def send_again(invitation, *, by):
    """Send an invitation once more, to be accepted within another seven days; return whether it was not just sent."""
    expires_at = timezone.now() + LASTS
    stale = Invitation.objects.pending().filter(pk=invitation.pk, expires_at__lt=expires_at - BETWEEN)
    is_mine = stale.update(expires_at=expires_at)
    if is_mine:
        invitation.expires_at = expires_at
        audit.record("invite-again", invitation, by=by, department=invitation.department)
        _owe_mail(invitation)
    return bool(is_mine)


@transaction.atomic
def withdraw(invitation, *, by):
    """Take an invitation back; return whether nobody had accepted it."""
    is_mine = Invitation.objects.pending().filter(pk=invitation.pk).update(revoked_at=timezone.now())
    if is_mine:
        audit.record("withdraw-invitation", invitation, by=by, department=invitation.department)
    return bool(is_mine)


@transaction.atomic
def accept(invitation, *, by):
    """Let a person, the Actor's user, join as she was invited to; return the Membership.

    Raise Refused where it was accepted, withdrawn or has expired, also in the same moment, and where she may not join.
    """
    facts = {"accepted_at": timezone.now(), "accepted_by": by.user}
    if not Invitation.objects.open().filter(pk=invitation.pk).update(**facts):
        raise Refused(OVER)
    department, giver = invitation.department, invitation.invited_by
    membership = appoint(by.user, department, invitation.role, by=by, giver=giver, until=invitation.until)
    audit.record("accept-invitation", invitation, by=by, department=department, after=invitation.role)
    subject = f"{by.user}已接受邀请，担任{department}“{invitation.get_role_display()}”"
    path = reverse("organizations:people-of", args=[department.pk])
    messages.owe([giver], "invitation-accepted", invitation, subject=subject, path=path, department=department)
    return membership


# --- mail ---------------------------------------------------------------------------------------------------------


def _owe_mail(invitation):
    subject = f"{invitation.department}邀请您加入质量月门户"
    occasion = f"{invitation.expires_at:%Y%m%dT%H%M%S%f}"
    messages.owe_address(invitation.email, KIND, invitation, subject=subject, occasion=occasion)


@messages.written_by(KIND)
def mail_text(message):
    """Return the text of an invitation's mail, with a token made for it. Nothing is owed to who cannot accept any more."""
    key = message.key.split(":")[2]
    invitation = Invitation.objects.open().select_related("department", "invited_by").filter(pk=key).first()
    token = secrets.token_urlsafe(32)
    if not Invitation.objects.open().filter(pk=key).update(token_digest=token_digest(token)):
        raise messages.NoLongerOwed
    address = settings.SITE_URL + reverse("organizations:invitation", args=[token])
    return render_to_string("mails/invitation.txt", {"invitation": invitation, "address": address})

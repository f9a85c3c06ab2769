"""邀请: somebody is asked to join a department, and nothing is changed until she says yes.

Who has an account is asked by a message that leads to a page of her own; who has none, or is known by an address only, by mail.

The token of an invitation is made in the moment in which its mail is sent, and stands nowhere but in that mail: the row
keeps its SHA-256, by which it is found. What is sent again has a new token, and the old one is none any more.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from . import access, audit, messages
from .access import Right, reach
from .memberships import Refused, appoint, locked, may_be_appointed
from .models import Department, Invitation, Membership, User

LASTS = timedelta(days=7)
BETWEEN = timedelta(minutes=1)  # two clicks are one wish
KIND, TO_ACCOUNT = "invitation", "invitation-to-account"
OVER = "这份邀请已经使用、撤回或过期，请联系邀请人重新发出。"
NOT_VOUCHED = "邀请人已不再管理该单位，请联系单位管理员重新邀请。"


def token_digest(token):
    """Return what is kept of a token. 256 random bits need no salt, and a look-up by hash tells nothing by its time."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token):
    """Return the invitation that a link leads to, whatever became of it; None where there is none."""
    rows = shown(Invitation.objects).select_related("invited_by")
    return rows.filter(token_digest=token_digest(token)).first()


def shown(rows):
    """Return the rows as pages need them: with their departments, and whether who gave each could do so today."""
    rows = rows.annotate(is_vouched=access.vouched()).select_related("department")
    return rows.prefetch_related("department__names")


@transaction.atomic
def give_or_ask(user, department, role, *, by, until=None):
    """Give a role to a person who has an account; return the Membership, or the Invitation where she has to say yes first.

    Only who works in the actor's reach already is given another role at once. Raise Refused where she may have none.
    """
    user = locked(user)  # before it is asked where she works: a role is given and ended under the same lock
    if Membership.objects.unended().filter(user=user, department__in=reach(by, Right.MANAGE)).exists():
        return appoint(user, department, role, by=by, until=until)
    may_be_appointed(user, department, by.user)
    return _ask(department, role, by, user.username, email=user.email, name=user.name, until=until, invitee=user)


@transaction.atomic
def invite(email, name, department, role, *, by, until=None):
    """Ask somebody by mail to join a department in a role; return the Invitation. The mail is owed like any other message.

    Raise Refused where the same is asked already.
    """
    return _ask(department, role, by, email, email=email, name=name, until=until, invitee=None)


def _ask(department, role, by, whom, **facts):
    Department.objects.select_for_update().get(pk=department.pk)
    same = {"invitee": facts["invitee"]} if facts["invitee"] else {"invitee": None, "email__iexact": facts["email"]}
    if Invitation.objects.pending().filter(access.vouched(), department=department, role=role, **same).exists():
        raise Refused(f"已经以这一角色邀请过 {whom}，可以在“人员”页面的列表中重新发送。")
    invitation = Invitation.objects.create(
        department=department,
        role=role,
        invited_by=by.user,
        token_digest=token_digest(secrets.token_urlsafe(32)),  # nobody has it: a mail makes its own
        expires_at=timezone.now() + LASTS,
        **facts,
    )
    audit.record("invite", invitation, by=by, department=department, after=role)
    _tell(invitation)
    return invitation


@transaction.atomic
def send_again(invitation, *, by):
    """Send an invitation once more, to be accepted within another seven days; return whether it was not just sent.

    Who sends it answers for it from now on.
    """
    expires_at = timezone.now() + LASTS
    stale = Invitation.objects.pending().filter(pk=invitation.pk, expires_at__lt=expires_at - BETWEEN)
    is_mine = stale.update(expires_at=expires_at, invited_by=by.user)
    if is_mine:
        invitation.expires_at, invitation.invited_by = expires_at, by.user
        audit.record("invite-again", invitation, by=by, department=invitation.department)
        _tell(invitation)
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

    Raise Refused where it was accepted, withdrawn or has expired, also in the same moment, where it is another account's,
    where who gave it could not do so any more, and where she may not join.
    """
    facts = {"accepted_at": timezone.now(), "accepted_by": by.user}
    hers = Invitation.objects.open().filter(Q(invitee=None) | Q(invitee=by.user), pk=invitation.pk)
    if not hers.update(**facts):
        raise Refused(OVER)
    vouched = Invitation.objects.filter(access.vouched(), pk=invitation.pk).select_related("invited_by").first()
    if vouched is None:
        raise Refused(NOT_VOUCHED)
    department, giver = invitation.department, vouched.invited_by  # who sent it last, were it a moment ago
    membership = appoint(by.user, department, invitation.role, by=by, giver=giver, until=invitation.until)
    audit.record("accept-invitation", invitation, by=by, department=department, after=invitation.role)
    _answer(invitation, "invitation-accepted", f"{by.user}已接受邀请，担任", by)
    return membership


@transaction.atomic
def decline(invitation, *, by):
    """Say no to an invitation to one's account or address; return whether it could still be answered."""
    hers = Invitation.objects.pending().to(by.user).filter(pk=invitation.pk)
    is_mine = hers.update(declined_at=timezone.now())
    if is_mine:
        audit.record("decline-invitation", invitation, by=by, department=invitation.department)
        _answer(invitation, "invitation-declined", f"{by.user}谢绝了邀请，不担任", by)
    return bool(is_mine)


def _answer(invitation, kind, words, by):
    """Tell who invited what became of it; nothing more is asked of who answered."""
    messages.settle(by.user, TO_ACCOUNT, invitation)
    department = invitation.department
    subject = f"{words}{department}“{invitation.get_role_display()}”"
    path = reverse("organizations:people-of", args=[department.pk])
    messages.owe([invitation.invited_by], kind, invitation, subject=subject, path=path, department=department)


# --- word of it ---------------------------------------------------------------------------------------------------


def _tell(invitation):
    if invitation.invitee:
        return _owe_message(invitation, [invitation.invitee])
    _owe_message(invitation, User.objects.filter(email__iexact=invitation.email), by_mail=False)
    return _owe_mail(invitation)


def _owe_message(invitation, people, by_mail=True):
    """Tell who has an account, among her messages and by mail: the page it leads to opens for nobody else."""
    department, role = invitation.department, invitation.get_role_display()
    expires = timezone.localtime(invitation.expires_at)
    body = (
        f"由{invitation.invited_by.name}邀请。您接受以后才会任职，{expires:%Y年%-m月%-d日 %H:%M}前有效。"
        "您如果不认识邀请人，可以谢绝，也可以不必理会。"
    )
    facts = {"path": reverse("organizations:invitation-mine", args=[invitation.pk]), "department": department}
    facts["occasion"] = f"{invitation.expires_at:%Y%m%dT%H%M%S%f}"
    subject = f"{department}邀请您担任“{role}”角色"
    messages.owe(people, TO_ACCOUNT, invitation, subject=subject, body=body, by_mail=by_mail, **facts)


def _owe_mail(invitation):
    subject = f"{invitation.department}邀请您加入质量月门户"
    occasion = f"{invitation.expires_at:%Y%m%dT%H%M%S%f}"
    messages.owe_address(invitation.email, KIND, invitation, subject=subject, occasion=occasion)


@messages.written_by(KIND)
def mail_text(message):
    """Return the text of an invitation's mail, with a token made for it. Nothing is owed to who cannot accept any more."""
    key = message.key.split(":")[2]
    invitation = (
        Invitation.objects.open().filter(access.vouched(), pk=key).select_related("department", "invited_by").first()
    )
    token = secrets.token_urlsafe(32)
    if not invitation or not Invitation.objects.open().filter(pk=key).update(token_digest=token_digest(token)):
        raise messages.NoLongerOwed
    address = settings.SITE_URL + reverse("organizations:invitation", args=[token])
    return render_to_string("mails/invitation.txt", {"invitation": invitation, "address": address})

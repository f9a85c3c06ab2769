"""What people do to their own accounts, from signing in to ending a session, leaves rows in the audit like any other act.

Attempts that fail leave one where they are at an account: until it is locked for that address, so that nobody floods the
audit. Of names that nobody has only lockout's record is kept.
"""

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.dispatch import receiver

from .. import acting, audit
from ..credentials import sessions
from ..models import AuditRow, User
from . import lockout

FAILED = AuditRow.Result.FAILED


def person(request, user):
    """Return the Actor of an act at one's own account: for no department, from where the request came."""
    return acting.Actor(user, address=acting.address_of(request))


@receiver(user_logged_in)
def signed_in(request, user, **facts):
    audit.record("sign-in", user, by=person(request, user))


@receiver(user_login_failed)
def not_signed_in(request=None, credentials=None, **facts):
    if getattr(request, "axes_failures_since_start", None) is None:  # it was refused unheard, and is not counted
        return
    user = User.objects.filter(username__iexact=lockout.name_of(request, credentials)).first()
    if user:
        audit.record("sign-in", user, by=person(request, None), result=FAILED)


@receiver(authentication_failed)
def wrong_code(request, user, **facts):
    audit.record("second-step-code", user, by=person(request, user), result=FAILED)


def new_password(request, user):
    """A password is chosen: by who is signed in, or by who followed the link for a forgotten one."""
    audit.record(
        "change-password" if request.user.is_authenticated else "reset-password", user, by=person(request, user)
    )


def at_own_account(act):
    """Return what records that the person of a request did `act` to her own account."""

    def record(request):
        audit.record(act, request.user, by=person(request, request.user))

    return record


set_up_second_step = at_own_account("set-up-second-step")
removed_second_step = at_own_account("remove-second-step")
made_new_codes = at_own_account("new-recovery-codes")
signed_out = at_own_account("sign-out")


def changed_address(request, before, after):
    digests = {"before": before and audit.sha256(before), "after": audit.sha256(after)}
    audit.record("change-address", request.user, by=person(request, request.user), **digests)


@transaction.atomic
def end_sessions(request, *, pk=None):
    """End one of the person's other sessions, or all of them; return how many."""
    count = sessions.end(request.user, pk=pk, but=request.session.session_key)
    if count:
        audit.record("end-own-sessions", request.user, by=person(request, request.user), after=str(count))
    return count

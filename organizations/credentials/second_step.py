"""第二步验证: a code from the person's phone, besides her password. Who acts for a government body must have it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from .. import audit
from ..models import Membership, PlatformRole
from . import sessions

TOTP = Authenticator.Type.TOTP


def has_second_step(user):
    return Authenticator.objects.filter(user=user, type=TOTP).exists()


def is_official(user):
    """Whether she acts for a government body, or for the platform."""
    return (
        user.is_staff
        or Membership.objects.active().filter(user=user).exists()
        or PlatformRole.objects.filter(user=user).exists()
    )


def second_step_missing(user):
    """Whether she must set up her second step before she does anything else."""
    return settings.SECOND_STEP == "required" and not has_second_step(user) and is_official(user)


@transaction.atomic
def reset_second_step(user, *, by):
    """Take away the second step of a person who lost her phone and her codes, and end her sessions. `by` an Actor.

    She sets it up anew when she signs in next. Return whether she had one.
    """
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    sessions.end(user)
    if deleted:
        audit.record("reset-second-step", user, by=by)
    return bool(deleted)

"""锁定: who failed too often under one name from one address has to wait. axes counts and keeps the record."""

from contextlib import contextmanager
from unicodedata import normalize

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q
from django.shortcuts import render
from django.utils import timezone

from .. import acting, audit, names
from ..models import User

LONGEST = 255  # characters that the record has room for
LOCK = 20260901  # which of the advisory locks of the database are attempts to sign in


def name_of(request, credentials=None):
    """Return the name under which this attempt is counted: one for each account, however it was spelled."""
    typed = credentials or {}
    return counted_as(request, typed.get("username") or typed.get("email") or request.POST.get("login", ""))


def counted_as(request, typed):
    """Return the user name of the account that was meant, by user name or by address, or what was typed where none is.

    It is asked several times in a request, and looked up once.
    """
    known = request.__dict__.setdefault("counted_as", {})
    if typed not in known:
        known[typed] = _account(tidy(typed))
    return known[typed]


def _account(name):
    fits = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk")
    return next((own_name(user) for user in fits), name)


def own_name(user):
    """Return the name under which attempts on an account are counted."""
    return tidy(user.get_username())


def tidy(name):
    """Return a name as it is looked up: full-width letters, upper case and what cannot be seen make no other one of it."""
    return names.tidy(normalize("NFKC", name)).lower()[:LONGEST]


@contextmanager
def one_at_a_time(request, credentials):
    """Hear the attempts under one name one after another, each with those before it counted, from however many addresses.

    PostgreSQL's lock goes with the transaction, in which what the attempt leaves is stored; SQLite lets one transaction
    write at a time anyway.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, name_of(request, credentials)])
        yield


def address_of(request):
    return acting.address_of(request)


def until(request, credentials=None):
    """Return when a locked-out person may try again."""
    tries = AccessAttempt.objects.filter(username=name_of(request, credentials), ip_address=address_of(request))
    last = tries.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + get_cool_off(request)


def answer(request, response=None, credentials=None):
    """Say until when, whoever it is: also to a name that nobody has."""
    end = until(request, credentials)
    context = {"until": end, "limit": settings.AXES_FAILURE_LIMIT}
    refusal = render(request, "account/locked.html", context, status=429)
    refusal["Retry-After"] = max(1, int((end - timezone.now()).total_seconds()))
    return refusal


def in_force():
    """Return the records of those who are locked out now: a queryset."""
    since = timezone.now() - get_cool_off()
    rows = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=since)
    return rows.order_by("-attempt_time")


@transaction.atomic
def release(attempt, *, by):
    """Let somebody who is locked out try again at once; return whether she still was."""
    audit.record("release-lockout", attempt, by=by)
    return bool(AccessAttempt.objects.filter(pk=attempt.pk).delete()[0])

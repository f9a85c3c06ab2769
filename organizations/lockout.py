"""锁定: who failed too often under one name from one address has to wait. axes counts and keeps the record."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone

from . import acting, audit

LONGEST = 255  # characters that the record has room for


def name_of(request, credentials=None):
    """Return what was typed as the name, so that its upper case and spaces make no other name of it."""
    return tidy((credentials or {}).get("username") or request.POST.get("login", ""))


def tidy(name):
    return name.strip().lower()[:LONGEST]


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

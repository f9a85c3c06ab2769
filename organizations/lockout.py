"""锁定: who failed too often under one name from one address has to wait. axes counts and keeps the record."""

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.shortcuts import render
from django.utils import timezone

from . import acting

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

"""会话: how long somebody counts as present, where she is signed in, and how that ends."""

import time
from dataclasses import dataclass
from importlib import import_module

from allauth.account.signals import user_logged_in as allauth_logged_in
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .. import keeping
from .devices import device

BEGAN, SEEN = "began", "seen"  # seconds since 1970, in the session
BEAT = 60  # seconds: being seen is written down so often at most
SENTENCES = {
    "idle": f"您离开超过{settings.IDLE_MINUTES}分钟，登录已结束，请重新登录。",
    "long": f"登录已满{settings.SESSION_COOKIE_AGE // 3600}小时，为了安全请重新登录。",
}


def watch(get_response):
    """End the session of who went away, or was there all day; keep what signed-in people see out of every cache."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return get_response(request)
        if SESSION_KEY in request.session:
            _look(request)
        response = get_response(request)
        return unshared(response) if SESSION_KEY in request.session else response

    return middleware


def _look(request):
    why = over(request.session)
    if why:
        leave(request, why)
    elif time.time() - request.session.get(SEEN, 0) >= BEAT:
        seen(request)


def over(session):
    """Return why a session is over ("idle", "long"), or "" while it is not."""
    now = time.time()
    if now - session.get(SEEN, now) > settings.IDLE_MINUTES * 60:
        return "idle"
    return "long" if now - session.get(BEGAN, now) > settings.SESSION_COOKIE_AGE else ""


def leave(request, why):
    """End the session and say so. What is posted afterwards can be kept for the same person."""
    user = request.session[SESSION_KEY]
    logout(request)
    keeping.remember(request.session, user)
    if request.method in ("GET", "HEAD"):
        messages.warning(request, SENTENCES[why])


def seen(request):
    request.session[SEEN] = int(time.time())
    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)


@receiver(user_logged_in)
def begin(request, user, **facts):
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    keeping.only_for(request.session, user)


@receiver(allauth_logged_in)
def arrive(request, user, **facts):
    """Note where a person signed in, and forget where she no longer is."""
    rows = UserSession.objects.filter(user=user)
    rows.exclude(pk__in=[row.pk for row in alive(rows)]).delete()
    UserSession.objects.create_from_request(request)


@receiver(user_logged_out)
def forget(request, **facts):
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def unshared(response):
    """A page for one person: no cache keeps it, and a date that it shares with everybody's page would mislead."""
    if "public" not in response.get("Cache-Control", ""):
        response["Cache-Control"] = "private, no-store"
        response.headers.pop("Last-Modified", None)
    return response


def person(request):
    """Tell every template who is signed in. Nothing is asked for who brings no session, nor where nothing can be asked."""
    return {"person": SimpleLazyObject(lambda: _person(request))}


def _person(request):
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    try:
        return request.user if request.user.is_authenticated else None
    except DatabaseError:
        return None


# --- where a person is signed in ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignedIn:
    """One place where a person is signed in."""

    pk: int
    device: str
    address: str
    since: object
    seen_at: object
    is_here: bool


def of(user, here=""):
    """Return where a person is signed in, this place (its session key) first, then by when she was last there."""
    found = [
        SignedIn(row.pk, device(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == here)
        for row in alive(UserSession.objects.filter(user=user).order_by("-last_seen_at"))
    ]
    return sorted(found, key=lambda each: not each.is_here)


def alive(rows):
    """Return those of the rows whose session is still there, which neither knows by itself: two queries."""
    rows = list(rows)
    theirs = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now())
    keys = set(theirs.values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in keys]


def forget_ended():
    """Delete the rows whose session is gone, whoever's they are; return how many. A session is stored before its row is."""
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(there)).delete()[0]


@transaction.atomic
def end(user, *, pk=None, but=""):
    """End the sessions of a person: one by its key, or all but one (its session key). Return how many."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    rows = rows if pk is None else rows.filter(pk=pk)
    keys = list(rows.values_list("session_key", flat=True))
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store.get_model_class().objects.filter(session_key__in=keys).delete()
    rows.filter(session_key__in=keys).delete()
    return len(keys)

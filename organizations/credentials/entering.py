"""What comes before every page for people who sign in: the sign-in, the second step, a password that is not too old."""

from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from .. import keeping
from . import passwords
from .second_step import second_step_missing

LONGEST_WAY_BACK = 2000  # characters


def first(request):
    """Return the answer that has to come before the page, or None where the person may go on."""
    if answer := second_step_first(request):
        return answer
    if passwords.is_overdue(request.user):
        messages.warning(request, "密码使用已满规定的天数，请先更换密码。")
        return redirect("account_change_password")
    return None


def sign_in_first(request):
    """Lead a stranger to the sign-in page and back again. What she posted is shown and, where it can be, kept."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(here(request))
    page = came_from(request)
    is_kept = keeping.keep(request, page)
    way = reverse("account_kept") if is_kept else page
    context = {"fields": keeping.fields_of(request), "is_kept": is_kept, "way": way, "has_files": bool(request.FILES)}
    return render(request, "account/ended.html", context, status=403)


def here(request):
    """Return the address of this page, as the way back to it."""
    path = request.get_full_path()
    return path if len(path) <= LONGEST_WAY_BACK else request.path[:LONGEST_WAY_BACK]


def came_from(request):
    """Return the page of ours that a form was sent from."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return reverse("account")
    parts = urlsplit(page)
    path = "/" + parts.path.lstrip("/")  # two slashes would name another host
    return f"{path}?{parts.query}"[:LONGEST_WAY_BACK].rstrip("?")


def second_step_first(request):
    """Return the answer of who is not signed in, or lacks the second step that she must have; None for all others."""
    if not request.user.is_authenticated:
        return sign_in_first(request)
    if second_step_missing(request.user):
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': here(request)})}")
    return None


def known(view):
    """For the pages of the account itself: also while the password is too old, since that is changed there."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return second_step_first(request) or view(request, *args, **kwargs)

    return wrapped


def half_known(view):
    """For what is reached with the password alone where a second step is asked for: setting that up."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.user.is_authenticated else sign_in_first(request)

    return wrapped

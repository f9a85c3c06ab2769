"""大字版: the page in large text, for as long as the reader wants it. A cookie remembers it, not the database."""

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from organizations.methods import reads_only
from organizations.ways import WayBackField

from .errors import bad_request

COOKIE, LARGE, STANDARD = "display", "large", "standard"
LABELS = {LARGE: "大字版", STANDARD: "标准版"}
YEAR = 365 * 24 * 3600  # seconds
LONGEST_WAY_BACK = 2000  # characters


class WayBack(forms.Form):
    """Where the reader came from: a path of this site."""

    next = WayBackField(longest=3 * LONGEST_WAY_BACK)


@reads_only
def switch(request, size):
    """Set the size of text and go back."""
    form = WayBack(request.GET)
    if not form.is_valid():
        return bad_request(request)
    response = redirect(form.cleaned_data["next"] or "/")
    response["Cache-Control"] = "no-store"
    if size == LARGE:
        response.set_cookie(COOKIE, LARGE, max_age=YEAR, secure=settings.PRODUCTION, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response


def is_large(request):
    return request.COOKIES.get(COOKIE) == LARGE


def context(request):
    """Tell every template the size in force, and the way to the other one."""
    other = STANDARD if is_large(request) else LARGE
    return {
        "is_large": is_large(request),
        "other_display": {"label": LABELS[other], "address": address_of(other, request)},
    }


def address_of(size, request):
    """Return the link that changes to `size` and comes back to this page; from an overlong address, to its path."""
    here = request.get_full_path()
    if len(here) > LONGEST_WAY_BACK:
        here = request.path[:LONGEST_WAY_BACK]
    if request.path.startswith("/display/"):
        here = "/"
    return f"{reverse(f'pages:display-{size}')}?next={quote(here, safe='/')}"


def varies(get_response):
    """Have browsers and proxies ask again for each page, and keep the two sizes apart.

    A page in large text bears no Last-Modified: who asks by date alone must not be told that the other size is the
    same. Its ETag is made of its content and cannot be mistaken.
    """

    def middleware(request):
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            response.headers.setdefault("Cache-Control", "no-cache")
            if is_large(request):
                response.headers.pop("Last-Modified", None)
        return response

    return middleware

"""What an address answers to: pages that are only read, with a page that says so for every other method, and forms."""

from functools import wraps

from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

READING = ("GET", "HEAD")
takes_a_form = require_http_methods([*READING, "POST"])  # a page that shows a form and is where it is sent


class Refusal(HttpResponseNotAllowed):
    """405 with its page: what the address does answer to stands in `allowed`."""

    def __init__(self, request, allowed=READING):
        super().__init__(allowed, render(request, "405.html", {"allowed": allowed}).content)


def reads_only(view):
    """Refuse every method but GET and HEAD with 405 and its page."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method in READING:
            return view(request, *args, **kwargs)
        return Refusal(request)

    wrapped.csrf_exempt = True  # nothing is done, and 405 says more than a failed CSRF check
    return wrapped

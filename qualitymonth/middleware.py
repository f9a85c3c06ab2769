"""What holds for every answer of the site, whoever gives it: pages, the admin, static files and refusals."""

from django.conf import settings
from django.http import UnreadablePostError
from django.shortcuts import render
from django.urls import reverse

from organizations.methods import READING, Refusal

KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
NOT_USED = ("camera", "geolocation", "microphone", "payment", "usb")
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
}


def guard(get_response):
    """Set the headers that keep a browser safe, also where a middleware further in gave up before it set its own."""

    def middleware(request):
        response = get_response(request)
        for name, value in GUARDS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def answer_what_breaks_off(get_response):
    """Answer 408 to a request that broke off before it was whole: it is no mistake of the site's."""

    def middleware(request):
        return get_response(request)

    middleware.process_exception = broken_off
    return middleware


def broken_off(request, error):
    return render(request, "408.html", status=408) if isinstance(error, UnreadablePostError) else None


def refuse_unknown_methods(get_response):
    """Refuse TRACE, TRACK and what nobody has heard of; give every refusal of a method its page."""

    def middleware(request):
        if request.method not in KNOWN_METHODS:
            return Refusal(request, allowed_at(request.path))
        response = get_response(request)
        if response.status_code == 405 and not isinstance(response, Refusal):
            return Refusal(request, response["Allow"].split(", "))
        return response

    return middleware


def allowed_at(path):
    return (*READING, "POST") if path.startswith((reverse("admin:index"), reverse("account"))) else READING

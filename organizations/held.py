"""Pages that only one of the platform's administrators has: for everyone else they are not there."""

from functools import wraps

from django.http import Http404

from . import access
from .acting import signed_in


def only_for(right):
    """Lead strangers to the sign-in page; answer 404 to whoever has not this right of the platform."""

    def decorate(view):
        @signed_in
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if not access.may(request.actor, right):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate

"""Pages that only one of the platform's administrators has. That they are there is no secret: others learn whose they are."""

from functools import wraps

from . import access
from .acting import signed_in


def only_for(right):
    """Lead strangers to the sign-in page; answer 403, with who could, to whoever has not this right of the platform."""

    def decorate(view):
        @signed_in
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            access.require(request.actor, right)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate

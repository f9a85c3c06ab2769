"""The pages for a request that means nothing and for a mistake of ours. They ask nothing of the database."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def bad_request(request, exception=None):
    """400, also for a strange host name, too many fields and too large a form: the reader's display is kept."""
    return render(request, "400.html", {"is_too_large": isinstance(exception, RequestDataTooBig)}, status=400)


def forbidden(request, exception=None):
    """403, with the sentence that says who could, where there is one."""
    return render(request, "403.html", {"sentence": str(exception or "")}, status=403)


def server_error(request):
    """500: the site's own page, or a bare one where what makes the pages is itself broken."""
    try:
        return render(request, "500.html", status=500)
    except Exception:
        logger.exception("The page that says that something is broken is broken, too")
        return HttpResponseServerError(render_to_string("500_bare.html"))

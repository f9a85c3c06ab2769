"""核验: anybody may ask whether a file is ours and still holds. Nothing that she brings is kept."""

import threading

from django.http import UnreadablePostError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from organizations.methods import takes_a_form

from .forms import HashForm
from .verifying import MOST_BYTES, Hashing, verdict_on

AT_ONCE = threading.BoundedSemaphore(2)  # uploads that one process takes at a time
ROOM = 64 * 1024  # what a form sends around its file
BROKEN_OFF = "文件没有传完，没有核验。请再试一次，或者在本机算出文件核对码查询。"
RETRY_AFTER = 10  # seconds
TOO_LARGE = f"文件超过{MOST_BYTES // 2**20} MB，没有核验。本站的文件都远小于此，请检查是否选对了文件。"


@csrf_exempt  # nothing is done and nobody signed in: a cookie would only keep her from the pages that are kept
@takes_a_form
def verify(request):
    if request.method == "POST":
        return verify_upload(request)
    form = HashForm(request.GET) if "sha256" in request.GET else HashForm()
    if not form.is_valid():
        return page(request, form=form, status=400 if form.is_bound else 200)
    return page(request, form=form, verdict=verdict_on(form.cleaned_data["sha256"]))


def verify_upload(request):
    """Hash what comes in, piece by piece, without storing it; of many at once, some are asked to come again."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length[:18]) > MOST_BYTES + ROOM:
        return page(request, error=TOO_LARGE, status=400)
    if not AT_ONCE.acquire(blocking=False):
        answer = page(request, error="现在核验的人较多，请过一会儿再试，或填写文件的核对码查询。", status=503)
        answer["Retry-After"] = RETRY_AFTER
        return answer
    try:
        handler = Hashing(request)
        request.upload_handlers = [handler]
        request.FILES  # noqa: B018  reads the request
    except UnreadablePostError:
        return page(request, error=BROKEN_OFF, status=408)
    finally:
        AT_ONCE.release()
    if handler.is_too_large:
        return page(request, error=TOO_LARGE, status=400)
    if not handler.digest:
        return page(request, error="请选择要核验的文件；空文件不能核验。", status=400)
    return page(request, verdict=verdict_on(handler.digest), name=handler.name)


def page(request, *, form=None, verdict=None, name="", error="", status=200):
    context = {"form": form or HashForm(), "verdict": verdict, "name": name, "error": error}
    return render(request, "issuing/verify.html", context, status=status)

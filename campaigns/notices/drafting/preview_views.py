"""The preview of a draft: its pages as they will be printed, the PDF, and whether they conform to the standard."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import access
from organizations.acting import signed_in
from organizations.methods import reads_only

from ..models import Edition
from . import previewing
from .previewing import Preview

DATE = "date.present"  # a draft has no date: it is the day of the signature
LAYOUTS = {
    "2012": "GB/T 9704-2012",
    "letter": "GB/T 9704-2012 信函格式",
    "1999": "GB/T 9704-1999",
}


def seen(request, pk):
    return access.see(request.actor, Edition.objects.for_desk(), pk=pk)


@reads_only
@signed_in
def preview(request, pk):
    edition = seen(request, pk)
    now = previewing.preview_of(edition)
    shown, made = now, now.made()
    job = None if made else now.job()
    if made is None and (last := previewing.last_made(edition)):
        shown, made = last, last.made()
    context = {"edition": edition, "here": "preview", "job": job, "shown": shown, "is_now": shown == now, "made": made}
    context |= report(made) if made else {}
    return render(request, "drafting/preview.html", context)


def report(made):
    """Return what the page says of a report: what fails, what conforms, what is not there; whether the date is still to come."""
    by_result = {ok: [check for check in made["checks"] if check["ok"] is ok] for ok in (False, True, None)}
    failed = [check for check in by_result[False] if check.get("rule") != DATE]
    return {
        "failed": failed,
        "is_undated": len(failed) < len(by_result[False]),
        "passed": by_result[True],
        "absent": by_result[None],
        "standard": LAYOUTS[made["layout"]],
    }


@require_POST
@signed_in
def preview_ask(request, pk):
    previewing.ask(seen(request, pk), by=request.actor)
    return redirect("drafting:preview", pk)


@reads_only
@signed_in
def preview_file(request, pk, stamp):
    edition = seen(request, pk)
    name = f"{edition.title[:80]}（草稿）.pdf".replace("/", "／")
    return kept(Preview(edition.pk, stamp).name(".pdf"), "application/pdf", name)


@reads_only
@signed_in
def preview_page(request, pk, stamp, number):
    edition = seen(request, pk)
    return kept(Preview(edition.pk, stamp).name(f"-{number}.png"), "image/png", f"第{number}页.png")


def kept(name, content_type, filename):
    """Answer with a file of a preview, which never changes while it is there; no cache but the reader's own keeps it."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(file, content_type=content_type, filename=filename)
    answer["Cache-Control"] = "private, max-age=3600, immutable"
    return answer

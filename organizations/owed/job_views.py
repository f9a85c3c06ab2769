"""任务: how far long work is, what it made, why it failed; and trying it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .. import jobs
from ..access import Right, may
from ..acting import signed_in
from ..methods import reads_only
from ..models import Job
from .job_forms import JobFilter, Watching

PER_PAGE = 30
AGAIN = 5  # seconds


def visible(request):
    seen = jobs.visible_to(request.actor).select_related("asked_by", "department")
    return seen.prefetch_related("department__names")


@reads_only
@signed_in
def job_list(request):
    form = JobFilter(request.GET)
    page = form.page_of(form.narrow(visible(request)), PER_PAGE) if form.is_valid() else None
    context = {"form": form, "page": page, "is_all": may(request.actor, Right.SYSTEM)}
    return render(request, "desk/jobs.html", context, status=400 if form.errors else 200)


@reads_only
@signed_in
def job_detail(request, pk):
    """The page of one job. Whoever runs no script may have it come again by itself, and stop that (WCAG 2.2.1)."""
    job = get_object_or_404(visible(request), pk=pk)
    form = Watching(request.GET)
    is_watched = form.is_valid() and form.cleaned_data["auto"] and not job.is_finished
    answer = show(request, job, is_watched=is_watched)
    if is_watched:
        answer["Refresh"] = str(AGAIN)
    return answer


def show(request, job, *, is_watched=False, refused="", status=200):
    may_retry = jobs.may_retry(request.actor, job)
    context = {"job": job, "may_retry": may_retry, "is_watched": is_watched, "seconds": AGAIN, "refused": refused}
    return render(request, "desk/job.html", context, status=status)


@require_POST
@signed_in
def job_retry(request, pk):
    job = get_object_or_404(visible(request), pk=pk)
    if not jobs.may_retry(request.actor, job):
        asker = f"提交人{job.asked_by.name}或" if job.asked_by else ""
        raise PermissionDenied(f"这件事由{asker}平台的系统管理员办理。")
    if job.state != Job.State.FAILED or not jobs.retry(job, by=request.actor):
        return show(request, job, refused="这项任务刚刚已重新提交，或已处理完毕。", status=409)
    messages.success(request, "已重新提交，正在等待处理。")
    return redirect(job)

"""收件箱: what is owed to the person who is signed in. Looking changes nothing: what is opened is read by a button."""

from django.contrib import messages as told
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from .. import messages
from ..acting import signed_in
from ..methods import reads_only
from ..paging import PageForm

PER_PAGE = 30


@reads_only
@signed_in
def inbox(request):
    form = PageForm(request.GET)
    rows = request.user.inbox.select_related("department").prefetch_related("department__names")
    context = {"form": form, "page": form.page_of(rows, PER_PAGE), "unread": request.user.inbox.unread().count()}
    return render(request, "desk/inbox.html", context, status=400 if form.errors else 200)


@require_POST
@signed_in
def message_open(request, pk):
    """Mark a message as read and lead to where it is dealt with."""
    message = get_object_or_404(request.user.inbox.all(), pk=pk)
    messages.read(request.user.inbox.filter(pk=pk))
    return redirect(message.path or "organizations:inbox")


@require_POST
@signed_in
def message_read(request, pk):
    get_object_or_404(request.user.inbox.all(), pk=pk)
    messages.read(request.user.inbox.filter(pk=pk))
    return back(request)


@require_POST
@signed_in
def read_all(request):
    count = messages.read(request.user.inbox.all())
    told.success(request, f"已将{count}条消息标为已读。" if count else "没有未读的消息。")
    return redirect("organizations:inbox")


def back(request):
    """Return to the page of the list that the person came from."""
    form = PageForm(request.POST)
    number = form.cleaned_data["page"] if form.is_valid() else None
    return redirect(f"{reverse('organizations:inbox')}{f'?page={number}' if number else ''}")

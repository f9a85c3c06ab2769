"""邮件: those of which the system administrator must settle what becomes of them."""

from django.contrib import messages as told
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from .. import messages
from ..access import Right
from ..held import only_for
from ..methods import reads_only
from ..models import Message
from ..paging import PageForm

PER_PAGE = 30
DONE_ALREADY = "这封邮件刚刚已处理，或正在发送。"


@reads_only
@only_for(Right.SYSTEM)
def mail_list(request):
    form = PageForm(request.GET)
    rows = Message.objects.unclear().select_related("recipient").order_by("-pk")
    context = {"form": form, "page": form.page_of(rows, PER_PAGE)}
    return render(request, "desk/mails.html", context, status=400 if form.errors else 200)


@require_POST
@only_for(Right.SYSTEM)
def mail_resend(request, pk):
    if messages.send_again(_one(pk), by=request.actor):
        told.success(request, "已重新提交，稍后发送。")
    else:
        told.error(request, DONE_ALREADY)
    return redirect("organizations:mails")


@require_POST
@only_for(Right.SYSTEM)
def mail_settle(request, pk):
    if messages.let_be(_one(pk), by=request.actor):
        told.success(request, "已记下，不再发送这封邮件。")
    else:
        told.error(request, DONE_ALREADY)
    return redirect("organizations:mails")


@require_POST
@only_for(Right.SYSTEM)
def mail_resend_failed(request):
    """Have all that failed sent once more, as after a day on which the mail server refused everything."""
    count = messages.send_again(Message.objects.filter(mail_state=Message.Mail.FAILED), by=request.actor)
    told.success(request, f"已重新提交{count}封，稍后发送。")
    return redirect("organizations:mails")


def _one(pk):
    found = Message.objects.exclude(mail_state=Message.Mail.NONE).filter(pk=pk)
    if not found.exists():
        raise Http404
    return found

"""The mails that the site has written on a machine of one's own, for whoever tries it out."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render

from ..methods import reads_only
from ..paging import PageForm
from . import mail_folder

PER_PAGE = 30


def on_ones_own_machine(view):
    """Answer 404 wherever else."""

    @reads_only
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not mail_folder.is_shown_to(request):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


@on_ones_own_machine
def written_mails(request):
    form = PageForm(request.GET)
    page = form.page_of(mail_folder.names(), PER_PAGE)
    mails = [mail for name in page.object_list for mail in reversed(mail_folder.mails(name))] if page else []
    context = {"form": form, "page": page, "mails": mails}
    return render(request, "mails/written_mails.html", context, status=400 if form.errors else 200)


@on_ones_own_machine
def written_mail(request, name):
    mails = mail_folder.mails(name)
    if not mails:
        raise Http404
    return render(request, "mails/written_mail.html", {"mails": mails})

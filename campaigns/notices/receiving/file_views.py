"""The files of a notice for whoever got it, also where they are not for everybody; no cache keeps them."""

from django.http import Http404
from django.urls import reverse

from organizations.acting import signed_in
from organizations.methods import reads_only

from ..file_views import serve_or_wait
from ..models import AttachmentFile
from .views import see


@reads_only
@signed_in
def receipt_file(request, pk, layout, format):
    """A print of the edition, as it was made."""
    receipt = see(request, pk)
    file = receipt.edition.files_made.get((format, layout))
    if file is None:
        raise Http404
    name = f"{receipt.edition.title}（{file.get_layout_display()}）.{file.format}"
    return served(request, receipt, file, name)


@reads_only
@signed_in
def receipt_attachment(request, pk, key):
    """An attachment that is a file."""
    receipt = see(request, pk)
    file = AttachmentFile.objects.filter(clause=key, clause__edition=receipt.edition_id).first()
    if file is None:
        raise Http404
    return served(request, receipt, file, file.name)


def served(request, receipt, file, name):
    back = reverse("receiving:detail", args=[receipt.pk])
    answer = serve_or_wait(request, receipt.edition.notice, file, name, file.made_at, back=back)
    answer["Cache-Control"] = "private, no-cache"
    return answer

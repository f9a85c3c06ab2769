"""The page of an edition on its way: what it says, how far it is, whose turn it is."""

from django.shortcuts import render

from organizations import access
from organizations.acting import signed_in
from organizations.methods import reads_only

from ..models import Edition
from ..outline import Outline


@reads_only
@signed_in
def draft_detail(request, pk):
    edition = access.see(request.actor, Edition.objects.for_desk(), pk=pk)
    context = {"edition": edition, "notice": edition.notice, "outline": Outline(edition.clauses.all())}
    return render(request, "drafting/draft_detail.html", context)

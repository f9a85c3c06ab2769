"""A clause and all that below it carry it, at the desk."""

from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode

from organizations.acting import signed_in
from organizations.methods import reads_only

from ..comparing import descent
from ..models import Clause
from . import boards, trace


@reads_only
@signed_in
def clause_trace(request, pk, anchor):
    board = boards.see_whole(request.actor, pk)
    notice = board.notice
    clause = get_object_or_404(Clause.objects.filter(edition=notice.current_id), anchor=anchor)
    clause.edition = notice.current
    form = trace.TraceFilter(request.GET, notice.is_national)
    page = trace.page_below(clause, form, request.actor)
    province = form.asked.get("province", "")
    context = {
        "board": board,
        "notice": notice,
        "clause": clause,
        "lines": descent.text_of(clause)[0],
        "levels": trace.summary(clause, request.actor, province),
        "form": form,
        "page": page,
        "place": urlencode({"province": province}) if province else "",
    }
    return render(request, "supervising/trace.html", context, status=400 if page is None else 200)

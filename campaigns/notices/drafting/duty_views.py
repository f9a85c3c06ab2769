"""The page of who carries out what: a table of clauses, with who leads and who supports."""

from django.contrib import messages
from django.shortcuts import redirect, render

from . import duties
from .facts_views import of_part, with_stamp
from .finding import near
from .overtaken import Overtaken


@of_part(duties.DutiesForm)
def duties_edit(request, edition):
    if request.method != "POST":
        return show(request, edition, duties.DutiesForm(edition))
    form = duties.DutiesForm(edition, request.POST)
    if not form.is_valid():
        return show(request, edition, form, status=400)
    try:
        duties.save(edition.pk, form.typed, form.cleaned_data["stamp"], by=request.actor)
    except Overtaken as error:
        return overtaken(request, edition, form, error.stored)
    messages.success(request, "已保存分工。")
    return redirect("drafting:duties", edition.pk)


def overtaken(request, edition, form, stored):
    both = []
    for clause in form.clauses:
        for part in duties.PARTS:
            theirs = "、".join(name for _, name in stored.get((clause.pk, part), []))
            mine = form.cleaned_data[duties.name_of(clause.pk, part)]
            if theirs != mine:
                both.append((f"{clause}，{part.label}", theirs or "（空）", mine or "（空）"))
    return show(request, edition, with_stamp(form, duties.stamp(stored)), status=409, both=both)


def show(request, edition, form, status=200, **context):
    host = edition.notice.host
    context |= {"edition": edition, "form": form, "here": "duties", "near": [host, *near(host)]}
    return render(request, "drafting/duties.html", context, status=status)

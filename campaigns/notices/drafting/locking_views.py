"""The page of what those below must take over: the theme, spans of days, whole clauses, and words that somebody types."""

from django.contrib import messages
from django.shortcuts import redirect, render

from ..lineage.locks import binding
from . import locking
from .facts_views import of_part, with_stamp
from .overtaken import Overtaken


@of_part(locking.LocksForm)
def locks_edit(request, edition):
    if request.method != "POST":
        return show(request, edition, locking.LocksForm(edition))
    form = locking.LocksForm(edition, request.POST)
    if not form.is_valid():
        return show(request, edition, form, status=400)
    try:
        locking.save(edition.pk, *form.typed, form.cleaned_data["stamp"], by=request.actor)
    except Overtaken:
        return overtaken(request, edition, form)
    messages.success(request, "已保存锁定。")
    return redirect("drafting:locks", edition.pk)


def overtaken(request, edition, form):
    """Show what both chose; what was chosen stands in the form, and is saved where the person saves once more."""
    edition.refresh_from_db(fields=["locks_theme"])
    stored, (theme, typed) = locking.stored_of(edition), form.typed
    both = [("主题", _said_theme(edition.locks_theme), _said_theme(theme))] if edition.locks_theme != theme else []
    for clause in form.clauses:
        theirs, mine = stored.get(clause.pk, []), typed.get(clause.pk, [])
        if set(theirs) != set(mine):
            both.append((locking.said(clause), _said(theirs), _said(mine)))
    form = with_stamp(form, locking.stamp(edition.locks_theme, stored))
    return show(request, edition, form, status=409, both=both)


def _said_theme(is_locked):
    return "锁定" if is_locked else "不锁定"


def _said(locks):
    return "、".join(f"“{words}”" if words else "整条" for words in locks) or "不锁定"


def show(request, edition, form, status=200, **context):
    context |= {"edition": edition, "form": form, "here": "locks", "bound": binding(edition)}
    return render(request, "drafting/locks.html", context, status=status)

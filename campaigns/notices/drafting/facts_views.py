"""The page of a draft's facts: who issues it, and all that is no clause of it."""

from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.methods import takes_a_form

from ..refusal import Refused
from . import facts
from .editor_views import of_draft
from .facts_forms import FactsForm, label_of, said
from .finding import asked_for, found, near
from .overtaken import Overtaken
from .rows import Act, FindForm, after_act, with_another


def of_part(form_of):
    """As of_draft, for a page with a form of its own: where the draft is closed, what was typed is shown, too."""

    def decorated(view):
        @wraps(view)
        def wrapped(request, pk, *args, **kwargs):
            request.typed_form = form_of
            return of_draft(view)(request, pk, *args, **kwargs)

        return takes_a_form(wrapped)

    return decorated


@of_part(FactsForm)
def facts_edit(request, edition):
    if request.method != "POST":
        return show(request, edition, FactsForm(edition))
    form = FactsForm(edition, request.POST)
    if not form.is_valid():
        return show(request, edition, form, status=400)
    act = Act(request.POST.get("do", ""))
    try:
        find = store(request, edition, form, act)
    except Overtaken as error:
        return overtaken(request, edition, form, error.stored)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, edition, form, status=400)
    address = reverse("drafting:facts", args=[edition.pk])
    return redirect(f"{address}?{urlencode({'find': find})}#found" if find else f"{address}#saved")


def store(request, edition, form, act):
    """Save what was typed, with the act done; return what is still to be looked for. Raise Overtaken, Refused."""
    typed, find = form.typed, form.cleaned_data["find"]
    issuers = after_act(typed["issuers"], act, fixed=1)
    meant = _meant(act, find, edition.notice.host)
    if meant and not _is_there(meant, issuers):
        issuers = with_another(issuers, meant, meant[1])
    typed["issuers"] = issuers
    facts.save(edition.pk, typed, form.cleaned_data["stamp"], by=request.actor)
    messages.success(request, f"已保存，{meant[1]}已列入发文机关。" if meant else "已保存。")
    return find if act.name == "find" and find and not meant else ""


def _meant(act, find, host):
    """Return the organ that a button asks for, as [key or None, name], or None."""
    if act.name == "type" and find:
        return [None, find]
    department = asked_for(act, find, host)
    return [department.pk, str(department)] if department else None


def _is_there(meant, issuers):
    return any(meant[0] == key if meant[0] else meant[1] == name for key, name in issuers)


def overtaken(request, edition, form, stored):
    """Show what both wrote; what was typed stands in the form, and is saved where the person saves once more."""
    both = [
        (label_of(name), said(name, stored[name]), said(name, mine))
        for name, mine in form.typed.items()
        if mine != stored[name]
    ]
    form = with_stamp(form, FactsForm(edition).initial["stamp"])
    return show(request, edition, form, status=409, both=both)


def with_stamp(form, stamp):
    """Let a bound form send the stamp of what stands there now."""
    form.data = form.data.copy()
    form.data["stamp"] = stamp
    return form


def show(request, edition, form, status=200, **context):
    host = edition.notice.host
    context |= {"edition": edition, "form": form, "here": "facts", "near": near(host), **looked_for(request, host)}
    form.initial["find"] = context.get("find", "")
    return render(request, "drafting/facts.html", context, status=status)


def looked_for(request, host):
    """Return what the page shows of the departments that were looked for."""
    form = FindForm(request.GET)
    if not form.is_valid() or not form.cleaned_data["find"]:
        return {}
    find = form.cleaned_data["find"]
    return {"find": find, "found": found(find, host)}

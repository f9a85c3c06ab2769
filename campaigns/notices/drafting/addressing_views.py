"""The page of those whom a draft is for: rows to arrange, and the line that is printed of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.partial_dates import in_chinese

from ..refusal import Refused
from . import addressing, classes
from .addressing import Place, Row, printed
from .addressing_forms import AddressForm
from .facts_views import looked_for, of_part, with_stamp
from .finding import asked_for, near
from .overtaken import Overtaken
from .rows import Act

NOTHING_SAID = {"class": "没有选择类别，没有增加机关。", "type": "没有填写文字，没有增加机关。"}


@of_part(AddressForm)
def addressees_edit(request, edition):
    if request.method != "POST":
        return show(request, edition, AddressForm(edition))
    form = AddressForm(edition, request.POST)
    if not form.is_valid():
        return show(request, edition, form, status=400)
    try:
        find = store(request, edition, form)
    except Overtaken as error:
        return overtaken(request, edition, form, error.stored)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(request, edition, form, status=400)
    address = reverse("drafting:addressees", args=[edition.pk])
    query = urlencode({"find": find, "place": form.cleaned_data["place"]})
    return redirect(f"{address}?{query}#found" if find else f"{address}#printed")


def store(request, edition, form):
    """Save what was typed, with the act done; return what is still to be looked for. Raise Overtaken, Refused."""
    said = request.POST.get("do", "")
    place, _, act = said.rpartition("_")
    rows, act = form.typed, Act(act)
    if place in rows:
        rows[place] = addressing.arranged(rows[place], act, form.host)
    add, into = meant(form, act), form.cleaned_data["place"] or Place.MAIN
    if add:
        rows[into] = addressing.added(rows[into], add, into)
    day = form.day_for(rows)
    addressing.save(edition.pk, rows, form.cleaned_data["stamp"], by=request.actor, adapt_by=day)
    said = "" if day in (None, edition.adapt_by) else f"贯彻期限为{day:%Y年%-m月%-d日}，请核对。"
    messages.success(request, f"{f'已保存，{add.text}已列入。' if add else '已保存。'}{said}")
    if not add and act.name in NOTHING_SAID:
        messages.warning(request, NOTHING_SAID[act.name])
    return form.cleaned_data["find"] if act.name == "find" and not add else ""


def meant(form, act):
    """Return the Row that a button asks for, or None."""
    find, host = form.cleaned_data["find"], form.host
    if act.name == "class" and form.to_add:
        level, line = form.to_add
        return Row(classes.proposal(host, level, line), addressing.Duty.ADAPT, level=level, line=line.pk)
    if act.name == "type" and find:
        return Row(find)
    department = asked_for(act, find, host)
    words = find if act.name == "find" else str(department)  # what was typed may be its short name
    return Row(words, department=department.pk) if department else None


def overtaken(request, edition, form, stored):
    """stored: (rows, day)."""
    rows, day = stored
    both = [
        (place.label, printed(rows[place], place) or "（空）", printed(mine, place) or "（空）")
        for place, mine in form.typed.items()
    ]
    if day != (mine := form.day_for(form.typed)):
        both.append((form["adapt_by"].label, _day_said(day), _day_said(mine)))
    return show(request, edition, with_stamp(form, addressing.stamp(rows, day)), status=409, both=both)


def _day_said(day):
    return in_chinese(day.isoformat()) if day else "（空）"


def show(request, edition, form, status=200, **context):
    host = edition.notice.host
    lines = [(place, form.rows[place], printed(form.stored[place], place)) for place in Place]
    facts = {"edition": edition, "form": form, "here": "addressees", "places": lines, "near": near(host)}
    context |= facts | looked_for(request, host) | {"is_read": is_read(edition, form)}
    context["unreached"] = list(classes.unreached(form.stored[Place.MAIN], host))
    if request.GET.get("place") in Place.values:
        form.initial["place"] = request.GET["place"]
    if context.get("find"):
        form.initial["find"] = context["find"]
    return render(request, "drafting/addressees.html", context, status=status)


def is_read(edition, form):
    """Whether what is shown was read from the text, and no person has arranged it yet."""
    return any(form.stored.values()) and not edition.addressed.exists()

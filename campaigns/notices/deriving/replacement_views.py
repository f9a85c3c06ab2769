"""The page of replacement proposals: the words in their places, before and after, and a yes or no to each."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations.methods import takes_a_form

from ..drafting.forms import NUL, STALE, Unseen
from . import proposing
from .views import of_adaptation

MOST = 40  # characters of a field of an entry
EXPIRED = "页面已经过期，请核对下面的建议，再办一次。"
CHANGED = "正文刚刚有改动，建议随之变了。请核对下面的建议，再办一次。"


class ReplacementsForm(forms.Form):
    """Which proposals are taken: the ticked ones, all, or none."""

    WAYS = (("chosen", "按勾选替换"), ("all", "全部采用"), ("none", "全部不采用"))

    do = forms.ChoiceField(choices=WAYS, error_messages=dict.fromkeys(("required", "invalid_choice"), STALE))
    seen = forms.CharField(
        max_length=20,
        widget=Unseen,
        error_messages=dict.fromkeys(("required", "max_length", "null_characters_not_allowed"), STALE),
    )

    def __init__(self, *args, found=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = {each.key for each in found}

    @property
    def taken(self):
        """The keys of what is taken; None for all. Keys of what is not there are nobody's."""
        ticked = self.keys & {*self.data.getlist("take")}
        return {"all": None, "none": set()}.get(self.cleaned_data["do"], ticked)


class EntryForm(forms.Form):
    """An entry of Edition.declined."""

    uid = forms.CharField(max_length=MOST, error_messages=dict.fromkeys(("required", "max_length"), STALE))
    words = forms.CharField(max_length=200, strip=False, error_messages={"null_characters_not_allowed": NUL})
    other = forms.CharField(max_length=200, strip=False, error_messages={"null_characters_not_allowed": NUL})

    @property
    def entry(self):
        return [self.cleaned_data[name] for name in ("uid", "words", "other")]


@takes_a_form
@of_adaptation
def replacement_list(request, edition):
    """Show what is proposed; take some of it and decline the rest."""
    found, declined = proposing.proposals(edition)
    if request.method != "POST":
        return show(request, edition, found, declined)
    form = ReplacementsForm(request.POST, found=found)
    if not form.is_valid():
        return show(request, edition, found, declined, form, status=400)
    done = proposing.decide(edition.pk, form.cleaned_data["seen"], form.taken, by=request.actor)
    if done is None:
        edition.refresh_from_db(fields=["title", "addressees", "declined"])
        return show(request, edition, *proposing.proposals(edition), form, status=409, alert=CHANGED)
    messages.success(request, f"已替换{done[0]}处，{done[1]}处不采用。")
    return redirect("replacing:list", edition.pk)


@require_POST
@of_adaptation
def reconsider(request, edition):
    form = EntryForm(request.POST)
    if not form.is_valid():
        return show(request, edition, *proposing.proposals(edition), status=400, alert=EXPIRED)
    proposing.reconsider(edition.pk, form.entry, by=request.actor)
    messages.success(request, f"“{form.cleaned_data['words']}”重新列入建议。")
    return redirect("replacing:list", edition.pk)


def show(request, edition, found, declined, form=None, status=200, alert=""):
    ticked = {*request.POST.getlist("take")} if form else {each.key for each in found if each.is_usual}
    context = {
        "edition": edition,
        "here": "replacements",
        "groups": grouped(found),
        "count": len(found),
        "declined": declined,
        "ticked": ticked,
        "seen": proposing.stamp(found),
        "form": form,
        "alert": alert,
    }
    return render(request, "deriving/replacements.html", context, status=status)


def grouped(found):
    """Return [(the clause or None, what it is called, its Proposals)] in the order of the text."""
    groups = ((uid, list(each)) for uid, each in groupby(found, key=lambda one: one.place.uid))
    return [(some[0].place.clause, proposing.HEAD.get(uid, ""), some) for uid, some in groups]

"""The editor: a page for the title and one for each clause, and an address for each act. All of it works by plain forms."""

from functools import partial, wraps
from itertools import takewhile

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from organizations.acting import signed_in
from organizations.keeping import fields_of
from organizations.methods import reads_only

from ..lineage.locks import LockBroken
from ..models import Clause, RemovedClause, Revision
from ..moves import IllegalMove
from . import clauses, heads
from .clauses import Typed
from .editor import Editor
from .forms import (
    AddForm,
    ClauseForm,
    ConfirmForm,
    DemoteForm,
    DoneForm,
    GoneForm,
    KindForm,
    NoFacts,
    RemoveForm,
    TitleForm,
)
from .merging import contested
from .overtaken import Overtaken
from .removing import removal_of
from .rights import Unconfirmed, confirming, fetch_draft
from .saving import refuse_closed
from .tree import ADDED, CannotArrange, Kind
from .undoing import UNDONE_BY, undo_of

JSON = "application/json"
ACTS = {  # what each act is called, and the form that takes what it needs
    "add": ("加一条", partial(AddForm, prefix="add")),
    "split": ("拆分", NoFacts),
    "join": ("合并", NoFacts),
    "up": ("上移", NoFacts),
    "down": ("下移", NoFacts),
    "demote": ("降一级", DemoteForm),
    "promote": ("升一级", NoFacts),
    "kind": ("改类别", partial(KindForm, prefix="be")),
    "remove": ("删去", partial(RemoveForm, prefix="leave")),
}
DONE = {  # what the clause to show next says was done, the act that takes it back, and what that is called there
    "add": ("已加一条，请填写。", "", ""),
    "split": ("已在换行处拆分，这是第一部分。", "join", "与后一条合并"),
    "join": ("已把后一条并入本条。要分开，请在分开的地方按回车键换行，再点“在换行处拆分”。", "", ""),
    "up": ("已上移。", "down", "撤销上移"),
    "down": ("已下移。", "up", "撤销下移"),
    "demote": ("已降一级。", "promote", "撤销降级"),
    "promote": ("已升一级。", "demote", "撤销升级"),
    "kind": ("已改类别。", "", ""),
}


def of_draft(view):
    """Give a view the draft that the person may write; where it is closed, or moved on meanwhile, say so with 409."""

    @wraps(view)
    def wrapped(request, pk, *args, **kwargs):
        edition = fetch_draft(request.actor, pk)
        try:
            refuse_closed(edition)
            with confirming(has_confirmed(request)):
                return view(request, edition, *args, **kwargs)
        except Unconfirmed as error:
            return unconfirmed(request, edition, error)
        except LockBroken as error:
            return locked(request, edition, error)
        except IllegalMove as error:
            return closed(request, edition, error)

    return signed_in(wrapped)


def has_confirmed(request):
    """Whether the person has said that she means to change a text that is out."""
    form = ConfirmForm(request.POST)
    return form.is_valid() and form.cleaned_data["confirmed"]


def unconfirmed(request, edition, error):
    """Say what the change would do, and offer both ways; what was typed goes with either."""
    if wants_json(request):
        return JsonResponse({"said": str(error), "overtaken": True}, status=409)
    edition.refresh_from_db(fields=["state", "text_hash", "asked_hash"])
    context = {
        "edition": edition,
        "fields": [(name, value) for name, value in fields_of(request) if name != "confirmed"],
        "typed": typed_words(request, edition),
        "has_file": bool(request.FILES),
    }
    return render(request, "drafting/unconfirmed.html", context, status=409)


def wants_json(request):
    return JSON in request.headers.get("Accept", "")


def closed(request, edition, error):
    """Say why the text is not written any more; what was typed stands there to be copied."""
    if wants_json(request):
        return JsonResponse({"said": str(error)}, status=409)
    context = {"edition": edition, "error": error, "typed": typed_words(request, edition)}
    return render(request, "drafting/closed.html", context, status=409)


def locked(request, edition, error):
    """Say what an upper notice has locked, wherever it was about to be changed; what was typed stands there to be copied."""
    if wants_json(request):
        return JsonResponse({"said": str(error)}, status=409)
    edition.refresh_from_db(fields=["title"])
    context = {
        "edition": edition,
        "error": error,
        "typed": typed_words(request, edition),
        "back": back(request, edition),
    }
    return render(request, "drafting/locked.html", context, status=409)


def back(request, edition):
    """Return the address of the page that an act was sent from: what takes a form itself, else the page of the draft."""
    return request.path if hasattr(request, "typed_form") else reverse("drafting:detail", args=[edition.pk])


def typed_words(request, edition):
    if request.method == "POST" and hasattr(request, "typed_form"):  # a page beside the editor
        return [field for field in request.typed_form(edition, request.POST).visible_fields() if field.value()]
    form = ClauseForm(request.POST) if request.method == "POST" else ClauseForm()
    return [form[name] for name in form.CONTESTED if form[name].value()]


def show(request, edition, key=None, status=200, done=None, **facts):
    editor = Editor(edition, key, **facts)
    context = {"editor": editor, "edition": edition, "done": done}
    return render(request, "drafting/editor.html", context, status=status)


# --- pages --------------------------------------------------------------------------------------------------------


@reads_only
@of_draft
def title_edit(request, edition):
    return show(request, edition)


@reads_only
@of_draft
def clause_edit(request, edition, key):
    try:
        return show(request, edition, key, done=done_of(edition, key, DoneForm(request.GET)))
    except Http404:
        removed = removal_of(edition, key)
        if removed is None:
            raise
    messages.warning(
        request,
        f"“{removed.gist}”已由{'您' if removed.user_id == request.user.pk else removed.actor_name}{'合并' if removed.is_joined else '删去'}。",
    )
    return redirect("drafting:edit", edition.pk)


def done_of(edition, key, form):
    """Return what an act that led here says: its words, and what takes it back with its address; None where none did."""
    if not form.is_valid() or form.cleaned_data["done"] not in DONE:
        return None
    words, act, label = DONE[form.cleaned_data["done"]]
    undo = form.cleaned_data["undo"]
    if undo is None and form.cleaned_data["done"] in UNDONE_BY:
        act = ""
    address = act and reverse(f"drafting:{act}", args=[edition.pk, key])
    return {"words": words, "label": label, "address": address, "release": undo}


# --- saving -------------------------------------------------------------------------------------------------------


@require_POST
@of_draft
def title_save(request, edition):
    form = TitleForm(request.POST)
    if not form.is_valid():
        return mistaken(request, edition, None, form)
    try:
        edition = edition if form.gives_way else heads.save(edition.pk, form.typed, form.base, by=request.actor)
    except Overtaken as error:
        stored = {name: getattr(error.stored, name) for name in form.CONTESTED}
        return overtaken(request, edition, form, stored)
    except LockBroken as error:
        form.add_error("theme", str(error))
        return mistaken(request, edition, None, form)
    if wants_json(request):
        return JsonResponse({"saved": f"{localtime():%H:%M}", "base": form.typed})
    return redirect("drafting:edit", edition.pk)


@require_POST
@of_draft
def clause_save(request, edition, key):
    form = ClauseForm(request.POST)
    if not form.is_valid():
        return mistaken(request, edition, key, form)
    try:
        clause = None if form.gives_way else clauses.save(edition.pk, key, typed_in(form), by=request.actor)
    except (Overtaken, Clause.DoesNotExist) as error:
        return overtaken_or_gone(request, edition, key, form, error)
    except LockBroken as error:
        form.add_error("heading" if form.typed["text"] == form.base["text"] else "text", str(error))
        return mistaken(request, edition, key, form)
    if wants_json(request):
        said = {"saved": f"{localtime():%H:%M}", "base": form.typed}
        return JsonResponse({**said, "version": clause.version} if clause else said)
    return redirect("drafting:clause", edition.pk, step_from(edition, key, form.cleaned_data["go"]))


def typed_in(form):
    facts = form.cleaned_data
    return Typed(facts["heading"], facts["text"], facts["version"], facts["shape"])


def step_from(edition, key, go):
    """Return the key of the clause before or behind, the same where there is none."""
    keys = list(edition.clauses.order_by("position").values_list("pk", flat=True))
    at = keys.index(key) + {"previous": -1, "next": 1}.get(go, 0) if key in keys else 0
    return keys[max(0, min(at, len(keys) - 1))] if keys else key


def mistaken(request, edition, key, form):
    """Show what was typed again, with what is wrong with it."""
    if key and not edition.clauses.filter(pk=key).exists():
        return gone(request, edition, key, form)
    if wants_json(request):
        said = "".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse({"said": said}, status=400)
    return show(request, edition, key, form=form, status=400)


def overtaken_or_gone(request, edition, key, form, error, act=""):
    if isinstance(error, Clause.DoesNotExist):
        return gone(request, edition, key, form)
    stored = {name: getattr(error.stored, name) for name in form.CONTESTED}
    return overtaken(request, edition, form, stored, error.stored, act)


def overtaken(request, edition, form, stored, clause=None, act=""):
    """Show both texts, and one made of both: nothing is saved until the person has chosen."""
    who = who_else(request, edition, clause)
    if wants_json(request):
        return JsonResponse({"said": f"您编辑时，{who}也改了这里。", "overtaken": True}, status=409)
    context = {
        "edition": edition,
        "clause": clause,
        "who": who,
        "form": form,
        "act": act,
        "contested": contested(form, stored),
        "stored": stored,
    }
    return render(request, "drafting/overtaken.html", context, status=409)


def who_else(request, edition, clause=None):
    """Say who was faster, of a clause or of the title: a colleague by name where that is known, or herself in another window."""
    key, name = (clause.saved_by_id, clause.saver_name) if clause else titled_by(edition)
    return "您在另一窗口" if key == request.user.pk else name or "同事"


def titled_by(edition):
    """Return the key and the name of who gave an edition its title or theme as they are now. Two queries."""
    rows = edition.revisions.order_by("-number").values_list("pk", "content__fields__title", "content__fields__theme")
    same = takewhile(lambda row: row[1:] == (edition.title, edition.theme), rows)
    row = Revision.objects.defer("content").filter(pk=min((pk for pk, *_ in same), default=None)).first()
    return (row.user_id, row.actor_name) if row else (None, "")


def gone(request, edition, key, form):
    """Say who took the clause out; what was typed can go back with it. A clause that never was here is 404."""
    removed = removal_of(edition, key)
    if removed is None:
        raise Http404
    if wants_json(request):
        return JsonResponse(
            {"said": f"{who_removed(request, removed)}删去了本条，您的文字还没有保存。", "overtaken": True}, status=409
        )
    form = GoneForm({**form.data.dict(), "key": key})
    context = {"edition": edition, "removed": removed, "form": form, "who": who_removed(request, removed)}
    return render(request, "drafting/gone.html", context, status=409)


def who_removed(request, removed):
    return "您在另一窗口" if removed.user_id == request.user.pk else removed.actor_name


# --- acts ---------------------------------------------------------------------------------------------------------


def act_view(name):
    """Return the view of one act: what was typed is saved with it, and why it could not be done is said."""
    label, needs = ACTS[name]

    @require_POST
    @of_draft
    def view(request, edition, key):
        form, facts = ClauseForm(request.POST), needs(request.POST)
        if not form.is_valid():
            return mistaken(request, edition, key, form)
        if not facts.is_valid():
            said = f"没有办理“{label}”：{said_of(facts)}"
            return show(request, edition, key, status=400, form=form, facts=facts, alert=said)
        undo = undo_of(edition, key, name)
        try:
            shown, refusal = clauses.do(edition.pk, key, name, typed_in(form), by=request.actor, **facts.cleaned_data)
        except (Overtaken, Clause.DoesNotExist) as error:
            return overtaken_or_gone(request, edition, key, form, error, label)
        except LockBroken as error:
            said = f"没有办理“{label}”：{error}"
            return show(request, edition, key, status=409, form=form, facts=facts, alert=said)
        if refusal:
            return show(request, edition, key, status=409, facts=facts, alert=f"没有办理“{label}”：{refusal}")
        return after(request, edition, shown, name, undo)

    return view


def said_of(facts):
    """Say what is wrong with what an act needs: what is chosen from a list comes from another page."""
    reasons = facts.errors.get("reason", [])
    return "".join(reasons) or "请从列表中选择。"


def after(request, edition, shown, name, undo=None):
    """Go to the clause to show next, and say there what was done. A removal offers at once to take it back.

    undo: what undoing.undo_of says of the act.
    """
    address = redirect("drafting:clause", edition.pk, shown) if shown else redirect("drafting:edit", edition.pk)
    if name == "remove":
        address["Location"] += "#removed"
    elif shown:
        address["Location"] += f"?done={name}{'' if undo is None else f'&undo={undo}'}#clause"
    return address


@require_POST
@of_draft
def clause_append(request, edition):
    form = KindForm(request.POST)
    if not form.is_valid() or form.cleaned_data["kind"] not in ADDED:
        return show(request, edition, status=400, alert="没有办理“加一条”：请从列表中选择类别。")
    key = clauses.append(edition.pk, Kind(form.cleaned_data["kind"]), by=request.actor)
    return redirect("drafting:clause", edition.pk, key)


@require_POST
@of_draft
def clause_restore(request, edition, removed):
    """Put a clause back, with what somebody typed in it while it was being taken out."""
    row = RemovedClause.objects.filter(edition=edition, pk=removed).first()
    if row is None:
        raise Http404
    form = GoneForm(request.POST) if "text" in request.POST else None
    if form and not form.is_valid():
        context = {"edition": edition, "removed": row, "form": form, "who": who_removed(request, row)}
        return render(request, "drafting/gone.html", context, status=400)
    typed = (form.cleaned_data["key"], typed_in(form)) if form else ()
    try:
        key = clauses.restore(edition.pk, row, *typed, by=request.actor)
    except CannotArrange as refusal:
        return show(request, edition, status=409, alert=f"没有放回：{refusal}")
    except (Overtaken, Clause.DoesNotExist) as error:
        return overtaken_or_gone(request, edition, typed[0], form, error)
    messages.success(request, f"已放回“{row.gist}”。")
    return redirect("drafting:clause", edition.pk, key)

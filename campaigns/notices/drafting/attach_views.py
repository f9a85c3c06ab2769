"""The pages of a draft's attachments: the list, a table, a file; what is taken out can be put back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from organizations import access
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from ..file_views import serve_or_wait
from ..models import AttachmentFile, Clause, Edition, RemovedClause
from ..refusal import Refused
from . import attaching
from .attach_forms import AttachmentForm, FileForm, RenameForm, TableForm
from .editor_views import of_draft
from .tree import CannotArrange, Kind

SHOWN = 50  # rows of a table under its form
CHANGED = "您编辑时，同事也改了这个附件。您的内容没有保存，就在下面；请核对后再保存。"


@reads_only
@of_draft
def attachment_list(request, edition):
    return show(request, edition)


def show(request, edition, form=None, status=200, alert="", renamed=None):
    rows = entries(edition, renamed)
    context = {"edition": edition, "here": "attachments", "rows": rows, "alert": alert}
    context |= {"form": form or AttachmentForm(initial={"form": "text"}), "removed": attaching.removed(edition)}
    return render(request, "drafting/attachments.html", context, status=status)


def entries(edition, renamed=None):
    """Return of each attachment its head, the form to rename it, its tables, how many clauses, and its file or None. One query."""
    found = []
    for clause in edition.clauses.select_related("file").order_by("position"):
        if clause.kind == Kind.ATTACHMENT:
            form = RenameForm(initial={"title": clause.heading, "seen": clause.heading}, auto_id=f"id_{clause.pk}_%s")
            if renamed and renamed[0] == clause.pk:
                form = renamed[1]
            found.append({"head": clause, "form": form, "tables": [], "count": 0, "file": file_of(clause)})
        elif found and clause.kind == Kind.TABLE:
            found[-1]["tables"].append(clause)
        elif found:
            found[-1]["count"] += bool(clause.text or clause.heading)
    return found


def file_of(clause):
    return getattr(clause, "file", None)


def gone():
    return "这个附件已经不在，可能同事刚刚删去了。下面列有删去的附件，可以放回。"


# --- acts ---------------------------------------------------------------------------------------------------------


@require_POST
@of_draft
def attachment_add(request, edition):
    form = AttachmentForm(request.POST)
    if not form.is_valid():
        return show(request, edition, form, status=400)
    kind = form.cleaned_data["form"]
    try:
        key = attaching.add(edition.pk, form.cleaned_data["title"], kind, by=request.actor)
    except CannotArrange as refusal:
        return show(request, edition, form, status=409, alert=str(refusal))
    messages.success(request, f"已加附件“{form.cleaned_data['title']}”。")
    if kind == "text":
        return redirect("drafting:attachments", edition.pk)
    return redirect(f"drafting:attachment-{kind}", edition.pk, key)


@require_POST
@of_draft
def attachment_rename(request, edition, key):
    form = RenameForm(request.POST, auto_id=f"id_{key}_%s")
    if not form.is_valid():
        return show(request, edition, status=400, renamed=(key, form))
    title, seen = form.cleaned_data["title"], form.cleaned_data["seen"]
    try:
        if not attaching.rename(edition.pk, key, title, seen, by=request.actor):
            now = attaching.head_of(edition, key).heading
            alert = (
                f"您编辑时，同事把这个附件的名称改成了“{now}”。您填的是“{title}”，没有保存；要用您的，请再保存一次。"
            )
            again = RenameForm(initial={"title": title, "seen": now}, auto_id=f"id_{key}_%s")
            return show(request, edition, status=409, alert=alert, renamed=(key, again))
    except Clause.DoesNotExist:
        return show(request, edition, status=409, alert=gone())
    messages.success(request, "已保存名称。")
    return redirect("drafting:attachments", edition.pk)


def moving(act):
    """Return the view that moves an attachment up or down."""

    @require_POST
    @of_draft
    def view(request, edition, key):
        try:
            attaching.move(edition.pk, key, act, by=request.actor)
        except Clause.DoesNotExist:
            return show(request, edition, status=409, alert=gone())
        except CannotArrange as refusal:
            return show(request, edition, status=409, alert=str(refusal))
        return redirect("drafting:attachments", edition.pk)

    return view


@require_POST
@of_draft
def attachment_remove(request, edition, key):
    try:
        attaching.remove(edition.pk, key, by=request.actor)
    except Clause.DoesNotExist:
        return show(request, edition, status=409, alert=gone())
    return redirect("drafting:attachments", edition.pk)


@require_POST
@of_draft
def attachment_restore(request, edition, removed):
    try:
        row = attaching.restore(edition.pk, removed, by=request.actor)
    except RemovedClause.DoesNotExist:
        raise Http404 from None
    except CannotArrange as refusal:
        return show(request, edition, status=409, alert=str(refusal))
    messages.success(request, f"已放回“{row.gist}”。")
    return redirect("drafting:attachments", edition.pk)


# --- what it holds ------------------------------------------------------------------------------------------------


def found_or_404(edition, key):
    try:
        return attaching.head_of(edition, key)
    except Clause.DoesNotExist:
        raise Http404 from None


@takes_a_form
@of_draft
def attachment_table(request, edition, key):
    head = found_or_404(edition, key)
    clause = attaching.table_of(head)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm.of(clause)
    context = {"edition": edition, "here": "attachments", "head": head, "clause": clause, "form": form}
    context |= {"shown": clause and {**clause.table, "rows": clause.table["rows"][:SHOWN]}}
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "drafting/attachment_table.html", context, status=status)
    table, version = form.cleaned_data["table"], form.cleaned_data["version"]
    if not attaching.set_table(edition.pk, key, table, version, by=request.actor):
        context |= {"form": retyped(form, table, clause), "alert": CHANGED}
        return render(request, "drafting/attachment_table.html", context, status=409)
    messages.success(request, f"已保存表格，{len(table['rows'])}行，{len(table['header'])}列。")
    return redirect("drafting:attachment-table", edition.pk, key)


def retyped(form, table, clause):
    """Return a form that holds what was typed or brought, and saves it over what stands there now."""
    typed = TableForm.of(Clause(table=table))
    typed.initial["version"] = clause.version if clause else 0
    return typed


@takes_a_form
@of_draft
def attachment_file(request, edition, key):
    head = found_or_404(edition, key)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context = {"edition": edition, "here": "attachments", "head": head, "file": file_of(head), "form": form}
    if form.is_valid():
        try:
            attaching.set_file(edition.pk, key, form.cleaned_data["file"], by=request.actor)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, f"已上传“{form.cleaned_data['file'].name}”。")
            return redirect("drafting:attachments", edition.pk)
    status = 400 if form.is_bound else 200
    return render(request, "drafting/attachment_file.html", context, status=status)


@reads_only
@signed_in
def attachment_download(request, pk, key):
    """The file of a draft, for those who see the draft."""
    edition = access.see(request.actor, Edition.objects.for_desk(), pk=pk)
    file = AttachmentFile.objects.filter(clause=key, clause__edition=edition).first()
    if file is None:
        raise Http404
    answer = serve_or_wait(request, edition.notice, file, file.name, file.made_at)
    answer["Cache-Control"] = "private, no-cache"
    return answer

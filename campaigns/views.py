"""Campaigns on the desk: looked at, prepared, edited, cloned."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.acting import signed_in
from organizations.methods import reads_only, takes_a_form

from . import actions
from .describing import facts_of
from .editing import Editor
from .falling import falls
from .forms import CloneForm
from .leading import lead_department, leads_the_nation
from .models import Campaign
from .move_views import acts_of
from .moves import IllegalMove
from .workdays import incomplete_years

# --- to read ------------------------------------------------------------------------------------------------------


@reads_only
@signed_in
def campaign_list(request):
    rows = Campaign.objects.visible_to(request.actor).annotate(deadline_count=Count("deadlines")).order_by("-year")
    context = {"rows": rows, "may_prepare": may_prepare(request.actor), "this_year": timezone.localdate().year}
    return render(request, "campaigns/campaign_list.html", context)


@reads_only
@signed_in
def campaign_detail(request, pk):
    campaign = get_object_or_404(Campaign.objects.for_desk().visible_to(request.actor), pk=pk)
    dues = falls(campaign)
    context = {
        "campaign": campaign,
        "falls": dues,
        "unsure": incomplete_years({fall.on.year for fall in dues}),
        "history": history(campaign),
        "acts": acts_of(request.actor, campaign),
        "may_prepare": may_prepare(request.actor),
    }
    return render(request, "campaigns/campaign_detail.html", context)


def history(campaign):
    """Return the moves and changes of a campaign, the newest first."""
    rows = [each for kind in (campaign.moves, campaign.changes) for each in kind.select_related("by", "on_behalf_of")]
    return sorted(rows, key=lambda row: row.at, reverse=True)


# --- to prepare and edit ------------------------------------------------------------------------------------------


def may_prepare(actor):
    return leads_the_nation(actor) and access.may(actor, Right.DRAFT, actor.department)


def require_to_prepare(actor):
    """Raise PermissionDenied unless the actor drafts in a lead department of the nation."""
    if not may_prepare(actor):
        lead = lead_department()
        raise PermissionDenied(access.who_could(Right.DRAFT, lead) if lead else "还没有登记国家级牵头部门。")


def next_year():
    """Return the first year to come, this one included, that has no campaign yet."""
    taken = set(Campaign.objects.values_list("year", flat=True))
    year = timezone.localdate().year
    while year in taken:
        year += 1
    return year


@takes_a_form
@signed_in
def campaign_new(request):
    require_to_prepare(request.actor)
    year = next_year()
    september = {"starts_on": f"{year}-09-01", "ends_on": f"{year}-09-30"}
    blank = Campaign(year=year, name=f"{year}年全国质量月", **september)
    editor = Editor(blank, request.POST if request.method == "POST" else None)
    if editor.wants_to_save and editor.is_valid():
        try:
            campaign = actions.create(editor.form.facts, editor.rows.rows, by=request.actor)
        except IllegalMove as error:
            editor.form.add_error("year", str(error))
        else:
            messages.success(request, f"{campaign}已建立，启动前不对外公布。")
            return redirect(campaign)
    return show_editor(request, editor)


@takes_a_form
@signed_in
def campaign_edit(request, pk):
    campaign = access.fetch(request.actor, Right.DRAFT, Campaign.objects.for_desk(), pk=pk)
    editor = Editor(campaign, request.POST if request.method == "POST" else None)
    if campaign.is_archived:
        return archived(request, editor)
    if editor.wants_to_save and editor.is_valid() and save(editor, request.actor):
        messages.success(request, "已保存。")
        return redirect(campaign)
    return show_editor(request, editor)


def archived(request, editor):
    """Lead whoever wants to edit what is archived to its page; who has typed something keeps it before her."""
    if request.method != "POST":
        messages.error(request, actions.ARCHIVED)
        return redirect(editor.campaign)
    editor.is_valid()
    editor.form.add_error(None, actions.ARCHIVED)
    return show_editor(request, editor, 409)


def save(editor, actor):
    """Save what was typed; return whether it could be. What was not possible then stands in the editor."""
    form = editor.form
    told = {"version": form.cleaned_data["version"], "reason": form.cleaned_data.get("reason", "")}
    try:
        actions.edit(editor.campaign, form.facts, editor.rows.rows, by=actor, **told)
    except actions.Changed as error:
        editor.give_way_to(error.campaign)
    except actions.NeedsReason as error:
        form.add_error("reason", str(error))
    except IllegalMove as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def show_editor(request, editor, status=None):
    status = status or (409 if editor.stored else 400 if editor.wants_to_save else 200)
    stored = facts_of(editor.stored) if editor.stored else {}
    context = {"editor": editor, "campaign": editor.campaign, "stored": stored}
    return render(request, "campaigns/campaign_edit.html", context, status=status)


@takes_a_form
@signed_in
def campaign_clone(request, pk):
    """Anybody who prepares campaigns may begin from any campaign that she sees."""
    source = get_object_or_404(Campaign.objects.for_desk().visible_to(request.actor), pk=pk)
    require_to_prepare(request.actor)
    form = CloneForm(request.POST if request.method == "POST" else None, initial=as_next_year(source))
    if form.is_bound and form.is_valid():
        try:
            campaign = actions.clone(source, **form.cleaned_data, by=request.actor)
        except IllegalMove as error:
            form.add_error("year", str(error))
        else:
            messages.success(request, f"{campaign}已按{source}建立，请补充主题并核对时间节点。")
            return redirect(campaign)
    context = {"source": source, "form": form, "falls": falls(source)}
    return render(request, "campaigns/campaign_clone.html", context, status=400 if form.errors else 200)


def as_next_year(source):
    """Return what a clone is most likely to be: the next free year, from the same day of the year on."""
    year = next_year()
    day = min(source.starts_on.day, 28) if source.starts_on.month == 2 else source.starts_on.day
    start = source.starts_on.replace(year=year, day=day)
    return {"year": year, "name": source.name.replace(str(source.year), str(year)), "starts_on": start}

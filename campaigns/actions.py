"""What is done with a campaign and touches more than its state: made, cloned, edited, opened, discarded."""

import hashlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import CharField, ProtectedError, Value
from django.db.models.functions import Cast, Concat

from organizations import access, audit, jobs, messages
from organizations.access import Right
from organizations.models import Department, Region

from .describing import facts_of
from .models import Campaign, CampaignChange, Deadline
from .moves import MEANWHILE, IllegalMove, State, move, told

NEED_REASON = {"主题", "活动时间"}  # of a campaign that is public
FIELDS = ("year", "name", "theme", "starts_on", "ends_on")
ARCHIVED = "已归档的活动不再修改。确需修改时，请先由签发人重新启动。"
NO_THEME = "还没有填写活动主题，不能启动。请先在“修改”中填写。"
KEEPS_THEME = "活动已经公布，主题可以修改，不能删去。"
TELL = "tell-campaign"  # the kind of job that tells the provinces
TAKEN = "这一年度刚刚已由他人建立质量月活动，请到列表中查看。"


class Changed(Exception):
    """Somebody else saved first. `campaign` is what stands there now."""

    def __init__(self, campaign):
        super().__init__(MEANWHILE)
        self.campaign = campaign


class NeedsReason(Exception):
    """A campaign that is public is to be changed in what people rely on, and nobody says why. `str` names it."""


@transaction.atomic
def create(facts, rows, *, by):
    """Prepare a campaign, silent until it is opened; return it. facts: by FIELDS. rows: [{name, offset, on_workdays}].

    Raise IllegalMove where the year has one.
    """
    campaign = _new(Campaign(**facts, organizer=by.department))
    Deadline.objects.bulk_create(Deadline(campaign=campaign, **_without_key(row)) for row in rows)
    audit.record("campaign-create", campaign, by=by, after=digest_of(campaign))
    return campaign


@transaction.atomic
def clone(source, *, year, name, starts_on, by):
    """Prepare the campaign of another year as `source` was; return it. Its length and deadlines are kept, all else begins anew.

    Raise IllegalMove where the year has one.
    """
    facts = {"year": year, "name": name, "starts_on": starts_on, "is_sample": source.is_sample, "based_on": source}
    ends_on = starts_on + timedelta(days=source.length - 1)
    campaign = _new(Campaign(**facts, ends_on=ends_on, organizer=by.department if by else source.organizer))
    Deadline.objects.bulk_create(
        Deadline(campaign=campaign, name=each.name, offset=each.offset, on_workdays=each.on_workdays)
        for each in source.deadlines.all()
    )
    audit.record("campaign-clone", campaign, by=by, after=digest_of(campaign))
    return campaign


def _new(campaign):
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError:
        raise IllegalMove(TAKEN) from None
    return campaign


@transaction.atomic
def edit(campaign, facts, rows, *, version, reason, by):
    """Save what was typed over the campaign as it was read in `version`; return the CampaignChanges that tell of it.

    facts: by FIELDS. rows: [{key, name, offset, on_workdays}], key None for a new deadline; one that is not there is
    removed. Raise Changed where somebody else saved first, NeedsReason where it is public and nothing says why,
    IllegalMove where it is archived, is public and would lose its theme, or the year is taken.
    """
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.version != version:
        raise Changed(stored)
    if stored.is_archived:
        raise IllegalMove(ARCHIVED)
    if loses_theme(stored, facts["theme"]):
        raise IllegalMove(KEEPS_THEME)
    before, digest = facts_of(stored), digest_of(stored)
    _save(stored, facts, rows)
    changes = _differences(before, facts_of(stored))
    if not stored.is_draft:
        _tell(stored, changes, reason, by)
    audit.record("campaign-edit", stored, by=by, before=digest, after=digest_of(stored))
    return changes


def loses_theme(campaign, theme):
    """Whether this would take the theme from a campaign that was opened with one: notices speak of it."""
    return not campaign.is_draft and bool(campaign.theme) and not theme.strip()


def _save(campaign, facts, rows):
    for name in FIELDS:
        setattr(campaign, name, facts[name])
    campaign.version += 1
    try:
        with transaction.atomic():
            campaign.save(update_fields=[*FIELDS, "version"])
    except IntegrityError:
        raise IllegalMove(TAKEN) from None
    _save_deadlines(campaign, rows)


def _save_deadlines(campaign, rows):
    """Keep the rows that are kept: calendar programs know a deadline by its key. Names may change places."""
    kept = {row["key"]: row for row in rows if row["key"]}
    campaign.deadlines.exclude(pk__in=kept).delete()
    known = list(campaign.deadlines.filter(pk__in=kept))
    for deadline in known:
        for field, value in _without_key(kept[deadline.pk]).items():
            setattr(deadline, field, value)
    campaign.deadlines.update(name=Concat(Value("〔"), Cast("pk", CharField())))  # out of the way of one another
    Deadline.objects.bulk_update(known, ["name", "offset", "on_workdays"])
    known = {deadline.pk for deadline in known}
    new = [row for row in rows if row["key"] not in known]
    Deadline.objects.bulk_create(Deadline(campaign=campaign, **_without_key(row)) for row in new)


def _without_key(row):
    return {"name": row["name"], "offset": row["offset"], "on_workdays": row["on_workdays"]}


def _differences(before, after):
    """Return [(what, before, after)] of what reads differently."""
    return [
        (what, before.get(what, ""), after.get(what, ""))
        for what in [*after, *(what for what in before if what not in after)]
        if before.get(what, "") != after.get(what, "")
    ]


def _tell(campaign, changes, reason, by):
    unsaid = [what for what, *_ in changes if what in NEED_REASON]
    if unsaid and not reason:
        raise NeedsReason(f"活动已经公布，变更{'和'.join(unsaid)}须写明理由。")
    CampaignChange.objects.bulk_create(
        CampaignChange(campaign=campaign, what=what, before=old, after=new, reason=reason, **told(by))
        for what, old, new in changes
    )


def digest_of(campaign):
    """Return the SHA-256 of a campaign as people read it."""
    text = "\n".join(f"{what}：{words}" for what, words in facts_of(campaign).items())
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def open_up(campaign, *, by):
    """Make a prepared campaign public, and owe word of it to the provinces: a job tells them.

    Raise IllegalMove where it has no theme, is no draft, or was changed since it was read.
    """
    if not campaign.theme.strip():
        raise IllegalMove(NO_THEME)
    move(campaign, State.OPEN, by=by)
    jobs.ask(TELL, campaign.pk, by=by, about=str(campaign), campaign=campaign.pk)


@jobs.worker(TELL, "告知活动启动")
@transaction.atomic
def tell(job):
    """Owe each of those who hear of a new campaign one message. Whoever joins them later sees it on the desk."""
    campaign = Campaign.objects.get(pk=job.payload["campaign"])
    people = list(to_be_told())
    messages.owe(people, "campaign-opened", campaign, **_message(campaign))
    return {"told": len(people)}


def _message(campaign):
    span = facts_of(campaign)["活动时间"]
    theme = f"主题为“{campaign.theme}”。" if campaign.theme else ""
    return {
        "subject": f"{campaign}活动已启动",
        "body": f"{campaign}活动已启动，时间为{span}。{theme}各时间节点见质量月门户。",
        "path": f"/years/{campaign.year}/",
    }


def to_be_told():
    """Return the people who hear of a new campaign: who drafts or signs in the lead departments of the provinces."""
    provinces = Department.objects.filter(line__is_lead=True, region__level=Region.Level.PROVINCE, until="")
    return access.people_in(Right.DRAFT, provinces) | access.people_in(Right.SIGN, provinces)


@transaction.atomic
def discard(campaign, *, by):
    """Do away with a draft and its deadlines.

    Raise IllegalMove where it is public, was changed since it was read, or others work under it: what they began, or
    brought to begin with, is not taken from them.
    """
    stored = Campaign.objects.select_for_update().filter(pk=campaign.pk).first()
    if stored is None or not stored.is_draft:
        raise IllegalMove("只有筹备中的活动可以废弃。")
    if stored.version != campaign.version:
        raise IllegalMove(MEANWHILE)
    audit.record("campaign-discard", stored, by=by, before=digest_of(stored))
    try:
        stored.delete()
    except ProtectedError as error:
        kinds = dict.fromkeys(map(type, error.protected_objects))
        raise IllegalMove("".join(map(_in_the_way, kinds))) from None


def _in_the_way(model):
    """Say what keeps a campaign from being discarded; a model may say itself how that comes to an end."""
    return f"这项活动下已有{model._meta.verbose_name}，不能废弃。{getattr(model, 'UNTIL', '')}"

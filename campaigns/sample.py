"""The sample's campaigns: 2008 as it was, an invented one of this year whose tenth day is today, and next year's in preparation."""

import datetime

from django.db import transaction

from . import actions
from .leading import lead_department
from .models import Campaign, Deadline

CAMPAIGNS = [
    {
        "year": 2008,
        "name": "2008年全国质量月",
        "theme": "质量安全是社会和谐的基础",
        "starts_on": datetime.date(2008, 9, 1),
        "ends_on": datetime.date(2008, 9, 30),
        "state": Campaign.State.CLOSED,
    },
]
THEME = "质量强国是我们共同的事业"
LENGTH = 30  # days
TODAY_IS_DAY = 10
DEADLINES = [
    ("各省、自治区、直辖市印发本地通知", -1),
    ("活动计划报送", 14),
    ("质量知识竞赛线上答题截止", 19),
    ("优秀做法推荐", 29),
    ("活动情况总结报送", 49),
]


def load():
    """Create the campaigns that are missing."""
    for facts in CAMPAIGNS:
        Campaign.objects.get_or_create(year=facts["year"], defaults=facts)


@transaction.atomic
def load_this_year(today):
    """Return the sample campaign of the year of `today`, made if it is missing, with its span moved to `today`.

    None where the year has a campaign that is no sample: that one is real, and nothing is added to it.
    """
    start = today - datetime.timedelta(days=TODAY_IS_DAY - 1)
    span = {"starts_on": start, "ends_on": start + datetime.timedelta(days=LENGTH - 1)}
    begun = {"theme": THEME, "state": Campaign.State.OPEN, "organizer": lead_department()}
    facts = {"name": f"{today.year}年全国质量月（示例）", "is_sample": True, **begun, **span}
    campaign, is_new = Campaign.objects.get_or_create(year=today.year, defaults=facts)
    if not campaign.is_sample:
        return None
    if is_new:
        Deadline.objects.bulk_create(Deadline(campaign=campaign, name=name, offset=day) for name, day in DEADLINES)
    Campaign.objects.filter(pk=campaign.pk).update(**span)
    prepared = Campaign.objects.filter(pk=campaign.pk, state=Campaign.State.DRAFT)  # while it was next year's
    prepared.filter(theme="").update(theme=THEME)
    prepared.update(state=Campaign.State.OPEN)
    campaign.refresh_from_db()
    return campaign


def load_next_year(campaign):
    """Return the campaign of the year after a sample one: a clone in preparation, made if that year has none."""
    year = campaign.year + 1
    if known := Campaign.objects.filter(year=year).first():
        return known
    starts_on = datetime.date(year, 9, 1)
    return actions.clone(campaign, year=year, name=f"{year}年全国质量月（示例）", starts_on=starts_on, by=None)

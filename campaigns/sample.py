"""The sample's campaigns: 2008 as it was, and an invented one of this year whose tenth day is today."""

import datetime

from django.db import transaction

from .models import Campaign, Deadline

CAMPAIGNS = [
    {
        "year": 2008,
        "name": "2008年全国质量月",
        "theme": "质量安全是社会和谐的基础",
        "starts_on": datetime.date(2008, 9, 1),
        "ends_on": datetime.date(2008, 9, 30),
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
    facts = {"name": f"{today.year}年全国质量月（示例）", "theme": THEME, "is_sample": True, **span}
    campaign, is_new = Campaign.objects.get_or_create(year=today.year, defaults=facts)
    if not campaign.is_sample:
        return None
    if is_new:
        Deadline.objects.bulk_create(Deadline(campaign=campaign, name=name, offset=day) for name, day in DEADLINES)
    Campaign.objects.filter(pk=campaign.pk).update(**span)
    campaign.refresh_from_db()
    return campaign

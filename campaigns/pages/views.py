"""What shows several rooms at once."""

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.notices.freshness import dated, today_changed
from campaigns.notices.models import Notice, with_tallies
from organizations.methods import reads_only

from .deadlines import dues
from .month import MonthLine
from .provinces import Provinces

LATEST = 5


@reads_only
def home(request):
    today = timezone.localdate()
    notices = Notice.objects.public()
    campaign = Campaign.objects.current(today)
    context = {"campaign": campaign, "latest": with_tallies(notices.for_lists()[:LATEST])}
    if campaign:
        context |= of_campaign(campaign, notices, today)
    return dated(render(request, "pages/home.html", context), today_changed())


def of_campaign(campaign, notices, today):
    """Return what the home page shows of the current campaign, and the others."""
    ours = notices.filter(campaign=campaign)
    national = ours.standing().national().for_lists().opening()
    counted = Campaign.objects.public().annotate(public_notices=Count("notices", Notice.in_public("notices__")))
    return {
        "month": MonthLine(campaign, today),
        "dues": dues(campaign, today),
        "national": national,
        "provinces": Provinces(campaign, notices.standing(), today),
        "levels": ours.count_by_level(),
        "slogans": national.current.clauses.slogans() if national else [],
        "others": counted.exclude(pk=campaign.pk).order_by("-year"),
    }

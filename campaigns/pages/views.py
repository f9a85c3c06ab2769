"""What shows several rooms at once."""

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone

from campaigns.methods import reads_only
from campaigns.models import Campaign
from campaigns.notices.freshness import dated, today_changed
from campaigns.notices.models import Notice, with_tallies
from organizations.models import Region

from .month import MonthLine

LATEST = 5


@reads_only
def home(request):
    counted = Campaign.objects.annotate(public_notices=Count("notices", Notice.in_public("notices__")))
    campaigns = list(counted.order_by("-year"))
    campaign = campaigns[0] if campaigns else None
    notices = Notice.objects.public()
    ours = notices.filter(campaign=campaign)
    national = ours.of_level(Region.Level.NATION).for_lists().opening()
    context = {
        "campaign": campaign,
        "campaigns": campaigns,
        "month": campaign and MonthLine(campaign, timezone.localdate()),
        "levels": ours.count_by_level(),
        "national": national,
        "slogans": national.current.clauses.slogans() if national else [],
        "latest": with_tallies(notices.for_lists()[:LATEST]),
    }
    return dated(render(request, "pages/home.html", context), today_changed())

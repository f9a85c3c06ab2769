"""The archive of campaigns, and each with what belongs to it."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.notices.models import Notice, with_tallies
from organizations.methods import reads_only
from slogans import collection

from .deadlines import dues
from .month import MonthLine

LATEST = 5
FIRST_SLOGANS = 6
FIGURES_FROM = 10  # notices: fewer are told at a glance


@reads_only
def year_list(request):
    counted = Campaign.objects.public().annotate(public_notices=Count("notices", Notice.in_public("notices__")))
    slogans = collection.count_by_year()
    rows = [(campaign, slogans.get(campaign.year, 0)) for campaign in counted.order_by("-year")]
    return render(request, "pages/year_list.html", {"rows": rows})


@reads_only
def year_detail(request, year):
    campaign, today = get_object_or_404(Campaign.objects.public(), year=year), timezone.localdate()
    ours = Notice.objects.public().filter(campaign=campaign)
    national = ours.standing().national().for_lists().opening()
    others = ours.exclude(pk=national and national.pk).for_lists()[:LATEST]
    slogans = collection.slogans_of(national)
    context = {
        "campaign": campaign,
        "month": MonthLine(campaign, today),
        "dues": dues(campaign, today),
        "levels": figures(ours),
        "national": national,
        "notices": with_tallies([*([national] if national else []), *others]),
        "slogans": slogans,
        "first_slogans": slogans[:FIRST_SLOGANS],
        "before": Campaign.objects.public().filter(year__lt=year).first(),
        "after": Campaign.objects.public().filter(year__gt=year).last(),
    }
    return render(request, "pages/year_detail.html", context)


def figures(notices):
    """Return [(level, how many)], or none where they are too few to be counted for the reader."""
    counted = notices.count_by_level()
    return counted if sum(number for _, number in counted) >= FIGURES_FROM else []

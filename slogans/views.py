"""The slogans of one campaign: to read, to copy, and as plain text."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from campaigns.models import Campaign
from organizations.methods import reads_only
from organizations.paging import PageForm

from . import collection

PAGE_SIZE = 20  # notices that add slogans


@reads_only
def newest(request):
    """The newest campaign that has slogans."""
    years = list(collection.campaigns_with_slogans())
    return show(request, years[0] if years else None, years)


@reads_only
def of_year(request, year):
    return show(request, get_object_or_404(Campaign.objects.public(), year=year), collection.campaigns_with_slogans())


@reads_only
def plain_text(request, year):
    """One slogan a line, for whoever pastes them."""
    opening = collection.opening_notice(get_object_or_404(Campaign.objects.public(), year=year))
    slogans = collection.slogans_of(opening)
    if not slogans:
        raise Http404
    return HttpResponse("".join(f"{slogan.text}\n" for slogan in slogans), content_type="text/plain; charset=utf-8")


def show(request, campaign, years):
    form = PageForm(request.GET)
    context = {"campaign": campaign, "years": years, "form": form}
    context |= contents(campaign, form) if campaign else {}
    return render(request, "slogans/slogans.html", context, status=400 if form.errors else 200)


def contents(campaign, form):
    """What the page shows of a campaign."""
    opening = collection.opening_notice(campaign)
    slogans = collection.slogans_of(opening)
    added = collection.additions(campaign, opening)
    page = form.page_of(collection.notices_with(added), PAGE_SIZE)
    return {
        "slogans": slogans,
        "national": collection.passages(opening, slogans),
        "page": page,
        "added": collection.added_passages(page, added) if page else [],
    }

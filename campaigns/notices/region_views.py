"""The public notices by region."""

from django.http import Http404
from django.shortcuts import render

from organizations.methods import reads_only
from organizations.models import Region
from organizations.paging import PageForm

from . import by_region
from .models import Notice, with_tallies

PAGE_SIZE = 20


@reads_only
def region_list(request):
    nation = Region.objects.filter(level=Region.Level.NATION).first()
    context = {
        "nation": nation,
        "national": by_region.own(nation).count() if nation else 0,
        "provinces": by_region.count_provinces(),
    }
    return render(request, "notices/region_list.html", context)


@reads_only
def region_detail(request, code):
    region = by_region.holders([code]).get(code)
    if region is None or not Notice.objects.public().within(region).exists():
        raise Http404
    form = PageForm(request.GET)
    context = {
        "region": region,
        "asked": by_region.asked(region),
        "above": by_region.above(region),
        "form": form,
        "page": page_for(form, region),
        "below": by_region.count_below(region),
    }
    return render(request, "notices/region_detail.html", context, status=400 if form.errors else 200)


def page_for(form, region):
    """Return the page asked for of the region's own notices, newest year first, each with its tally."""
    page = form.page_of(by_region.own(region).for_lists().order_by("-campaign__year", "-day", "-pk"), PAGE_SIZE)
    if page:
        page.object_list = with_tallies(page.object_list)
    return page

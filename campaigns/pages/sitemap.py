"""sitemap.xml (sitemaps.org): an index, and a file of at most 50,000 addresses for each part of a section."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.notices.models import Notice
from organizations.methods import reads_only
from organizations.models import Region
from slogans import collection

LIMIT = 50_000


@dataclass(frozen=True)
class Entry:
    """An address of this site, and when what stands there last changed, where that is known."""

    path: str
    changed_at: datetime | None = None

    @property
    def address(self):
        return f"{settings.SITE_URL}{self.path}"


class Pages:
    """Pages that are there whatever has been recorded."""

    NAMES = (
        "pages:home", "notices:list", "slogans:newest", "regions:list", "pages:years", "pages:help", "pages:help-desk", "pages:words", "pages:about"
    )  # fmt: skip

    def count(self):
        return len(self.NAMES)

    def entries(self, start, end):
        found = Notice.objects.public().aggregate(Max("recorded_at"), Max("current__issued_at"), Max("ended_at"))
        newest = max(filter(None, found.values()), default=None)
        return [Entry(reverse(name), newest) for name in self.NAMES[start:end]]


class Years:
    """The page of each campaign."""

    def count(self):
        return Campaign.objects.public().count()

    def entries(self, start, end):
        years = Campaign.objects.public().values_list("year", flat=True)[start:end]
        return [Entry(reverse("pages:year", args=[year])) for year in years]


class Slogans:
    """The slogans of each campaign that has any."""

    def count(self):
        return collection.campaigns_with_slogans().count()

    def entries(self, start, end):
        years = collection.campaigns_with_slogans().values_list("year", flat=True)[start:end]
        return [Entry(reverse("slogans:year", args=[year])) for year in years]


class Regions:
    """The page of each region that has public notices, of its own or below it."""

    def codes(self):
        places = Notice.objects.public().order_by().values_list("province", "city", "county").distinct()
        nation = Region.objects.filter(level=Region.Level.NATION).values_list("code", flat=True)
        found = {code for place in places for code in place}
        return sorted(filter(None, found | set(nation))) if found else []

    def count(self):
        return len(self.codes())

    def entries(self, start, end):
        return [Entry(reverse("regions:detail", args=[code])) for code in self.codes()[start:end]]


class Notices:
    """The pages of public notices; the newest file of a notice counts as a change of its page."""

    def count(self):
        return Notice.objects.public().count()

    def entries(self, start, end):
        printed = Coalesce(Max("current__files__made_at"), "recorded_at")
        issued, ended = Coalesce("current__issued_at", "recorded_at"), Coalesce("ended_at", "recorded_at")
        rows = Notice.objects.public().order_by("pk").annotate(at=Greatest("recorded_at", printed, issued, ended))
        return [Entry(reverse("notices:detail", args=[pk]), at) for pk, at in rows.values_list("pk", "at")[start:end]]


# By the name that stands in the address.
SECTIONS = {"pages": Pages(), "years": Years(), "slogans": Slogans(), "regions": Regions(), "notices": Notices()}


@reads_only
def index(request):
    parts = [
        Entry(reverse("pages:sitemap-part", args=[name, number]))
        for name, section in SECTIONS.items()
        for number in range(1, parts_of(section) + 1)
    ]
    return render(request, "pages/sitemap_index.xml", {"entries": parts}, content_type="application/xml")


@reads_only
def part(request, section, number):
    if section not in SECTIONS or not 1 <= number <= parts_of(SECTIONS[section]):
        raise Http404
    entries = SECTIONS[section].entries((number - 1) * LIMIT, number * LIMIT)
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type="application/xml")


def parts_of(section):
    """How many files a section needs; an empty one has one all the same, so that its address never comes and goes."""
    return max(-(-section.count() // LIMIT), 1)

"""sitemap.xml (sitemaps.org): an index, and a file of at most 50,000 addresses for each part of a section."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from campaigns.methods import reads_only
from campaigns.models import Campaign
from campaigns.notices.models import Notice

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
        "pages:home", "notices:list", "slogans:newest", "regions:list", "pages:years", "pages:help", "pages:words", "pages:about"
    )  # fmt: skip

    def count(self):
        return len(self.NAMES)

    def entries(self, start, end):
        newest = Notice.objects.public().aggregate(at=Max("recorded_at"))["at"]
        return [Entry(reverse(name), newest) for name in self.NAMES[start:end]]


class Years:
    """What there is of each campaign: its page and its slogans."""

    def count(self):
        return Campaign.objects.count()

    def entries(self, start, end):
        years = Campaign.objects.values_list("year", flat=True)[start:end]
        return [Entry(reverse("pages:year", args=[year])) for year in years]


class Notices:
    """The pages of public notices; the newest file of a notice counts as a change of its page."""

    def count(self):
        return Notice.objects.public().count()

    def entries(self, start, end):
        printed = Coalesce(Max("current__files__made_at"), "recorded_at")
        rows = Notice.objects.public().order_by("pk").annotate(at=Greatest("recorded_at", printed))
        return [Entry(reverse("notices:detail", args=[pk]), at) for pk, at in rows.values_list("pk", "at")[start:end]]


SECTIONS = {"pages": Pages(), "years": Years(), "notices": Notices()}  # by the name that stands in the address


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

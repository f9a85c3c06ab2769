"""口号: what a campaign calls out, as its notices have it. Their clauses hold the truth; nothing is kept twice.

The slogans of a campaign are those of the national notice that opens it. Other notices of the nation and those of
the provinces may add some of their own: texts that the opening notice does not have, whatever stands between halves.
"""

import re
from dataclasses import dataclass
from functools import reduce
from itertools import groupby

from django.db.models import Count, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Replace

from campaigns.models import Campaign
from campaigns.notices.models import Clause, Notice
from organizations.models import Region

NUMBER = re.compile("[一二三四五六七八九十百]+")
BETWEEN = " \u3000，,、；;。！!"
BARE = reduce(lambda text, mark: Replace(text, Value(mark), output_field=TextField()), BETWEEN, F("text"))


@dataclass
class Passage:
    """Slogans that stand together in one place of one notice."""

    notice: Notice
    section: Clause | None
    slogans: list

    @property
    def address(self):
        return f"{self.notice.get_absolute_url()}{self.section.fragment if self.section else ''}"

    @property
    def place(self):
        """Where in the notice, as people say it: 第六部分, or 附件2; nothing where it has no number."""
        path = self.section.path if self.section else ""
        return f"第{path}部分" if path and self.section.kind == Clause.Kind.SECTION and NUMBER.fullmatch(path) else path


def passages(notice, slogans):
    """Cut a notice's slogans, in order, into the passages in which they stand."""
    return [Passage(notice, section, list(run)) for section, run in groupby(slogans, key=lambda each: each.parent)]


def heard():
    """The public notices of the nation and of the provinces: those whose slogans count."""
    return Notice.objects.public().filter(city="", county="")


def campaigns_with_slogans():
    """One found in each campaign is enough: the limit keeps the database from looking for all."""
    calling = heard().filter(campaign=OuterRef("pk"), current__clauses__kind=Clause.Kind.SLOGAN)
    return Campaign.objects.public().annotate(calling=Subquery(calling.values("pk")[:1])).exclude(calling=None)


def count_by_year():
    """Return {year: how many slogans the opening notice has}."""
    national = Notice.objects.public().of_level(Region.Level.NATION)
    opening = national.filter(campaign=OuterRef("pk")).opening_first().values("current")[:1]
    editions = Campaign.objects.public().annotate(opening=Subquery(opening)).exclude(opening=None).values("opening")
    counted = Clause.objects.filter(kind=Clause.Kind.SLOGAN, edition__in=editions).order_by()
    return dict(counted.values_list("edition__notice__campaign__year").annotate(Count("pk")))


def opening_notice(campaign):
    """Return the national notice that opens the campaign, or None."""
    national = Notice.objects.public().filter(campaign=campaign).of_level(Region.Level.NATION)
    return national.select_related("host__region", "current").opening()


def slogans_of(notice):
    """Return the slogans of a notice, in order; none of no notice."""
    return list(notice.current.clauses.slogans()) if notice else []


def additions(campaign, opening):
    """Return the slogans that the campaign's other notices have and the opening one lacks."""
    edition = opening and opening.current_id
    known = Clause.objects.slogans().filter(edition=edition).annotate(bare=BARE)
    others = Clause.objects.slogans().filter(edition__in=heard().filter(campaign=campaign).values("current"))
    return others.exclude(edition=edition).annotate(bare=BARE).exclude(bare__in=known.values("bare"))


def notices_with(added):
    """Return the notices in which these slogans stand, by province and date."""
    rows = Notice.objects.filter(current__in=added.values("edition")).select_related("host__region", "current")
    return rows.order_by("province", "day", "pk")


def added_passages(notices, added):
    """Return the passages of these notices, in two queries for all of them."""
    notices = list(notices)
    found = added.filter(edition__in=[notice.current_id for notice in notices]).order_by("edition_id", "position")
    by_edition = {edition: list(run) for edition, run in groupby(found, key=lambda each: each.edition_id)}
    return [each for notice in notices for each in passages(notice, by_edition[notice.current_id])]

"""A site full of notices to measure with: one campaign, from the nation down to the counties, the same in every run.

Every notice has 30 clauses of some 130 characters, cut from the notices of 2008 with every twentieth character another
one: texts as long as real ones, and no two alike. What stands below the nation adapts the nearest notice above it.
"""

import datetime
import random
import re
from dataclasses import dataclass
from itertools import chain, groupby

from django.db import connection, transaction

from campaigns.models import Campaign
from campaigns.notices import sample
from campaigns.notices.models import Clause, Edition, Issuer, Lineage, Notice, NoticeText
from campaigns.notices.search import entry
from organizations import lines, regions
from organizations.models import Department, DepartmentName, Line, Region

from .documents import COMMON

CLAUSES = 30
LENGTH = 130  # characters of a clause
PROVINCES = 32
COMMON_WORD, COMMON_PHRASE, RARE_PHRASE, NO_PHRASE = "质量", "质量月活动", "锅炉焊工技能比武", "量子计算机招标公告"
RARE_EVERY = 12  # one notice in so many has the rare phrase: a full page of them among 350, too
YEAR = 2008
BATCH = 250  # notices that are stored at a time


@transaction.atomic
def fill(total, year=YEAR, cities=None):
    """Store so many public notices of one campaign, with the regions, lines and departments that they need.

    cities: how many of them are of cities; where it is not given, one to four of counties.
    """
    regions.load()
    lines.load()
    site = _Site(year)
    _gather(True)
    for _, places in groupby(site.places(total, cities), key=lambda region: region.level):
        places = list(places)
        for first in range(0, len(places), BATCH):
            site.store(places[first : first + BATCH])
    _gather(False)


def _gather(is_on):
    """Let PostgreSQL's index of grams take what is new by the thousand, or, as it is set for the site, at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER INDEX notices_grams_index SET (fastupdate = %s)", [is_on])


def settle():
    """Let the database learn how much there is, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@dataclass
class _Draft:
    """A notice and the rows that hang on it, before they are stored."""

    notice: Notice
    edition: Edition
    issuers: list
    clauses: list
    lineage: list

    @property
    def searched(self):
        organs = [issuer.printed_name for issuer in self.issuers]
        clauses = [clause.marker + clause.heading + clause.text for clause in self.clauses]
        return NoticeText(notice=self.notice, **entry(self.notice, organs, clauses))


class _Site:
    """What is there already, for what comes next: a department of each region and line, a notice of each region."""

    def __init__(self, year):
        self.chance = random.Random(year)  # noqa: S311  the same notices in every run
        span = {"starts_on": datetime.date(year, 9, 1), "ends_on": datetime.date(year, 9, 30)}
        facts = {"name": f"{year}年全国质量月", **span}
        self.campaign, _ = Campaign.objects.get_or_create(year=year, defaults=facts)
        self.lines = list(Line.objects.all())
        self.departments = {(each.region_id, each.line_id): each for each in Department.objects.all()}
        self.drafts = {}
        self.serial = 0
        texts = (path.read_text(encoding="utf-8") for path in sorted(sample.FOLDER.glob("*.txt")))
        self.source = re.sub(r"\s", "", "".join(texts))

    def places(self, total, cities=None):
        """Return the region of each notice: the nation, 32 provinces, then cities and counties; those above first."""
        levels = {level: [] for level in Region.Level}
        for region in Region.objects.governed().filter(until="").select_related("parent__parent__parent"):
            levels[region.level].append(region)
        top = [*levels["nation"], *levels["province"][:PROVINCES]][:total]
        rest = total - len(top)
        few = rest // 5 if cities is None else cities
        of_cities, of_counties = (self._any_order(levels[level]) for level in ("prefecture", "county"))
        return top + [next(of_cities) for _ in range(few)] + [next(of_counties) for _ in range(rest - few)]

    def _any_order(self, places):
        """Yield places in an order of chance, all of them before one comes again."""
        while True:
            yield from self.chance.sample(places, len(places))

    def store(self, places):
        """Store a notice of each place, all rows of a kind at once. No place may lie in another one."""
        hosts = self._hosts(places)
        drafts = [self._draft(region, host) for region, host in zip(places, hosts, strict=True)]
        Notice.objects.bulk_create(draft.notice for draft in drafts)
        Edition.objects.bulk_create(draft.edition for draft in drafts)
        for draft in drafts:
            draft.notice.current = draft.edition
        Notice.objects.bulk_update([draft.notice for draft in drafts], ["current"])
        for model, name in ((Issuer, "issuers"), (Clause, "clauses"), (Lineage, "lineage")):
            model.objects.bulk_create(chain.from_iterable(getattr(draft, name) for draft in drafts))
        NoticeText.objects.bulk_create(draft.searched for draft in drafts)
        Edition.objects.filter(pk__in=[draft.edition.pk for draft in drafts]).update(state=Edition.State.ISSUED)
        self.drafts |= {region.pk: draft for region, draft in zip(places, drafts, strict=True)}

    def _hosts(self, places):
        """Return a department for each place, mostly of the leading line; make those that are missing."""
        weights = [len(self.lines) * 3, *[1] * (len(self.lines) - 1)]
        chosen = [(place, self.chance.choices(self.lines, weights)[0]) for place in places]
        missing = {
            (place.pk, line.pk): (place, line) for place, line in chosen if (place.pk, line.pk) not in self.departments
        }
        made = Department.objects.bulk_create(Department(region=place, line=line) for place, line in missing.values())
        DepartmentName.objects.bulk_create(
            DepartmentName(department=each, name=f"{each.region.name}{each.line.name}部门") for each in made
        )
        self.departments |= zip(missing, made, strict=True)
        return [self.departments[place.pk, line.pk] for place, line in chosen]

    def _draft(self, region, host):
        self.serial += 1
        above = self._above(region)
        day = self._day()
        notice = Notice(
            campaign=self.campaign, host=host, parent=above and above.notice, is_recorded=True,
            source_digest=f"{self.campaign.year:032}{self.serial:032}", day=day,
        )  # fmt: skip
        notice.province, notice.city, notice.county = region.codes()
        title = f"关于开展{self.campaign.year}年{region.name}质量月活动的通知"
        number = f"质联〔{self.campaign.year}〕{self.serial}号"
        edition = Edition(notice=notice, title=title, doc_number=number, dated_on=day, digest=f"{self.serial:064x}")
        issuers = [Issuer(edition=edition, printed_name=f"{region.name}质量技术监督局", position=0)]
        clauses = list(self._clauses(edition))
        return _Draft(notice, edition, issuers, clauses, list(self._lineage(edition, clauses, above)))

    def _above(self, region):
        """Return the draft of the nearest region above that has one."""
        while region.parent and region.parent.pk not in self.drafts:
            region = region.parent
        return region.parent and self.drafts[region.parent.pk]

    def _day(self):
        """Return a day from June to September; one in twenty is known to the month, and one in fifty not at all."""
        day = datetime.date(self.campaign.year, 6, 1) + datetime.timedelta(self.chance.randrange(120))
        return self.chance.choices([day.isoformat(), day.isoformat()[:7], ""], [93, 5, 2])[0]

    def _clauses(self, edition):
        for position in range(CLAUSES):
            begin = self.chance.randrange(len(self.source) - LENGTH)
            text = list(self.source[begin : begin + LENGTH])
            for place in range(self.chance.randrange(20), LENGTH, 20):
                text[place] = self.chance.choice(COMMON)
            if position == CLAUSES // 2 and self.serial % RARE_EVERY == 0:
                text[LENGTH // 2 :] = f"，组织{RARE_PHRASE}。"
            section, number = divmod(position, 5)
            facts = {
                "marker": f"（{number + 1}）",
                "path": f"{section + 1}（{number + 1}）",
                "anchor": f"s{section + 1}-{number + 1}",
            }
            yield Clause(edition=edition, position=position, kind=Clause.Kind.CLAUSE, text="".join(text), **facts)

    def _lineage(self, edition, clauses, above):
        """Each clause adapts the one at its place, keeps it, or is new; one in a notice is left out."""
        for own, parent in zip(clauses, above.clauses if above else [], strict=False):
            relation = self.chance.choice(["kept", "adapted", "adapted", "new"])
            yield Lineage(edition=edition, clause=own, parent=None if relation == "new" else parent, relation=relation)

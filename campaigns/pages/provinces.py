"""Which provinces have issued their notice of a campaign: for the map of tiles, and in order of their codes."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse

from organizations.models import Department, Region
from organizations.partial_dates import in_chinese
from organizations.tiles import COLUMNS

WORDS = {"done": "已公布", "none": "未公布", "out": "不在主送范围"}
OVER = {"none": "未收录"}  # of a campaign that is over: that nothing was taken in does not mean that nothing was issued


@dataclass
class Province:
    """A province-level division in a campaign. `state` is done, none, or out where it has no department to address."""

    region: Region
    state: str
    word: str
    address: str = ""
    notices: int = 0
    day: str = ""

    @property
    def column(self):
        """Where its tile stands, or None: the corps in Xinjiang has none."""
        return COLUMNS.get(self.region.code)

    @property
    def dated(self):
        """The date of its first notice, as precise as printed."""
        return in_chinese(self.day) if self.day else ""


class Provinces:
    """All of them in a campaign, in three queries whatever the number of notices. `notices` are those that count."""

    def __init__(self, campaign, notices, today):
        self.campaign = campaign
        self.words = WORDS | (OVER if campaign.ends_on < today else {})
        issued = notices.filter(campaign=campaign).count_by_province()
        self.rows = [self._province(region, *issued.get(region.code, ())) for region in _regions()]

    def _province(self, region, notices=0, pk=None, day=None):
        state = "done" if notices else "none" if region.is_addressed else "out"
        return Province(region, state, self.words[state], self._address(region, notices, pk), notices, day or "")

    def _address(self, region, notices, pk):
        """The notice; the list of them where there are several; nothing where there is none."""
        if notices == 1:
            return reverse("notices:detail", args=[pk])
        query = {"year": self.campaign.year, "level": Region.Level.PROVINCE.value, "province": region.code}
        return f"{reverse('notices:list')}?{urlencode(query)}" if notices else ""

    @property
    def tiles(self):
        """Those that have a tile, in the order of the map."""
        by_code = {province.region.code: province for province in self.rows}
        return [by_code[code] for code in COLUMNS if code in by_code]

    @property
    def without_tile(self):
        return [province for province in self.rows if province.column is None]

    @property
    def legend(self):
        """Return [(state, word, how many)] of the states that occur."""
        states = [province.state for province in self.rows]
        return [(state, word, states.count(state)) for state, word in self.words.items() if state in states]


def _regions():
    departments = Department.objects.filter(region=OuterRef("pk"))
    return Region.objects.provinces().filter(until="").annotate(is_addressed=Exists(departments)).order_by("code")

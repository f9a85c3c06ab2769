"""The regions by which the list of notices can be narrowed: each below the one that is chosen above it."""

import re

from django.db.models import Exists, OuterRef, Q

from organizations.models import Region

from .models import COLUMNS, Notice

LEVELS = {column: level for level, column in COLUMNS.items()}
CODE = re.compile("[0-9]{6}")


class Places:
    """What was asked for under province, city and county, and what comes of it.

    `codes` are in force. A city or county that does not lie in what is chosen above it falls away, and `dropped` says
    so: whoever changes the province has not yet chosen a city in it. What an address leaves out follows from what it
    names below.
    """

    def __init__(self, data):
        self.asked = self._asked({name: data.get(name, "") for name in LEVELS})
        self.codes = {name: region.code for name, region in self.asked.items()}
        above = {name: self._below(name) for name in LEVELS if name not in data}
        for name, below in above.items():
            self.codes[name] = self._lies_in(self.asked[below])[name] if below else ""
        wrong = [name for name in self.asked if not self._fits(name)]
        for name in [*wrong, *(name for name, below in above.items() if below in wrong)]:
            self.codes[name] = ""
        self.dropped = self._sentence("、".join(self.asked[name].name for name in wrong))

    def _asked(self, codes):
        """Return {field: region} of the codes that are there at that level; a living region before one that ended."""
        there = [code for code in codes.values() if CODE.fullmatch(code)]
        regions = Region.objects.governed().filter(code__in=there).select_related("parent__parent__parent")
        found = {}
        for region in regions.order_by("until") if there else ():
            found.setdefault((region.level, region.code), region)
        asked = {name: found.get((LEVELS[name], code)) for name, code in codes.items()}
        return {name: region for name, region in asked.items() if region}

    def _below(self, name):
        """Return the nearest field below that names a region: the address says by it what lies above."""
        names = list(LEVELS)
        return next((each for each in names[names.index(name) :] if each in self.asked), None)

    @staticmethod
    def _lies_in(region):
        return dict(zip(LEVELS, region.codes(), strict=True))

    def _fits(self, name):
        """Whether the region of a field lies in what is chosen above it."""
        lies_in, names = self._lies_in(self.asked[name]), list(LEVELS)
        return all(lies_in[above] == self.codes.get(above, "") for above in names[: names.index(name)])

    def _sentence(self, names):
        if not names:
            return ""
        where = f"{names}不在{self.region}" if self.region else "没有选定上级地区"
        return f"{where}，已不按{names}筛选。"

    @property
    def region(self):
        """The smallest region in force, or None."""
        in_force = [region for name, region in self.asked.items() if self.codes[name]]
        return in_force[-1] if in_force else None

    def offered(self):
        """Return {field: [(code, name)]}: regions that have public notices, and those asked for."""
        province, city = self.codes.get("province"), self.codes.get("city")
        straight = Q(
            parent__name__in=Region.PLACEHOLDERS, parent__parent__code=province
        )  # 北京市东城区 has no city above
        conditions = {
            "province": Q(),
            "city": Q(parent__code=province) if province else None,
            "county": (Q(parent__code=city) if city else straight) if province else None,
        }
        return {name: self._choices(name, condition) for name, condition in conditions.items()}

    def _choices(self, name, condition):
        """Return [(code, name)] in the order of the codes; a living region gives its name before one that ended."""
        if condition is None:
            return []
        noticed = Exists(Notice.objects.public().filter(**{name: OuterRef("code")}))
        regions = Region.objects.governed().filter(condition, noticed, level=LEVELS[name])
        found = dict(self._in_force(name))
        for code, label in regions.order_by("until").values_list("code", "name"):
            found.setdefault(code, label)
        return sorted(found.items())

    def _in_force(self, name):
        """Yield (code, name) of the region of a field that is in force, named in the address or following from it."""
        for region in self.asked.values():
            while region and region.level != LEVELS[name]:
                region = region.parent
            if region and region.code == self.codes.get(name):
                yield region.code, region.name

"""Which notice is set beside which, and how their clauses relate through all that lies between."""

from django.utils.functional import cached_property

from ..models import Clause
from .comparison import Comparison
from .links import composed, fingerprint, links_of, tally_of


class Compared:
    """A notice beside one that it descends from. Notices come from `Notice.objects.for_comparison()`."""

    def __init__(self, notice, upper):
        self.notice, self.upper = notice, upper
        self.links = self._links()

    def _links(self):
        links, middle = links_of(self.notice.current_id), self.notice.parent
        while middle != self.upper:
            links = composed(links, links_of(middle.current_id), middle.short_title)
            middle = middle.parent
        return links

    @property
    def pair(self):
        return self.notice.current, self.upper.current

    @property
    def tally(self):
        return tally_of(self.links)

    @property
    def is_proposed(self):
        return any(not link.confirmed for link in self.links)

    @property
    def is_direct(self):
        return self.upper == self.notice.parent

    @cached_property
    def fingerprint(self):
        return fingerprint(*self.pair, self.links)

    @property
    def summary(self):
        """Say in one sentence what became of the upper notice's clauses."""
        counts = {relation.value: count for relation, count in self.tally}
        omitted = counts.pop("omitted", 0)
        units = {"merged": "处"}
        kinds = [
            f"{relation.label}{count}{units.get(relation.value, '条')}"
            for relation, count in self.tally
            if relation.value in counts
        ]
        ours = f"{self.notice.reach}{'，'.join(kinds)}" if kinds else f"{self.notice.reach}没有可以对照的条款"
        return f"{ours}；{self.upper.short_title}有{omitted}条未列。" if omitted else f"{ours}。"

    def comparison(self):
        """Load the clauses of both editions and set them beside each other. One query."""
        clauses = Clause.objects.filter(edition__in=self.pair).order_by("edition", "position")
        return Comparison(*self.pair, self.links, list(clauses))

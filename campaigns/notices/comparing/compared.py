"""Which notice is set beside which, and how their clauses relate through all that lies between."""

from operator import attrgetter

from django.utils.functional import cached_property

from ..models import Clause, Edition
from .comparison import Comparison
from .links import composed, fingerprint, links_of, tally_of

UNITS = {"merged": "处"}


def climb(edition, notice, upper, is_told=attrgetter("is_public")):
    """Return the Links from an edition of a notice, given by its key, to one further up, and the key of the edition answered there.

    is_told: whether what only a notice between says may be repeated.
    """
    links, answered = links_of(edition)
    middle = notice.parent
    while middle != upper:
        above, further = links_of(answered or middle.current_id)
        links = composed(links, above, middle.short_title, is_told(middle))
        answered, middle = further, middle.parent
    return links, answered


class Compared:
    """A notice beside one that it descends from. Notices come from `Notice.objects.for_comparison()`.

    It is set beside the edition that it answered: where the upper notice has been corrected since, that is an older one.
    """

    def __init__(self, notice, upper):
        self.notice, self.upper = notice, upper
        self.links, self.upper_edition = self._links()

    def _links(self):
        links, answered = climb(self.notice.current_id, self.notice, self.upper)
        return links, self._edition(answered)

    def _edition(self, pk):
        if pk in (None, self.upper.current_id):
            return self.upper.current
        return Edition.objects.get(pk=pk)

    @property
    def pair(self):
        return self.notice.current, self.upper_edition

    @property
    def ended(self):
        """Those that were withdrawn or repealed: of the two, of those between them, and of those above both."""
        return [each for each in (*self.notice.public_ancestors, self.notice) if each.ending]

    @property
    def is_behind(self):
        """Whether the upper notice has a newer edition than the one that was answered."""
        return self.upper_edition.pk != self.upper.current_id

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
        editions = [(edition.pk, edition.digest) for edition in self.pair]
        told = dict.fromkeys([self.notice, self.upper, *self.ended])
        names = [(each.short_title, each.host.region.name, *filter(None, [each.end])) for each in told]
        return fingerprint(editions, names, self.is_behind, sorted(map(repr, self.links)))

    @property
    def summary(self):
        """Say in one sentence what became of the upper notice's clauses."""
        counts = {relation.value: count for relation, count in self.tally}
        omitted = counts.pop("omitted", 0)
        kinds = [
            f"{relation.label}{count}{UNITS.get(relation.value, '条')}"
            for relation, count in self.tally
            if relation.value in counts
        ]
        ours = f"{self.notice.reach}{'，'.join(kinds)}" if kinds else f"{self.notice.reach}没有可以对照的条款"
        return f"{ours}；{self.upper.short_title}有{omitted}条未列。" if omitted else f"{ours}。"

    def comparison(self):
        """Load the clauses of both editions and set them beside each other. One query."""
        clauses = Clause.objects.filter(edition__in=self.pair).order_by("edition", "position")
        return Comparison(*self.pair, self.links, list(clauses))

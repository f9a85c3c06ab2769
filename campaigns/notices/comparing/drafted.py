"""A draft beside the edition that it answers, whether anybody else sees them or not."""

from ..models import Clause
from .comparison import Comparison
from .links import links_of


def comparison_of(edition):
    """Return the Comparison of an edition with the one that it answers. Three queries. What differs is found when it is asked for."""
    links, _ = links_of(edition.pk)
    clauses = Clause.objects.filter(edition__in=[edition.pk, edition.answers_id]).order_by("edition", "position")
    return Comparison(edition, edition.answers, links, list(clauses))

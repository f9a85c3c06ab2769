"""A draft beside what it descends from, whether anybody else sees them or not."""

from ..models import Clause, Edition
from .compared import climb
from .comparison import Comparison


def comparison_of(edition, upper=None):
    """Return the Comparison of an edition with the one that it answers, or with the one of a notice further up that these answer.

    Three queries, and two more for each notice between. What differs is found when it is asked for.
    """
    upper = upper or edition.answers.notice
    links, answered = climb(edition.pk, edition.notice, upper, is_told=lambda _: True)
    above = edition.answers if answered in (None, edition.answers_id) else Edition.objects.get(pk=answered)
    clauses = Clause.objects.filter(edition__in=[edition.pk, above.pk]).order_by("edition", "position")
    return Comparison(edition, above, links, list(clauses))

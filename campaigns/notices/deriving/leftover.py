"""What a draft still speaks of though the clause on it was left out: an annex goes on naming it, as a rule."""

from django.urls import reverse

from ..drafting.checks import adviser
from ..grams import runs
from ..models import Clause, Lineage

LEAST = 6  # characters in a row that the heading of what was left out and a text have in common


@adviser
def named_though_left_out(edition):
    """Yield each clause of a draft that speaks of one that was left out of the notice above. Two queries; none for a draft of none.

    Words that a heading of ours bears as well say nothing: they are about that.
    """
    if not edition.answers_id:
        return
    rows = edition.lineage.filter(relation=Lineage.Relation.OMITTED)
    left_out = list(Clause.objects.filter(pk__in=rows.values("parent")).exclude(heading="").order_by("position"))
    clauses = list(edition.clauses.order_by("position")) if left_out else []
    ours = runs(edition.title, LEAST).union(*(runs(clause.heading, LEAST) for clause in clauses))
    for gone in left_out:
        telling = runs(gone.heading, LEAST) - ours
        for clause in clauses:
            if telling & runs(words_of(clause), LEAST):
                address = reverse("drafting:clause", args=[edition.pk, clause.pk])
                yield f"{clause.place}仍提到没有列入的“{gone.path}{gone.heading.rstrip('。：')}”。", address


def words_of(clause):
    """Return the words of a clause, and of its table."""
    table = clause.table or {}
    cells = [*table.get("header", []), *(cell for row in table.get("rows", []) for cell in row)]
    return "，".join([clause.text, *map(str, cells)])

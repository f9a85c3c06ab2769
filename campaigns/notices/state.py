"""All that the page of a notice depends on, in one short query: while it is the same, the page is the same."""

import hashlib
from dataclasses import dataclass
from functools import cache

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import BigIntegerField, Case, Count, F, Max, OuterRef, Subquery, Sum, Value, When

from .lineage.above import UP
from .models import CitedDocument, EditionFile, Lineage, Notice

ANY = -1  # stands for the key in the SQL that is made once
# Which row has which relation, in one figure that no number of rows makes overflow.
EACH_RELATION = F("pk") * Case(
    *(When(relation=relation, then=place) for place, relation in enumerate(Lineage.Relation, start=1)),
    output_field=BigIntegerField(),
)
LATE = 100  # rows of the back office's log: one that was begun earlier may be written later


@dataclass(frozen=True)
class State:
    """What a page was made of: `stamp` changes with any of it."""

    stamp: str
    is_frozen: bool  # whether the text itself bears a hash: one that does not may change unseen


def state_of(pk):
    """Return the State of a public notice's page, or None where there is no such notice. One query."""
    sql, params = _compiled(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if each == ANY else each for each in params])
        row = cursor.fetchone()
    if row is None:
        return None
    digest, *_ = row
    return State(hashlib.sha256(repr(row).encode()).hexdigest(), bool(digest))


@cache
def _compiled(vendor):
    """Return the SQL and its parameters: to make it takes ten times as long as to ask it."""
    return _rows().query.sql_with_params()


def _rows():
    files = EditionFile.objects.filter(edition=OuterRef("current"))
    children = Notice.objects.public().filter(parent=OuterRef("pk"))
    lineage = Lineage.objects.filter(edition=OuterRef("current"))
    last_edit = Subquery(LogEntry.objects.order_by("-pk").values("pk")[:1])
    return (
        Notice.objects.public()
        .filter(pk=ANY)
        .values_list(
            "current__digest",
            "current",
            "ending",
            "ended_at",
            "parent__openness",
            "parent__current",
            "parent__ended_at",
            *(f"{above}__{fact}" for above in UP[1:] for fact in ("openness", "current", "ended_at")),
        )
        .annotate(
            files=_one(files, Count("pages") + Count("pk") * 1000),
            children=_one(children, Count("pk")),
            ends_of_children=_one(children, Count("ended_at")),
            editions_of_children=_one(children, Sum("current")),
            relations=_one(lineage, Sum(EACH_RELATION)),
            clauses=_one(lineage, Count("clause", distinct=True)),
            sources=_one(CitedDocument.objects, Count("pk")),
            source_at=_one(CitedDocument.objects, Max("changed_at")),
            last_edit=last_edit,
            edits=_one(LogEntry.objects.filter(pk__gt=last_edit - LATE), Count("pk")),
        )
    )


def _one(rows, what):
    """Return one figure of all the rows."""
    return Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(figure=what).values("figure"))

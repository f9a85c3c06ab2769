"""All that the page of a notice depends on, in one short query: while it is the same, the page is the same."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import BigIntegerField, Case, Count, Max, OuterRef, Subquery, Sum, Value, When
from django.utils.dateparse import parse_datetime

from . import freshness
from .models import CitedDocument, EditionFile, Lineage, Notice

ANY = -1  # stands for the key in the SQL that is made once
# How many rows of each relation there are, all in one figure: thousands apart.
EACH_RELATION = Case(
    *(When(relation=relation, then=1000**place) for place, relation in enumerate(Lineage.Relation)),
    output_field=BigIntegerField(),
)
TIMES = ("recorded_at", "parent__recorded_at", "made_at", "child_at", "source_at", "edited_at")


@dataclass(frozen=True)
class State:
    """What a page was made of: `stamp` changes with any of it, `changed_at` says when the newest of it came."""

    stamp: str
    changed_at: datetime
    is_frozen: bool  # whether the text itself bears a hash: one that does not may change unseen


def state_of(pk):
    """Return the State of a public notice's page, or None where there is no such notice. One query."""
    sql, params, names = _compiled(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk if each == ANY else each for each in params])
        row = cursor.fetchone()
    if row is None:
        return None
    facts = dict(zip(names, row, strict=True))
    newest = max([freshness.STARTED, *(_time(facts[name]) for name in TIMES if facts[name])])
    return State(hashlib.sha256(repr(row).encode()).hexdigest(), newest, bool(facts["current__digest"]))


def _time(value):
    """Return a time as such: SQLite gives it without its zone, which is UTC, and what it computes as text."""
    value = parse_datetime(value) if isinstance(value, str) else value
    return value if value.tzinfo else value.replace(tzinfo=UTC)


@cache
def _compiled(vendor):
    """Return the SQL, its parameters and the names of its columns: to make it takes ten times as long as to ask it."""
    rows = _rows()
    return *rows.query.sql_with_params(), tuple(rows.query.values_select + tuple(rows.query.annotation_select))


def _rows():
    files = EditionFile.objects.filter(edition=OuterRef("current"))
    children = Notice.objects.public().filter(parent=OuterRef("pk"))
    lineage = Lineage.objects.filter(edition=OuterRef("current"))
    return (
        Notice.objects.public()
        .filter(pk=ANY)
        .values_list("current__digest", "parent__openness", "parent__current", "recorded_at", "parent__recorded_at")
        .annotate(
            files=_one(files, Count("pages") + Count("pk") * 1000),
            made_at=_one(files, Max("made_at")),
            children=_one(children, Count("pk")),
            child_at=_one(children, Max("recorded_at")),
            relations=_one(lineage, Sum(EACH_RELATION)),
            clauses=_one(lineage, Count("clause", distinct=True)),
            sources=_one(CitedDocument.objects, Count("pk")),
            source_at=_one(CitedDocument.objects, Max("changed_at")),
            edited_at=Subquery(LogEntry.objects.order_by("-pk").values("action_time")[:1]),
        )
    )


def _one(rows, what):
    """Return one figure of all the rows."""
    return Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(figure=what).values("figure"))

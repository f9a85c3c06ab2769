"""The canonical form of an edition's text, of which co-issuers sign the hash: all that is said, and by whom, to whom.

Number and date, seals, and who has it printed are not part of it: they come with the signature of the host. A clause's identity is not either: who
takes a clause apart and joins it again has changed nothing. What is locked for those below, and by when they owe a notice
of their own, is said only where anything is: a text without that has the form that it had before there was any.
"""

import hashlib
import json

FORM = 2  # raised with any change to what stands below: a signature names the form, too
FIELDS = (
    "title", "urgency", "addressees", "cc", "theme", "keywords", "annotations", "internal_label", "internal_distribution", "is_signed", "set_as",
    "change_note", "openness_reason",
)  # fmt: skip
CLAUSE_FIELDS = ("kind", "marker", "heading", "text", "listed_marker", "listed", "table")


def canonical_of(edition):
    """Return the canonical form of an edition as it stands in the database: plain data, of which JSON is made. Few queries."""
    clauses = list(edition.clauses.order_by("position").select_related("file").prefetch_related("duties", "locks"))
    depths = {}
    fields = {name: getattr(edition, name) for name in FIELDS}
    return {
        "form": FORM,
        "fields": fields | _for_those_below(edition),
        "openness": edition.openness,
        "issuers": list(edition.issuers.order_by("position").values_list("printed_name", flat=True)),
        "addressed": list(
            map(
                list,
                edition.addressed.order_by("place", "position", "pk").values_list(
                    "place", "text", "department", "level", "line__code", "duty"
                ),
            )
        ),
        "clauses": [_clause(clause, depths) for clause in clauses],
    }


def _for_those_below(edition):
    """What it binds those below to beside its clauses, as far as it does."""
    day = {"adapt_by": str(edition.adapt_by)} if edition.adapt_by else {}  # str: the ISO day
    return day | ({"locks_theme": True} if edition.locks_theme else {})


def _clause(clause, depths):
    depths[clause.pk] = depths.get(clause.parent_id, -1) + 1
    found = {name: getattr(clause, name) for name in CLAUSE_FIELDS}
    file, locks = getattr(clause, "file", None), sorted(lock.words for lock in clause.locks.all())
    return (
        found
        | ({"locks": locks} if locks else {})
        | {
            "depth": depths[clause.pk],
            "duties": [[duty.department_id, duty.part] for duty in clause.duties.all()],
            "file": [file.name, file.sha256] if file else None,
        }
    )


def hash_of(canonical):
    """Return the SHA-256 of a canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(canonical, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

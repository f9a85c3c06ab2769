"""The hash of all that is printed of an edition: what is made of it may be kept under this name."""

import hashlib
import json

FIELDS = (
    "title", "masthead", "urgency", "doc_number", "addressees", "theme", "dated_text", "dated_on", "is_signed", "keywords",
    "cc", "internal_label", "internal_distribution", "print_office", "printed_text", "printed_on", "annotations",
)  # fmt: skip
CLAUSE_FIELDS = ("kind", "marker", "heading", "text", "listed", "listed_marker", "path", "anchor")


def digest_of(edition):
    """Return the SHA-256, as 64 hexadecimal digits, of an edition's fields, its issuers and its clauses in order."""
    issuers = edition.issuers.order_by("position").values_list("printed_name", flat=True)
    clauses = edition.clauses.order_by("position").values_list(*CLAUSE_FIELDS)
    content = [[getattr(edition, name) for name in FIELDS], list(issuers), list(map(list, clauses))]
    if more := _more(edition):  # recorded texts have none of it, and keep the digests that they have
        content.append(more)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _more(edition):
    """Return what only texts of our own have: tables, attached files, a layout that was chosen."""
    tables = edition.clauses.filter(table__isnull=False).order_by("position").values_list("position", "table")
    files = edition.clauses.filter(file__isnull=False).order_by("position").values_list("position", "file__sha256")
    return [list(map(list, rows)) for rows in (tables, files) if rows] + ([edition.set_as] if edition.set_as else [])

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
    clauses = list(edition.clauses.order_by("position").values_list(*CLAUSE_FIELDS, "table", "file__sha256"))
    texts = [list(facts) for *facts, _, _ in clauses]
    content = [[getattr(edition, name) for name in FIELDS], list(issuers), texts]
    more = [[at, table, file] for at, (*_, table, file) in enumerate(clauses) if table or file]
    if more or edition.set_as:  # recorded texts have none of it, and keep the digests that they have
        content += [more, edition.set_as]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

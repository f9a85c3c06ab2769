"""The text that is put before a co-issuer: from the very form of which it signs the hash, and nothing else."""

from dataclasses import dataclass

from ..models import Clause, Edition
from ..outline import Outline
from ..rounds.changes import changes, facts_of, names_in, shown

TEXT = ("kind", "marker", "heading", "text", "listed", "listed_marker", "table")


@dataclass(frozen=True)
class Reading:
    """A Revision as a text to read."""

    revision: object
    outline: Outline
    fields: dict
    issuers: list
    facts: list  # [(label, words)] of what is signed, too, and does not stand in the text

    @property
    def signatories(self):
        return self.issuers if self.fields.get("is_signed") else []


def reading_of(revision):
    """Return the Reading of a Revision: its clauses are made of its canonical form."""
    content, names = revision.content, names_in(revision.content)
    clauses = [_clause(each, names) for each in content["clauses"]]
    return Reading(revision, Outline(clauses), content["fields"], content["issuers"], facts_of(content))


def _clause(canonical, names):
    """An unsaved Clause with what a reader must see beside its text: its file, and who carries it out."""
    clause = Clause(**{name: canonical[name] for name in TEXT}, edition=Edition())
    clause.attached = canonical["file"]
    clause.carried_out = [(part, names.get(key, "有关部门")) for key, part in canonical["duties"]]
    return clause


def latest(edition):
    """Return the text as it stands, in one row: content and hash are of one moment. None before the first was kept."""
    return edition.revisions.order_by("-number").first()


def revisions_by_hash(edition, hashes):
    """Return {hash: Revision}, the last of each text. One query."""
    return {each.text_hash: each for each in edition.revisions.filter(text_hash__in=hashes).order_by("number")}


def changed_since(edition, text_hash, now):
    """Return what changed from the text of a hash to a Revision, as `since` does; None where that text was not kept."""
    before = revisions_by_hash(edition, [text_hash]).get(text_hash)
    return None if before is None else since(before, now)


def since(old, new):
    """Return [(Change, its paragraphs)] from one Revision to another."""
    return shown(changes(old.content, new.content, names_in(old.content, new.content)))

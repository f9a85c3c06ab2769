"""An edition in the order in which it is read: the body, then each attachment, and a table of contents."""

from dataclasses import dataclass, field
from itertools import groupby

from .models import Clause


@dataclass
class Part:
    """The body (head is None), or one attachment under its head."""

    head: Clause | None = None
    clauses: list = field(default_factory=list)

    @property
    def runs(self):
        """Return [(are they slogans?, clauses)]: slogans stand together as one list."""
        runs = groupby(self.clauses, key=lambda clause: clause.kind == Clause.Kind.SLOGAN)
        return [(are_slogans, list(run)) for are_slogans, run in runs]


class Outline:
    """The parts of an edition. Each clause gets its `rank`, the level of its heading on a page."""

    def __init__(self, clauses):
        self.body = Part()
        self.attachments = []
        for clause in clauses:
            self._place(clause)

    def _place(self, clause):
        if clause.kind == Clause.Kind.ATTACHMENT:
            self.attachments.append(Part(clause))
            return
        part = self.attachments[-1] if self.attachments else self.body
        clause.rank = 2 + bool(part.head) + (clause.kind != Clause.Kind.SECTION)
        part.clauses.append(clause)

    @property
    def contents(self):
        """Return [(section, its clauses)] of the body, as far as they have an address."""
        entries = []
        for clause in self.body.clauses:
            if clause.kind == Clause.Kind.SECTION or (clause.kind == Clause.Kind.CLAUSE and not entries):
                entries.append((clause, []))
            elif clause.kind == Clause.Kind.CLAUSE:
                entries[-1][1].append(clause)
        return entries

    @property
    def listed(self):
        """The attachments that the text lists before its signature."""
        return [part.head for part in self.attachments if part.head.listed]

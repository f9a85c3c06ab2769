"""An edition in the order in which it is read: the body, then each attachment, and a table of contents."""

from dataclasses import dataclass, field
from itertools import groupby

from .models import Clause

RANKED = (Clause.Kind.SECTION, Clause.Kind.CLAUSE, Clause.Kind.ITEM)


@dataclass
class Part:
    """The body (head is None), or one attachment under its head."""

    head: Clause | None = None
    clauses: list = field(default_factory=list)
    headings: list = field(default_factory=list)  # kinds of the headings under which the next clause stands

    def add(self, clause):
        """Take in a clause and give it its `rank`, the level of its heading on a page."""
        if clause.kind in RANKED:
            above = RANKED[: RANKED.index(clause.kind)]
            self.headings = [kind for kind in self.headings if kind in above]
        clause.rank = 2 + bool(self.head and self.head.heading) + len(self.headings)
        if clause.is_heading:
            self.headings.append(clause.kind)
        self.clauses.append(clause)

    @property
    def sections(self):
        """The sections that have an address: a plan's contents."""
        return [clause for clause in self.clauses if clause.kind == Clause.Kind.SECTION and clause.anchor]

    @property
    def runs(self):
        """Return [(are they slogans?, clauses)]: slogans stand together as one list."""
        runs = groupby(self.clauses, key=lambda clause: clause.kind == Clause.Kind.SLOGAN)
        return [(are_slogans, list(run)) for are_slogans, run in runs]


class Outline:
    """The parts of an edition."""

    def __init__(self, clauses):
        self.body = Part()
        self.attachments = []
        for clause in clauses:
            if clause.kind == Clause.Kind.ATTACHMENT:
                self.attachments.append(Part(clause))
            else:
                (self.attachments[-1] if self.attachments else self.body).add(clause)

    @property
    def contents(self):
        """Return [(section, its clauses)] of the body, as far as they have an address."""
        entries = []
        for clause in self.body.clauses:
            if not clause.anchor or clause.kind not in RANKED[:2]:
                continue
            if clause.kind == Clause.Kind.CLAUSE and entries and entries[-1][0].kind == Clause.Kind.SECTION:
                entries[-1][1].append(clause)
            else:
                entries.append((clause, []))
        return entries

    @property
    def listed(self):
        """The attachments that the text lists before its signature."""
        return [part.head for part in self.attachments if part.head.listed]

"""What reading gives: a notice as a tree of addressable pieces, and what was left out of it and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .characters import close_up
from .dates import PrintedDate


@dataclass
class Piece:
    """One piece of the text. `kind` is section, clause, item, paragraph or slogan.

    Where `heading` and `text` both stand they share a line: the heading runs on into the text, punctuation and all.
    `label` is how the piece is cited within its parent: 三, （四）, 1; empty where it bears no number.
    """

    kind: str
    line: int
    text: str = ""
    marker: str = ""
    label: str = ""
    heading: str = ""
    children: list["Piece"] = field(default_factory=list)
    key: int | None = None  # of the stored clause that it is made from

    def printed(self) -> str:
        """Return the piece's own line as printed, without what stands below it."""
        return self.marker + self.heading + self.text

    def walk(self) -> Iterator["Piece"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class Attachment:
    """附件: its `label` (附件1), its own `title`, and `listed`, its name in the list before the signature.

    `printed_label` and `listed_marker` are what stands before title and name, punctuation and all (附件1：, 附件：1．).
    """

    line: int
    label: str = ""
    title: str = ""
    listed: str = ""
    printed_label: str = ""
    listed_marker: str = ""
    key: int | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Dropped:
    """Something that stands on the page and not in the notice's text: furniture, labels, separators."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Advice:
    """A slip that a person should look at. Reading changes nothing."""

    line: int
    text: str
    say: str


@dataclass
class Source:
    headline: str = ""
    published: str = ""
    origin: str = ""


@dataclass
class Reading:
    """A notice read from text. Empty strings and lists say that the text has no such thing."""

    marking: str = ""
    urgency: str = ""
    masthead: list[str] = field(default_factory=list)
    doc_number: str = ""
    title: str = ""
    addressees: str = ""
    preamble: list[Piece] = field(default_factory=list)
    sections: list[Piece] = field(default_factory=list)
    closing: list[Piece] = field(default_factory=list)
    theme: str = ""
    attachments: list[Attachment] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    is_signed: bool = False  # whether the issuers stand under the text
    proposed_issuers: list[str] = field(default_factory=list)
    date: PrintedDate | None = None
    stated_date: PrintedDate | None = None  # by the page or a line under the title, where nobody signs
    stated_issuers: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    cc: str = ""
    internal_label: str = ""
    internal_distribution: str = ""
    print_office: str = ""
    print_date: PrintedDate | None = None
    notes: list[str] = field(default_factory=list)
    source: Source = field(default_factory=Source)
    dropped: list[Dropped] = field(default_factory=list)
    advice: list[Advice] = field(default_factory=list)
    where: dict[str, int] = field(default_factory=dict)  # the line on which a field begins

    def drop(self, line, why, text=None):
        """Note that `line`, or only `text` of it, stands on the page and not in the notice."""
        self.dropped.append(Dropped(line.number, close_up(line.text) if text is None else text, why))

    def body(self) -> Iterator[Piece]:
        """Every piece of the main text, in order."""
        for piece in [*self.preamble, *self.sections, *self.closing]:
            yield from piece.walk()

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the main text and then of the attachments, in order."""
        yield from self.body()
        for attachment in self.attachments:
            for piece in attachment.pieces:
                yield from piece.walk()

    def slogans(self) -> list[str]:
        """The slogans of the main text; an attachment's stand in its own pieces."""
        return [piece.text for piece in self.body() if piece.kind == "slogan"]

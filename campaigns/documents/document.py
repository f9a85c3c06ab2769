"""What a printed document holds: plain data, in reading order, with no knowledge of where it is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One paragraph or heading.

    kind: section, clause, item, paragraph, preamble, closing, theme or slogan.
    A heading and a text together share one paragraph: the heading runs in.
    """

    kind: str
    text: str = ""
    heading: str = ""
    marker: str = ""

    @property
    def halves(self):
        """Return the parts of a slogan, which the text keeps apart by a space."""
        return self.text.split(" ")


@dataclass(frozen=True)
class Attachment:
    """An annex on a page of its own: its printed label (附件1), its title, its text."""

    label: str
    title: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Document:
    """An official document. Whatever the source lacks is empty, and is then not printed.

    issuers: who signs it, in order.
    dated, printed: dates as they are to be read, not as data.
    listed: the lines of the list of attachments before the signature, labels included.
    """

    title: str
    number: str = ""
    addressees: str = ""
    pieces: tuple[Piece, ...] = ()
    listed: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    dated: str = ""
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    keywords: str = ""
    cc: str = ""
    internal_distribution: str = ""
    print_office: str = ""
    printed: str = ""

    @property
    def has_imprint(self):
        """Whether there is anything for the 版记 at the end."""
        return any((self.keywords, self.cc, self.internal_distribution, self.print_office, self.printed))

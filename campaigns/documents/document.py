"""What a printed document holds: plain data, in reading order, with no knowledge of where it is kept.

Whatever the source lacks is empty, and is then not printed: nothing is invented.
"""

from dataclasses import dataclass
from enum import StrEnum


class DocumentError(ValueError):
    """A document cannot be made. `str` is a sentence in Chinese for the person who wrote it."""


class Layout(StrEnum):
    """How a document is set: the format of GB/T 9704-2012, of GB/T 9704-1999, or the letter of 2012 §10.1."""

    Y2012 = "2012"
    Y1999 = "1999"
    LETTER = "letter"


@dataclass(frozen=True)
class Organ:
    """发文机关: a name as printed. `seal` is an uploaded picture (PNG, JPEG or WebP), `seal_mm` its diameter."""

    name: str
    seal: bytes | None = None
    seal_mm: float = 42


@dataclass(frozen=True)
class Piece:
    """One paragraph or heading.

    kind: section (一、), clause （一）, item 1., paragraph, preamble, closing, theme or slogan.
    A heading and a text together share one paragraph: the heading runs in.
    """

    kind: str
    text: str = ""
    heading: str = ""
    marker: str = ""

    @property
    def halves(self):
        """Return the parts of a slogan, which the text keeps apart by a space."""
        return self.text.split()


@dataclass(frozen=True)
class Table:
    """A table of texts. A landscape one lies on its side, its head at the left edge of the page (2012 §8)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_landscape: bool = False


@dataclass(frozen=True)
class Listed:
    """One line of the 附件说明: what stands before the name (附件：, 附件：1., 2.) and the name."""

    marker: str
    name: str


@dataclass(frozen=True)
class Attachment:
    """附件, on a page of its own: its label (附件, 附件1), its title, its text and tables."""

    label: str
    title: str
    pieces: tuple[Piece | Table, ...] = ()


@dataclass(frozen=True)
class Document:
    """An official document.

    organs: who issues it, host first. is_signed: whether they also stand under the text.
    has_host_mark: whether the red head of a joint document shows the host alone.
    title: a line break in it is kept; without one the title is broken where it reads best.
    dated: the date as far as it is known, 2008, 2008-08 or 2008-08-26; other texts are printed as they are.
    printed: the printing date as it is to be read (2008年6月26日印发).
    remark: what the file says of itself in its properties; it is not printed.
    """

    title: str
    organs: tuple[Organ, ...] = ()
    is_signed: bool = True
    has_host_mark: bool = False
    urgency: str = ""
    number: str = ""
    addressees: str = ""
    pieces: tuple[Piece | Table, ...] = ()
    listed: tuple[Listed, ...] = ()
    dated: str = ""
    notes: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    keywords: tuple[str, ...] = ()
    cc: str = ""
    internal_distribution: str = ""
    print_office: str = ""
    printed: str = ""
    is_draft: bool = False
    remark: str = ""

    @property
    def host(self):
        return self.organs[0] if self.organs else None

    @property
    def is_sealed(self):
        return self.is_signed and any(organ.seal for organ in self.organs)

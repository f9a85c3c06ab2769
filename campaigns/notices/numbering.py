"""Numbers by themselves: the marker, path and anchor of every clause, from nothing but their order and depth.

GB/T 9704-2012 §7.3.3 (一、 （一） 1. （1）) and §7.3.4 (附件：1. 2.). What is read from a text keeps the marker that it
bears there; its path and anchor are made here, too.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .reading.body import label_of
from .reading.characters import fold
from .reading.markers import Rank, marker_of
from .reading.numerals import number, written


@dataclass(frozen=True)
class Address:
    """How people cite a clause (三（四）), and the same for addresses (s3-4). Empty where nobody cites it by number."""

    path: str = ""
    anchor: str = ""


NOWHERE = Address()


class Addresses:
    """Gives out the addresses of one edition, each anchor once."""

    def __init__(self):
        self.given = Counter()

    def below(self, outer: Address, kind: str, label: str) -> Address:
        """Return the address of the piece called `label` (三, （四）, 1) under the one that has `outer`.

        s3 for 三, s3-4 for 三（四）, a1-s2 within an attachment.
        """
        value = number(label.strip("（）"))
        own = f"s{value}" if kind == "section" or not outer.anchor else str(value)
        return Address(outer.path + label, self._once("-".join(filter(None, (outer.anchor, own)))))

    def attachment(self, serial: int, label: str) -> Address:
        """Return the address of the attachment that stands as number `serial`."""
        return Address(label or "附件", self._once(f"a{serial}"))

    def _once(self, anchor):
        """Return `anchor`, with its count behind it from the second time on: s3, s3.2, s3.3."""
        self.given[anchor] += 1
        return anchor if self.given[anchor] == 1 else f"{anchor}.{self.given[anchor]}"


# --- numbering ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What numbering needs to know of a clause. `depth` is 0 for what stands under nothing.

    A `marker` that is there says the form of its sisters' numbers (1. where the text numbers so directly under 一、);
    a clause that changed its kind or its place comes without one.
    """

    kind: str
    depth: int = 0
    heading: str = ""
    text: str = ""
    marker: str = ""
    listed: str = ""


@dataclass(frozen=True)
class Numbered:
    """The number of one clause, in the fields of a stored one."""

    marker: str = ""
    path: str = ""
    anchor: str = ""
    listed_marker: str = ""


def numbered(entries: Iterable[Entry]) -> list[Numbered]:
    """Return the number of every entry, in order. Sections, and clauses within each, count from one.

    A section without heading and text only holds clauses, and has no number. Never raises.
    """
    entries = list(entries)
    numbering = _Numbering(entries)
    return [numbering.of(at) for at in range(len(entries))]


_USUAL = {"section": Rank.SECTION, "clause": Rank.CLAUSE, "item": Rank.ITEM}
_BELOW = {Rank.ARTICLE: Rank.CLAUSE, Rank.ITEM: Rank.SUBITEM, Rank.SUBITEM: Rank.CIRCLED, Rank.CIRCLED: Rank.CIRCLED}
_PRINTED = {
    Rank.CHAPTER: "第{}章",
    Rank.SECTION: "{}、",
    Rank.ARTICLE: "第{}条",
    Rank.CLAUSE: "（{}）",
    Rank.ITEM: "{}.",
    Rank.SUBITEM: "（{}）",
}
_MOST_CIRCLED = 20


class _Numbering:
    """Counts as it goes. `parents` is where each entry's parent stands, None where it has none."""

    def __init__(self, entries):
        self.entries = entries
        self.parents = _parents(entries)
        self.marked = self._first_markers()
        self.addresses, self.given, self.forms, self.counts = Addresses(), {None: NOWHERE}, {}, Counter()
        self.is_only = sum(entry.kind == "attachment" for entry in entries) == 1

    def _first_markers(self):
        """For each group of sisters, the first marker that stands there."""
        found = {}
        for entry, parent in zip(self.entries, self.parents, strict=True):
            if entry.marker:
                found.setdefault((parent, entry.kind), entry.marker)
        return found

    def of(self, at):
        entry, outer = self.entries[at], self.given[self.parents[at]]
        self.given[at] = outer
        if entry.kind == "attachment":
            return self._attachment(at, entry)
        if entry.kind in _USUAL and (entry.heading or entry.text or entry.marker):
            return self._ranked(at, entry, outer)
        return Numbered(marker=self._slogan(at)) if entry.kind == "slogan" else Numbered()

    def _attachment(self, at, entry):
        serial = self._next("attachment")
        label = "附件" if self.is_only else f"附件{serial}"
        address = self.given[at] = self.addresses.attachment(serial, label)
        return Numbered(label, address.path, address.anchor, self._listed(serial) if entry.listed else "")

    def _listed(self, serial):
        """附件： before an only name, else 附件：1. and 2. (GB/T 9704-2012 §7.3.4)."""
        before = "附件：" if self._next("listed") == 1 else ""
        return before if self.is_only else f"{before}{serial}."

    def _ranked(self, at, entry, outer):
        form = self.forms[at] = self._form(at, entry)
        value = self._next(self._part(at) if form == Rank.ARTICLE else (self.parents[at], entry.kind))
        address = self.given[at] = self.addresses.below(outer, entry.kind, label_of(form, value))
        return Numbered(_printed(form, value), address.path, address.anchor)

    def _form(self, at, entry):
        """As the first of its sisters is numbered; else the usual form for its kind, or the one below its parent's."""
        marker = self.marked.get((self.parents[at], entry.kind), "")
        if found := marker_of(marker, fold(marker)):
            return found.rank
        above = self.forms.get(self.parents[at])
        return _BELOW.get(above, _USUAL[entry.kind]) if entry.kind == "item" else _USUAL[entry.kind]

    def _part(self, at):
        """The attachment that an article stands in, or the main text: articles run on from chapter to chapter."""
        while self.parents[at] is not None:
            at = self.parents[at]
        return ("article", at if self.entries[at].kind == "attachment" else None)

    def _slogan(self, at):
        """Slogans are numbered where one of them is."""
        group = (self.parents[at], "slogan")
        return f"{self._next(group)}." if group in self.marked else ""

    def _next(self, group):
        self.counts[group] += 1
        return self.counts[group]


def _parents(entries):
    """Return for each entry where its parent stands: the last one above it that is less deep."""
    parents, stack = [], []
    for at, entry in enumerate(entries):
        while stack and entries[stack[-1]].depth >= entry.depth:
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(at)
    return parents


def _printed(form, value):
    if form == Rank.CIRCLED:
        return chr(0x2460 + value - 1) if value <= _MOST_CIRCLED else f"（{value}）"
    return _PRINTED[form].format(written(value) if form <= Rank.CLAUSE else value)

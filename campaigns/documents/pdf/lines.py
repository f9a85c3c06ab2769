"""From text to lines that fill the type area: where Chinese may break, and how far apart the characters then stand.

The renderer is given finished lines and breaks none itself. It would widen spaces only, which Chinese text has not,
and so leave ragged every line that loses a character to 避头尾; and our own lines can be counted before anything is
laid out, so that pages are planned and not tried.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from operator import attrgetter

from ..cleaning import visible
from ..fonts import Role, setter, width
from ..geometry import NO_3

OPENING = "（“‘《〈〔【「『｛([{"
CLOSING = "，。、；：！？）”’》〉〕】」』｝)]},.;:!?%‰℃·—…～"
UNIT = "年月日号时分秒届期第条款项个"  # a number and its unit stay on one line (1999 §8.2: 数字、年份不能回行)
# What no line may divide: a run of Latin letters and figures with its unit, a dash or an ellipsis of two characters,
# any other single character; each with the brackets and the points that cling to it.
ATOM = re.compile(
    rf"(?:\(\d{{3,4}}\) ?\d+|[{re.escape(OPENING)}]*"
    rf"(?:——|……|[0-9A-Za-z][0-9A-Za-z.,:/@_+\-&#'%~]*(?<![.,:])[{UNIT}]?|.))"
    rf"[{re.escape(CLOSING)}]*",
    re.DOTALL,
)
LATIN = re.compile("[!-~]{2}")  # no space comes between the two
EPSILON = 0.01
WIDEST = 0.4  # em: a line that would have to be opened by more between two characters is left short


@dataclass(frozen=True)
class Run:
    """Text in one face."""

    text: str
    role: Role = Role.FANG


@dataclass(frozen=True)
class Line:
    """One row: its runs, the space in points between its characters (none inside a Latin word), its indent in points."""

    runs: tuple[Run, ...]
    spacing: float
    indent: float = 0.0

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Measure:
    """The measure that lines fill, in points: width, type size, normal spacing, indents of the first and later lines."""

    width: float
    size: float = NO_3
    spacing: float = 0.0
    first: float = 0.0
    rest: float = 0.0
    fills: bool = True  # whether lines are spread to the full width


@dataclass(frozen=True)
class Cell:
    """A character on its way to a line. is_open: whether space may come between it and the next one."""

    character: str
    role: Role
    is_open: bool

    @property
    def width(self):
        """In em."""
        return width(self.character, self.role)


def compose(runs, measure):
    """Return the Lines of a paragraph given as Runs. Raise UnprintableError for a character that no font has.

    Every visible character of the runs stands in the lines, in order.
    """
    characters = [(each, run.role) for run in runs for each in visible(run.text)]
    gaps = _gaps("".join(each for each, _ in characters))
    cells = [Cell(each, role, is_open) for (each, role), is_open in zip(characters, gaps, strict=True)]
    atoms = _atoms(cells, measure)
    lines, start, indent = [], 0, measure.first
    while start < len(atoms):
        end = _end_of_line(atoms, start, measure, indent)
        lines.append(atoms[start:end])
        start, indent = end, measure.rest
    _spare_last_character(lines, measure)
    return [
        _line(line, measure, measure.rest if number else measure.first, number + 1 < len(lines))
        for number, line in enumerate(lines)
    ]


def hung(label, text, measure):
    """Return the Lines of a label and a text that hangs under its own first character, wherever the first line has it."""
    start, spacing = label + visible(text)[:1], measure.spacing
    for _ in range(2):  # the first line may be spread, and its label with it
        hang = (
            measure.first
            + length(start, size=measure.size, spacing=spacing)
            - length(start[len(label) :], size=measure.size)
        )
        lines = compose([Run(label + text)], replace(measure, rest=hang))
        spacing = lines[0].spacing if lines else spacing
    return lines


def length(text, role=Role.FANG, size=NO_3, spacing=0.0):
    """Return the width of `text` on one line in points, without a space behind its last character."""
    text = visible(text)
    return sum(width(each, role) for each in text) * size + spacing * sum(_gaps(text)[:-1])


def _gaps(text):
    """Return for each character whether space may come behind it: not inside a Latin word or a number."""
    return [not LATIN.match(pair) for pair in map("".join, zip_longest(text, text[1:], fillvalue=""))]


def _atoms(cells, measure):
    """Return lists of cells that no line divides; none takes more than half of a line that is to be filled."""
    text = "".join(cell.character for cell in cells)
    found = [cells[match.start() : match.end()] for match in ATOM.finditer(text)]
    most = (measure.width - max(measure.first, measure.rest)) / (2 if measure.fills else 1)
    for divided in (_behind_marks, lambda atom: [[cell] for cell in atom]):
        found = [part for atom in found for part in (divided(atom) if _extent(atom, measure) > most else [atom])]
    return found


def _behind_marks(atom):
    """The parts of an address or the like, which may be broken behind its points, strokes and hyphens."""
    text, end = "".join(cell.character for cell in atom), 0
    parts = []
    for match in re.finditer(r"(?:[^./@_-]*://)?[^./@_-]*[./@_-]*", text):
        if match.group():
            parts.append(atom[end : match.end()])
            end = match.end()
    return parts


def _extent(cells, measure):
    """The width of cells in points, the space behind the last included."""
    return sum(cell.width for cell in cells) * measure.size + measure.spacing * sum(cell.is_open for cell in cells)


def _end_of_line(atoms, start, measure, indent):
    """Return the number of the first atom that no longer fits."""
    room, end = measure.width - indent + measure.spacing + EPSILON, start
    while end < len(atoms) and (taken := _extent(atoms[end], measure)) <= room:
        room -= taken
        end += 1
    end = max(end, start + 1)
    while end < len(atoms) and _is_blank(atoms[end]):  # a space hangs over the edge and begins no line
        end += 1
    return end


def _is_blank(cells):
    return all(cell.character.isspace() for cell in cells)


def _spare_last_character(lines, measure):
    """Let no single character stand alone on the last line: take one down from the line before."""
    if len(lines) > 1 and measure.fills and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        lonely = sum(cell.character not in CLOSING + OPENING for cell in lines[-1][0])
        if lonely == 1:
            lines[-1].insert(0, lines[-2].pop())


def _line(atoms, measure, indent, is_full):
    cells = [cell for atom in atoms for cell in atom]
    runs = tuple(
        Run("".join(cell.character for cell in group), role) for role, group in groupby(cells, key=attrgetter("role"))
    )
    spacing = measure.spacing
    seen = cells[: len("".join(run.text for run in runs).rstrip())]
    gaps = sum(cell.is_open for cell in seen[:-1])
    if is_full and measure.fills and gaps:
        natural = sum(cell.width for cell in seen) * measure.size
        spread = (measure.width - indent - natural) / gaps
        spacing = spread if spread <= measure.spacing + WIDEST * measure.size else spacing
    return Line(runs, spacing, indent)


def faces_of(run):
    """Yield (face, text) for the parts of a run, which change where its own face lacks a character."""
    for face, group in groupby(run.text, key=lambda each: setter(each, run.role)):
        yield face, "".join(group)

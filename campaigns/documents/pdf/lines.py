"""From text to lines that fill the type area: where Chinese may break, and how far apart the characters then stand.

The renderer is given finished lines and breaks none itself. It would widen spaces only, which Chinese text has not,
and so leave ragged every line that loses a character to 避头尾; and our own lines can be counted before anything is
laid out, so that pages are planned and not tried.
"""

import re
from dataclasses import dataclass, replace
from itertools import groupby

from ..fonts import Role, printable, setter, width
from ..geometry import NO_3

OPENING = "（“‘《〈〔【「『｛([{"
CLOSING = "，。、；：！？）”’》〉〕】」』｝)]},.;:!?%‰℃·—…～"
UNIT = "年月日号时分秒届期第条款项个"  # a number and its unit stay on one line (1999 §8.2: 数字、年份不能回行)
# What no line may divide: a run of Latin letters and figures with its unit, a dash or an ellipsis of two characters,
# any other single character; each with the brackets and the points that cling to it.
ATOM = re.compile(
    rf"[{re.escape(OPENING)}]*"
    rf"(?:——|……|[0-9A-Za-z][0-9A-Za-z.,:/@_+\-&#'%~]*(?<![.,:])[{UNIT}]?|.)"
    rf"[{re.escape(CLOSING)}]*",
    re.DOTALL,
)
EPSILON = 0.01
WIDEST = 0.3  # em: a line is never opened by more than this between two characters


@dataclass(frozen=True)
class Run:
    """Text in one face. `name` marks what people look for in it (a heading that runs in)."""

    text: str
    role: Role = Role.FANG


@dataclass(frozen=True)
class Line:
    """One row: its runs, the space in points between its characters, its indent in points, its natural width in em."""

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


def compose(runs, measure):
    """Return the Lines of a paragraph given as Runs. Raise UnprintableError for a character that no font has.

    Every printable character of the runs stands in the lines, in order.
    """
    cells = [(each, run.role) for run in runs for each in printable(run.text)]
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
    spacing = measure.spacing
    for _ in range(2):  # the first line may be spread, and its label with it
        hang = measure.first + length(label, size=measure.size, spacing=spacing) + spacing * bool(label)
        lines = compose([Run(label + text)], replace(measure, rest=hang))
        spacing = lines[0].spacing if lines else spacing
    return lines


def length(text, role=Role.FANG, size=NO_3, spacing=0.0):
    """Return the width of `text` on one line in points, without a space behind its last character."""
    text = printable(text)
    return sum(width(each, role) for each in text) * size + spacing * max(0, len(text) - 1)


def _atoms(cells, measure):
    """Return lists of cells that no line divides; none takes more than half of a line that is to be filled."""
    text = "".join(character for character, _ in cells)
    found = [cells[match.start() : match.end()] for match in ATOM.finditer(text)]
    most = (measure.width - max(measure.first, measure.rest)) / (2 if measure.fills else 1)
    return [part for atom in found for part in ([[cell] for cell in atom] if _extent(atom, measure) > most else [atom])]


def _extent(cells, measure):
    """The width of cells in points, a space behind each included."""
    return sum(width(*cell) for cell in cells) * measure.size + measure.spacing * len(cells)


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
    return all(character.isspace() for character, _ in cells)


def _spare_last_character(lines, measure):
    """Let no single character stand alone on the last line: take one down from the line before."""
    if len(lines) > 1 and measure.fills and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        lonely = sum(character not in CLOSING + OPENING for character, _ in lines[-1][0])
        if lonely == 1:
            lines[-1].insert(0, lines[-2].pop())


def _line(atoms, measure, indent, is_full):
    cells = [cell for atom in atoms for cell in atom]
    runs = tuple(
        Run("".join(character for character, _ in group), role)
        for role, group in groupby(cells, key=lambda cell: cell[1])
    )
    spacing = measure.spacing
    seen = cells[: len("".join(run.text for run in runs).rstrip())]
    if is_full and measure.fills and len(seen) > 1:
        natural = sum(width(*cell) for cell in seen) * measure.size
        spread = (measure.width - indent - natural) / (len(seen) - 1)
        spacing = min(spread, measure.spacing + WIDEST * measure.size)
    return Line(runs, spacing, indent)


def faces_of(run):
    """Yield (face, text) for the parts of a run, which change where its own face lacks a character."""
    for face, group in groupby(run.text, key=lambda each: setter(each, run.role)):
        yield face, "".join(group)

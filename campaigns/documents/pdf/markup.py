"""From a setting to the page that the renderer lays out: finished lines in HTML, which it breaks nowhere."""

import re
from functools import cache
from pathlib import Path

from django.template import Context, Engine, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from ..document import Layout
from ..fonts import Role, face_of
from ..geometry import LEFT, MM, NO_4, PAGE_WIDTH, WIDTH
from .letterhead import letter_lines
from .lines import Run, faces_of

NUMBER_BELOW = 7 * MM  # the line of the page number below the type area (2012 §7.5)


register = Library()


@cache
def engine():
    return Engine(dirs=[Path(__file__).parent / "templates"], libraries={}, builtins=[__name__])


def markup_of(document, layout, setting):
    """Return the HTML of a Setting, as text."""
    grid = setting.grid
    context = Context(
        {
            "document": document,
            "layout": layout,
            "title": document.title.replace("\n", ""),
            "authors": "、".join(organ.name for organ in document.organs),
            "grid": grid,
            "faces": {str(role): face_of(role).family for role in Role},
            "blocks": [
                _Shown(block, grid, number in setting.plan.starts) for number, block in enumerate(setting.blocks)
            ],
            "imprint": _ShownImprint(setting) if setting.imprint else None,
            "below": NUMBER_BELOW - grid.lead - NO_4 / 2,
            "right": PAGE_WIDTH - LEFT - WIDTH,
            "left": LEFT,
            "letter": letter_lines(grid) if layout == Layout.LETTER else None,
        },
        use_l10n=False,  # CSS knows no decimal comma
    )
    return engine().get_template("document.html").render(context)


class _Shown:
    """A block as its template sees it: with its lines as HTML and the space above it in points."""

    def __init__(self, block, grid, starts_page=False):
        self.block, self.grid, self.starts_page = block, grid, starts_page

    def __getattr__(self, name):
        return getattr(self.block, name)

    @property
    def template(self):
        return OWN_TEMPLATES.get(self.block.kind, "text.html")

    @property
    def height(self):
        return self.block.rows * self.grid.pitch

    @property
    def space(self):
        return 0 if self.starts_page else self.block.before * self.grid.pitch

    @property
    def html(self):
        return lines_html(self.block.lines, self.grid.spacing, self.block.role)

    @property
    def classes(self):
        return " ".join(filter(None, (self.block.css, "" if self.block.role == Role.FANG else self.block.role)))

    @property
    def rows_shown(self):
        """The rows of a table: (height in points, [HTML of each cell]), the head first."""
        chunk = self.block.data
        return [(height, [lines_html(cell.lines, 0) for cell in cells]) for height, cells in chunk.rows]

    @property
    def head_shown(self):
        return [
            (width, lines_html(cell.lines, 0))
            for width, cell in zip(self.block.data.widths, self.block.data.head, strict=True)
        ]

    @property
    def above(self):
        return [_Shown(block, self.grid) for block in self.block.data.above]


OWN_TEMPLATES = {
    "head": "head.html",
    "seals": "seals.html",
    "table": "table.html",
}


class _ShownImprint:
    """The 版记 as its template sees it."""

    def __init__(self, setting):
        self.imprint, self.place, self.indent = setting.imprint, setting.place, setting.grid.cell

    @property
    def shown(self):
        """Return [(weight of the line above in points, [(HTML of a row, what stands at its right end)])]."""
        return [
            (entry.rule, [(lines_html([row.line], 0), text_html(row.right)) for row in entry.rows])
            for entry in self.imprint.entries
        ]

    def __getattr__(self, name):
        return getattr(self.imprint, name)


@register.filter("set_in")
def text_html(text, role=Role.FANG):
    """Return a text on one line as HTML, each character in the face that has it."""
    return _run(Run(text, Role(role)), role)


def lines_html(lines, spacing, role=Role.FANG):
    """Return rows as HTML, joined by breaks; of a row only what differs from `spacing` points and from `role` is said."""
    return mark_safe("<br>".join(_line(line, spacing, role) for line in lines))  # noqa: S308  each line is escaped below


def _line(line, spacing, role):
    text = format_html_join("", "{}", ((_run(run, role),) for run in line.runs))
    style = f"margin-left:{line.indent:.4f}pt;" if line.indent else ""
    if abs(line.spacing - spacing) > 1e-4:
        style += f"letter-spacing:{line.spacing:.4f}pt"
    return format_html('<span style="{}">{}</span>', style, text) if style else text


def _run(run, role):
    main = face_of(run.role)
    parts = format_html_join("", "{}", ((_part(face, text, main),) for face, text in faces_of(run)))
    return format_html('<span class="{}">{}</span>', run.role, parts) if run.role != role else parts


def _part(face, text, main):
    """A character that the face lacks is set in another, out of the height of the row, which it would move."""
    if face == main:
        return _spaced(text)
    return format_html("<i style=\"font-family:'{}'\">{}</i>", face.family, _spaced(text))


def _spaced(text):
    """A text whose Latin words and numbers are not spaced: the space behind their last character is the line's."""
    parts = LATIN_BUT_LAST.split(text)
    return format_html_join("", "{}", ((_tight(part) if number % 2 else part,) for number, part in enumerate(parts)))


def _tight(text):
    return format_html("<b>{}</b>", text)


LATIN_BUT_LAST = re.compile("([!-~]+)(?=[!-~])")

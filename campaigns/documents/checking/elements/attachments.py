"""附件: pages of their own behind the text (GB/T 9704-2012 §7.3.7)."""

from dataclasses import dataclass

from ..forms import LABEL
from ..geometry import CENTRE
from ..rows import Row
from .text import DISPLAYED


@dataclass
class Attachment:
    """label: the row 附件 or 附件1; title: the rows of its name; body: what follows.

    is_sideways: whether they lie on their side, as on the page of a landscape table: they then have no place.
    """

    label: Row
    title: list
    body: list
    is_sideways: bool = False

    @property
    def name(self):
        return "".join(row.text for row in self.title)


def first_page(rows, sideways):
    """Return the number of the first page that an attachment begins, None where there is none."""
    return next((page for page in rows if page > 1 and _label_on(page, rows, sideways)), None)


def _label_on(page, rows, sideways):
    first = [*rows[page][:1], *sideways[page][:1]][:1]
    return bool(first) and bool(LABEL.fullmatch(first[0].text))


def attachments_of(rows, sideways):
    """Return the Attachments among rows, given by page, upright and sideways: each begins with a label on a page."""
    found = []
    for page, upright in rows.items():
        if _label_on(page, rows, sideways):
            lies = not upright
            first, *rest = upright or sideways[page]
            title = _title(rest, lies)
            found.append(Attachment(first, title, [] if lies else rest[len(title) :], lies))
        elif found:
            found[-1].body.extend(upright)
    return found


def _title(rows, lies):
    """Return the large or centred rows right below the label."""
    large = [row for row in rows[:6] if row.size >= 17]
    if large or lies:
        return large
    return rows[:1] if rows and abs(rows[0].centre - CENTRE) < 3 and rows[0].x0 > DISPLAYED - 8 else []

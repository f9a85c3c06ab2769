"""To whom a notice of the sample goes: the rows that its text is read to name, confirmed."""

from dataclasses import replace

from campaigns.notices.drafting import addressing
from campaigns.notices.models import Addressee


def address(edition, *, by, adapt_by=None):
    """Confirm the departments that the text of a draft is read to name; return the draft.

    adapt_by: the day by which the lead departments that it goes to owe a notice of their own, None where they owe none.
    """
    rows = addressing.rows_of(edition)
    stamp = addressing.stamp(rows, edition.adapt_by)
    if adapt_by:
        lead = edition.notice.host.line_id
        rows = {place: [_asked(row, lead) for row in found] for place, found in rows.items()}
    return addressing.save(edition.pk, rows, stamp, by=by, adapt_by=adapt_by)


def _asked(row, lead):
    return replace(row, duty=Addressee.Duty.ADAPT) if row.line == lead else row

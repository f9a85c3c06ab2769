"""The deadlines of a campaign as they fall in its year, with the day of the week and what moved them."""

from dataclasses import dataclass
from datetime import date

from organizations.partial_dates import in_chinese

from .describing import place_of
from .workdays import weekday, workdays_of


@dataclass(frozen=True)
class Fall:
    """`planned` is the day that the offset gives, `on` the day by which it is due; `why` names what moved it, if anything."""

    name: str
    offset: int
    planned: date
    on: date
    why: str

    @property
    def dated(self):
        return in_chinese(self.on.isoformat())

    @property
    def weekday(self):
        return weekday(self.on)

    @property
    def place(self):
        """开始前10天."""
        return place_of(self.offset)

    @property
    def moved(self):
        """Say what moved it: 原为10月4日，遇国庆节顺延; 提前 where it moved back. Nothing where it stays."""
        way = "顺延" if self.on > self.planned else "提前"
        return f"原为{self.planned.month}月{self.planned.day}日，遇{self.why}{way}" if self.why else ""


def fall_of(deadline, workdays):
    """Return the Fall of one deadline. workdays: a workdays.Workdays, the same for all of a page."""
    planned, on = deadline.planned_on, deadline.due_on(workdays)
    return Fall(deadline.name, deadline.offset, planned, on, workdays.why_off(planned) if on != planned else "")


def falls(campaign, workdays=None):
    """Return the Falls of a campaign in order."""
    workdays = workdays or workdays_of(campaign)
    rows = [fall_of(each, workdays) for each in campaign.deadlines.all()]
    return sorted(rows, key=lambda fall: (fall.on, fall.offset))

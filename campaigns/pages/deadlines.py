"""What is due in a campaign, and how far off it is."""

from dataclasses import dataclass

from campaigns.falling import Fall, falls
from campaigns.workdays import incomplete_years


@dataclass
class Due:
    """A deadline as seen on `today`. `state` is the shape that stands before the words."""

    fall: Fall
    left: int  # days, none on the day itself
    is_unsure: bool = False  # the year's days off are not known yet

    @property
    def state(self):
        return "done" if self.left < 0 else "none" if self.left else "doing"

    @property
    def words(self):
        return "已过" if self.left < 0 else f"还有{self.left}天" if self.left else "今天"


def dues(campaign, today):
    """Return the Dues of a campaign in order. What is over is not unsure any more."""
    found = falls(campaign)
    unsure = incomplete_years({fall.on.year for fall in found if fall.on >= today})
    return [Due(fall, (fall.on - today).days, fall.on >= today and fall.on.year in unsure) for fall in found]

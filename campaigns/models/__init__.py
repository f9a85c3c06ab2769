"""What: one year's Quality Month, the days by which something is due in it, what became of it, and which days are worked."""

from .campaign import Campaign
from .deadline import Deadline
from .history import CampaignChange, CampaignMove
from .workday import CalendarDay, CalendarYear

__all__ = ["CalendarDay", "CalendarYear", "Campaign", "CampaignChange", "CampaignMove", "Deadline"]

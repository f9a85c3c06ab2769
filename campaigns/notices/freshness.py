"""When a page last changed, for Last-Modified: the newest mark of time on anything that it shows.

Marks of time are: a notice is recorded, an edition is issued, a notice is withdrawn or repealed, a campaign is opened or
changed, the days that are worked are, a file is made, an address of a cited document is saved, somebody changes
something in the back office (its log says when, and knows of what was deleted), and the process was started, which
stands for a new release, its settings and what was loaded with it. Whatever comes to change a public row in another
way has to leave a mark that is asked for here.
"""

from datetime import datetime, time, timedelta

from django.contrib.admin.models import LogEntry
from django.db.models import Subquery
from django.utils import timezone
from django.utils.http import http_date

from campaigns.models import CalendarYear, CampaignChange, CampaignMove

from .models import Edition, Notice

STARTED = timezone.now()
SETTLED = timedelta(seconds=1)  # dates are told in whole seconds: two changes within one would look like one


def site_changed():
    """Return when anything that lists and calendars show last changed, whatever they leave out."""
    days = CalendarYear.objects.order_by().values_list("changed_at")
    campaigns = (_last(CampaignMove, "at"), _last(CampaignChange, "at"))
    notices = (_last(Notice, "recorded_at"), _newest_of(Edition, "issued_at"), _newest_of(Notice, "ended_at"))
    return _newest(*notices, *campaigns, days)


def today_changed():
    """Return the same for a page that says which day it is."""
    return max(site_changed(), datetime.combine(timezone.localdate(), time(), timezone.get_current_timezone()))


def dated(response, changed):
    """Return the response with its Last-Modified, where nothing else can have happened in the same second."""
    if response.status_code == 200 and timezone.now() - changed > SETTLED:
        response["Last-Modified"] = http_date(changed.timestamp())
    return response


# Each of these is a query of one row at most, so that all can be asked as one.


def _last(model, field):
    """The last row that was written, of a table of any size whose rows never change their time."""
    last = model.objects.order_by("-pk").values("pk")[:1]
    return model.objects.order_by().filter(pk=Subquery(last)).values_list(field)


def _newest_of(model, field):
    """The row with the newest time, of a table that has an index for it on the rows that have one."""
    newest = model.objects.filter(**{f"{field}__isnull": False}).order_by(f"-{field}").values("pk")[:1]
    return model.objects.order_by().filter(pk=Subquery(newest)).values_list(field)


def _newest(*queries):
    edits = _last(LogEntry, "action_time")
    return max([STARTED, *(at for (at,) in edits.union(*queries, all=True) if at)])

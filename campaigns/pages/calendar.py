"""The dates of campaigns as iCalendar (RFC 5545): the span and each deadline as a day, or days, without hours."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from icalendar import Calendar, Event

from campaigns.falling import fall_of
from campaigns.models import Campaign
from campaigns.notices.freshness import dated, site_changed
from campaigns.workdays import workdays_of
from organizations.methods import reads_only

PRODUCER = "-//Quality Month portal//calendar 1.0//ZH"
DAILY = timedelta(days=1)


@reads_only
def every_year(request):
    """All campaigns in one calendar, to be subscribed to."""
    campaigns = Campaign.objects.public().prefetch_related("deadlines")
    return answer(f"{settings.SITE_NAME}：历年质量月", campaigns)


@reads_only
def one_year(request, year):
    campaign = get_object_or_404(Campaign.objects.public().prefetch_related("deadlines"), year=year)
    return answer(campaign.name, [campaign])


def answer(name, campaigns):
    content = calendar_of(name, campaigns)
    return dated(HttpResponse(content, content_type="text/calendar; charset=utf-8"), site_changed())


def calendar_of(name, campaigns):
    """Return the bytes of a calendar: the same campaigns always give the same bytes."""
    calendar = Calendar()
    for field, value in (("prodid", PRODUCER), ("version", "2.0"), ("calscale", "GREGORIAN")):
        calendar.add(field, value)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", DAILY, parameters={"value": "DURATION"})
    workdays = workdays_of(*campaigns)
    for campaign in campaigns:
        calendar.add_component(span_of(campaign))
        for deadline in campaign.deadlines.all():
            calendar.add_component(day_of(deadline, campaign, workdays))
    return calendar.to_ical()


def span_of(campaign):
    theme = f"主题：{campaign.theme}" if campaign.theme else ""
    return event(campaign, "campaign", campaign.pk, campaign.name, campaign.starts_on, campaign.ends_on, theme)


def day_of(deadline, campaign, workdays):
    fall = fall_of(deadline, workdays)
    return event(campaign, "deadline", deadline.pk, f"{deadline.name}（{campaign.name}）", fall.on, fall.on, fall.moved)


def event(campaign, kind, pk, summary, first, last, description):
    """Return an event of whole days. Its DTSTAMP is the first day: a calendar made again is the same calendar."""
    made = Event()
    made.add("uid", f"{kind}-{pk}@{settings.SITE.hostname}")
    made.add("dtstamp", datetime.combine(campaign.starts_on, time(), UTC))
    made.add("dtstart", first)
    made.add("dtend", last + DAILY)  # the day after, as the standard has it
    made.add("summary", f"示例：{summary}" if campaign.is_sample else summary)
    if description:
        made.add("description", description)
    made.add("url", f"{settings.SITE_URL}{reverse('pages:year', args=[campaign.year])}")
    made.add("transp", "TRANSPARENT")  # nobody is busy for a month
    return made

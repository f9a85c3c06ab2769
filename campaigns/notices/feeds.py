"""订阅: the newest of the notices that were asked for, as an Atom feed (RFC 4287)."""

import datetime
import re

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import escape
from django.utils.timezone import get_default_timezone

from .listing import PAGE_SIZE, hits_for, rows

BEGINNING = datetime.datetime(1978, 9, 1, tzinfo=get_default_timezone())  # of the first Quality Month
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """A feed without entries has not changed since the beginning: it says the same whenever it is asked for."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else BEGINNING


def atom(form):
    """Return the feed of what a valid form asks for, as bytes. What only comes near the words is none of it."""
    query = f"?{form.query}" if form.query else ""
    words, hits = form.said, hits_for(form)
    feed = Feed(
        title=f"全国质量月通知（{words}）" if words else "全国质量月通知",
        link=f"{settings.SITE_URL}{reverse('notices:list')}{query}",
        feed_url=f"{settings.SITE_URL}{reverse('notices:feed')}{query}",
        description=None,
        language="zh-CN",
        author_name="全国质量月",
    )
    for notice in rows([] if hits.is_near else list(hits.keys[:PAGE_SIZE])):
        feed.add_item(**_item(notice))
    return feed.writeString("utf-8").encode()


def _item(notice):
    """Return what an entry says. It was published on the day of the notice and updated when it became what it is here."""
    link = f"{settings.SITE_URL}{notice.get_absolute_url()}"
    edition = notice.current
    facts = [edition.dated, edition.doc_number, notice.reach, notice.end]
    return {
        "title": _plain(f"（{notice.end_mark}）{edition.title}" if notice.ending else edition.title),
        "link": link,
        "unique_id": get_tag_uri(link, notice.recorded_at),
        "author_name": _plain(notice.issuer_line),
        "description": escape(_plain("　".join(filter(None, facts)))),
        "pubdate": _moment(notice.day),
        "updateddate": notice.changed_at,
    }


def _moment(day):
    """Return the beginning of a day; None where only its month or year is known."""
    if len(day) < len("2008-08-26"):
        return None
    return datetime.datetime.fromisoformat(day).replace(tzinfo=get_default_timezone())


def _plain(text):
    return NOT_IN_XML.sub("", text)

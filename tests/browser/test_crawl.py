"""From the first page every internal link leads somewhere, and every fragment is there."""

import random
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest

NOT_OURS_TO_CRAWL = ("/admin/", "/display/")  # /display/ comes back to where it was asked for


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.hrefs, self.ids = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.hrefs |= {attrs.get("href"), attrs.get("src"), attrs.get("action")} - {None}
        self.ids |= {attrs.get("id")} - {None}


def fetch(address):
    """Return the status and, of HTML, the links and ids."""
    try:
        answer = urlopen(address, timeout=30)  # noqa: S310 (our own test server)
    except HTTPError as error:
        return error.code, Links("")
    is_html = answer.headers.get_content_type() == "text/html"
    return answer.status, Links(answer.read().decode() if is_html else "")


def crawl(start, most=None):
    """Return {address: (status, links)} of all that can be reached, and the dead links as (from, to).

    most: of addresses of one kind that are many, clauses and questions put to a page, so many are asked, by chance.
    """
    seen, waiting, asked, dead = {}, {start}, Counter(), []
    while waiting:
        page = random.choice(sorted(waiting))  # noqa: S311
        waiting.remove(page)
        asked[kind(page)] += 1
        if most and kind(page) and asked[kind(page)] > most:
            continue
        seen[page] = fetch(page)
        found = {urldefrag(urljoin(page, href)).url for href in seen[page][1].hrefs if is_ours(start, page, href)}
        waiting |= found - set(seen)
    for page, (_, links) in seen.items():
        dead += [(page, href) for href in links.hrefs if is_ours(start, page, href) and is_dead(seen, page, href)]
    return seen, dead


def kind(address):
    """Return what an address has in common with those that differ by numbers alone; "" where each counts."""
    parts = urlsplit(address)
    return re.sub(r"\d+", "0", f"{parts.path}?{parts.query}") if parts.query or "/clauses/" in parts.path else ""


def is_ours(start, page, href):
    target = urlsplit(urljoin(page, href))
    return target.netloc == urlsplit(start).netloc and not target.path.startswith(NOT_OURS_TO_CRAWL)


def is_dead(seen, page, href):
    target, fragment = urldefrag(urljoin(page, href))
    if target not in seen:
        return False  # one of many
    status, links = seen[target]
    return status not in (200, 503) or (fragment and fragment not in links.ids)


@pytest.mark.browser
def test_no_link_is_dead_and_every_page_is_reached(site):
    seen, dead = crawl(f"{site.url}/")
    assert dead == []
    paths = {urlsplit(address).path for address in seen}
    files = {file.get_absolute_url() for file in site.child.current.files_made.values()}
    assert len(files) == 3
    assert {"/", "/notices/", site.child.get_absolute_url(), *files} <= paths
    assert all(urldefrag(urljoin(page, href)).url in seen for page in seen for href in links_of_ours(site, seen, page))


def links_of_ours(site, seen, page):
    return [href for href in seen[page][1].hrefs if is_ours(site.url, page, href)]


def test_of_many_of_a_kind_some_are_asked(monkeypatch):
    pages = {
        "http://a/": Links("".join(f'<a href="/n/1/clauses/s{n}/">x</a><a href="/n/{n}/">x</a>' for n in range(9)))
    }
    monkeypatch.setitem(globals(), "fetch", lambda address: (200, pages.get(address, Links(""))))
    assert len(crawl("http://a/")[0]) == 1 + 9 + 9
    assert len(crawl("http://a/", most=4)[0]) == 1 + 4 + 9


def test_a_dead_link_and_a_missing_fragment_are_seen():
    page = Links('<a href="/gone">x</a><a href="#none">y</a><p id="some">')
    seen = {"http://a/": (200, page), "http://a/gone": (404, Links(""))}
    assert page.hrefs == {"/gone", "#none"}
    assert is_dead(seen, "http://a/", "/gone")
    assert is_dead(seen, "http://a/", "#none")
    assert not is_dead(seen, "http://a/", "#some")

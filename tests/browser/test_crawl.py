"""From the first page every internal link leads somewhere, and every fragment is there."""

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


def crawl(start):
    """Return {address: (status, links)} of all that can be reached, and the dead links as (from, to)."""
    seen, waiting, dead = {}, [start], []
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen[page] = fetch(page)
            waiting += [
                urldefrag(urljoin(page, href)).url for href in seen[page][1].hrefs if is_ours(start, page, href)
            ]
    for page, (_, links) in seen.items():
        dead += [(page, href) for href in links.hrefs if is_ours(start, page, href) and is_dead(seen, page, href)]
    return seen, dead


def is_ours(start, page, href):
    target = urlsplit(urljoin(page, href))
    return target.netloc == urlsplit(start).netloc and not target.path.startswith(NOT_OURS_TO_CRAWL)


def is_dead(seen, page, href):
    target, fragment = urldefrag(urljoin(page, href))
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


def test_a_dead_link_and_a_missing_fragment_are_seen():
    page = Links('<a href="/gone">x</a><a href="#none">y</a><p id="some">')
    seen = {"http://a/": (200, page), "http://a/gone": (404, Links(""))}
    assert page.hrefs == {"/gone", "#none"}
    assert is_dead(seen, "http://a/", "/gone")
    assert is_dead(seen, "http://a/", "#none")
    assert not is_dead(seen, "http://a/", "#some")

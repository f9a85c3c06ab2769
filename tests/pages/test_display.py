"""The page in large text: asked for by a link, kept by a cookie, on every page and every refusal."""

import re
from html import unescape

import pytest
from django.utils.http import http_date

from campaigns.notices import freshness
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(client):
    client.get("/display/large/")
    return client


def is_large(answer):
    return '<html lang="zh-CN" class="large">' in answer.content.decode()


def link(answer):
    """The address and the words of the link to the other display."""
    found = re.search(r'<a href="(/display/[^"]+)" rel="nofollow">(.*?)</a>', answer.content.decode())
    return unescape(found[1]), found[2]


def test_the_link_says_what_it_will_do_and_comes_back(client):
    factories.notice()
    page = "/notices/?year=2008&level=province"
    assert not is_large(client.get(page))
    address, words = link(client.get(page))
    assert words == "大字版"
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert is_large(client.get(page))
    address, words = link(client.get(page))
    assert words == "标准版"
    assert client.get(address)["Location"] == page
    assert not is_large(client.get(page))


def test_the_cookie_is_kept_for_a_year_and_out_of_reach(client, settings):
    cookie = client.get("/display/large/").cookies["display"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"], cookie["path"]) == (31536000, "Lax", True, "/")
    assert not cookie["secure"]
    settings.PRODUCTION = True
    assert client.get("/display/large/").cookies["display"]["secure"]


def test_the_way_back_is_not_stored(client):
    assert client.get("/display/large/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["", "/", "/notices/2/?a=%25&b=质量", "/none/", "/display/standard/"])
def test_it_goes_back_to_any_path_of_this_site(client, path):
    answer = client.get("/display/large/", {"next": path})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")


@pytest.mark.parametrize("path", [
    "//evil.example", "///evil.example", "https://evil.example", "http:evil.example", "javascript:alert(1)",
    "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "\x00/", "/a\x00", " //evil.example",
    "\t//evil.example", "\n/", "notices/", "?a=1", "evil.example", "/" + "x" * 10_000, "/\t/evil.example",
])  # fmt: skip
def test_it_leads_nowhere_else(client, path):
    answer = client.get("/display/large/", {"next": path})
    if answer.status_code == 302:
        assert re.match(r"/%09/", answer["Location"])  # a path of this site, though nobody has it
    else:
        assert answer.status_code == 400
        assert "没有看懂" in answer.content.decode()
        assert "display" not in answer.cookies


@pytest.mark.parametrize("query", ["next=%ff%fe", "next=%ED%A0%80", "next=/%F0%9F%98%80", "next=/a&next=/b"])
def test_strange_characters_break_nothing(client, query):
    assert client.get(f"/display/large/?{query}").status_code in (302, 400)


def test_other_cookies_mean_nothing(client):
    client.cookies["display"] = "huge"
    assert not is_large(client.get("/"))


@pytest.mark.parametrize("address", ["/none/", "/notices/?year=x", "/display/large/?next=//x"])
def test_refusals_are_in_large_text_too(large, address):
    answer = large.get(address)
    assert answer.status_code in (400, 404)
    assert is_large(answer)
    assert large.get(link(answer)[0]).status_code == 302


def test_a_refused_method_a_strange_host_and_a_mistake_of_ours_are_in_large_text_too(large, monkeypatch):
    assert is_large(large.post("/"))
    assert is_large(large.trace("/admin/"))
    assert is_large(large.get("/", headers={"Host": "evil.example"}))
    monkeypatch.setattr("campaigns.pages.views.Campaign.objects", None)
    large.raise_request_exception = False
    answer = large.get("/")
    assert answer.status_code == 500
    assert is_large(answer)


def test_an_overlong_address_keeps_its_path_only(client):
    address, _ = link(client.get("/notices/?q=" + "a" * 3000))
    assert address == "/display/large/?next=/notices/"


@pytest.mark.parametrize("address", ["/", "/notices/", "/none/"])
def test_pages_are_told_apart_by_the_cookie_and_asked_for_again(client, address):
    answer = client.get(address)
    assert "Cookie" in answer["Vary"]
    assert answer["Cache-Control"] == "no-cache"


def test_what_is_no_page_is_not_told_apart(client):
    assert "Vary" not in client.get("/calendar.ics")


def test_a_changed_display_is_never_called_the_page_that_the_reader_has(client, monkeypatch):
    monkeypatch.setattr(freshness, "STARTED", freshness.STARTED.replace(year=2020))
    standard = client.get("/notices/")
    client.get("/display/large/")
    by_date = {"If-Modified-Since": standard["Last-Modified"]}
    for headers in ({"If-None-Match": standard["ETag"]}, by_date, by_date | {"If-None-Match": standard["ETag"]}):
        answer = client.get("/notices/", headers=headers)
        assert answer.status_code == 200
        assert is_large(answer)
        assert "Last-Modified" not in answer
    etag = answer["ETag"]
    assert client.get("/notices/", headers={"If-None-Match": etag}).status_code == 304
    client.get("/display/standard/")
    assert client.get("/notices/", headers={"If-None-Match": etag}).status_code == 200
    assert client.get("/notices/", headers={"If-Modified-Since": http_date(0)}).status_code == 200

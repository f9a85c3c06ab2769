"""Every address of the site, for everyone who may come: what it answers, how, and that it only reads.

A sweep walks all addresses in one test, over one notice, and says at which address it failed.
"""

import re
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from campaigns.notices.tasks import freeze
from organizations.models import User
from tests import factories

# route: (address, anonymous, staff). The admin is one address as a whole.
EXPECTED = {
    "": ("/", 200, 200),
    "notices/": ("/notices/", 200, 200),
    "notices/atom.xml": ("/notices/atom.xml", 200, 200),
    "notices/<key:pk>/": ("/notices/{notice}/", 200, 200),
    "notices/<key:pk>/editions/<key:number>/": ("/notices/{notice}/editions/1/", 302, 302),
    "notices/<key:pk>/compare/": ("/notices/{notice}/compare/", 200, 200),
    "notices/<key:pk>/compare/<key:upper>/": ("/notices/{notice}/compare/{parent}/", 302, 302),
    "notices/<key:pk>/compare/<key:upper>.pdf": ("/notices/{notice}/compare/{parent}.pdf", 503, 503),
    "notices/<key:pk>/clauses/<anchor:anchor>/": ("/notices/{notice}/clauses/s1-2/", 200, 200),
    "notices/<key:pk>/<slug:layout>.<slug:format>": ("/notices/{notice}/1999.pdf", 503, 503),
    "notices/<key:pk>/<slug:layout>/": ("/notices/{notice}/1999/", 503, 503),
    "notices/<key:pk>/<slug:layout>/<key:number>.png": ("/notices/{notice}/1999/1.png", 404, 404),
    "slogans/": ("/slogans/", 200, 200),
    "slogans/<year:year>/": ("/slogans/2008/", 200, 200),
    "slogans/<year:year>.txt": ("/slogans/2008.txt", 200, 200),
    "regions/": ("/regions/", 200, 200),
    "regions/^(?P<code>[0-9]{6})/$": ("/regions/330000/", 200, 200),
    "desk/campaigns/": ("/desk/campaigns/", 302, 200),
    "desk/campaigns/new/": ("/desk/campaigns/new/", 302, 403),
    "desk/campaigns/<key:pk>/": ("/desk/campaigns/{campaign}/", 302, 200),
    "desk/campaigns/<key:pk>/edit/": ("/desk/campaigns/{campaign}/edit/", 302, 403),
    "desk/campaigns/<key:pk>/clone/": ("/desk/campaigns/{campaign}/clone/", 302, 403),
    "desk/campaigns/<key:pk>/open/": ("/desk/campaigns/{campaign}/open/", 302, 403),
    "desk/campaigns/<key:pk>/close/": ("/desk/campaigns/{campaign}/close/", 302, 403),
    "desk/campaigns/<key:pk>/archive/": ("/desk/campaigns/{campaign}/archive/", 302, 403),
    "desk/campaigns/<key:pk>/reopen/": ("/desk/campaigns/{campaign}/reopen/", 302, 403),
    "desk/campaigns/<key:pk>/discard/": ("/desk/campaigns/{campaign}/discard/", 302, 403),
    "desk/workdays/": ("/desk/workdays/", 302, 302),
    "desk/workdays/<year:year>/": ("/desk/workdays/2026/", 302, 200),
    "desk/workdays/<year:year>/tap/": ("/desk/workdays/2026/tap/", 405, 405),
    "desk/workdays/<year:year>/span/": ("/desk/workdays/2026/span/", 405, 405),
    "desk/workdays/<year:year>/complete/": ("/desk/workdays/2026/complete/", 405, 405),
    "desk/workdays/<year:year>/reopen/": ("/desk/workdays/2026/reopen/", 405, 405),
    "years/": ("/years/", 200, 200),
    "years/<year:year>/": ("/years/2008/", 200, 200),
    "help/": ("/help/", 200, 200),
    "help/words/": ("/help/words/", 200, 200),
    "about/": ("/about/", 200, 200),
    "desk/notices/<key:pk>/": ("/desk/notices/1/", 302, 404),
    "account/": ("/account/", 302, 200),
    "account/login/": ("/account/login/", 200, 302),
    "account/logout/": ("/account/logout/", 302, 200),
    "account/signup/": ("/account/signup/", 200, 200),
    "account/inactive/": ("/account/inactive/", 200, 200),
    "account/reauthenticate/": ("/account/reauthenticate/", 302, 200),
    "account/name/": ("/account/name/", 302, 200),
    "account/email/": ("/account/email/", 302, 200),
    "account/email/<str:token>/": ("/account/email/x:y/", 302, 410),
    "account/password/": ("/account/password/", 302, 200),
    "account/password/forgotten/": ("/account/password/forgotten/", 200, 200),
    "account/password/forgotten/sent/": ("/account/password/forgotten/sent/", 200, 200),
    "account/^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$": (
        "/account/password/reset/1-x-y/",
        200,
        200,
    ),
    "account/password/reset/done/": ("/account/password/reset/done/", 200, 200),
    "account/second-step/": ("/account/second-step/", 302, 200),
    "account/second-step/code/": ("/account/second-step/code/", 302, 302),
    "account/second-step/code/again/": ("/account/second-step/code/again/", 302, 302),
    "account/second-step/set-up/": ("/account/second-step/set-up/", 302, 302),
    "account/second-step/remove/": ("/account/second-step/remove/", 302, 404),
    "account/second-step/recovery-codes/": ("/account/second-step/recovery-codes/", 302, 404),
    "account/second-step/recovery-codes/new/": ("/account/second-step/recovery-codes/new/", 302, 302),
    "account/sessions/<int:pk>/end/": ("/account/sessions/1/end/", 405, 405),
    "account/sessions/end-others/": ("/account/sessions/end-others/", 405, 405),
    "account/kept/": ("/account/kept/", 302, 404),
    "account/kept/drop/": ("/account/kept/drop/", 405, 405),
    "admin/": ("/admin/", 302, 200),
    "display/large/": ("/display/large/?next=/notices/", 302, 302),
    "display/standard/": ("/display/standard/?next=/notices/", 302, 302),
    "calendar.ics": ("/calendar.ics", 200, 200),
    "years/<year:year>/calendar.ics": ("/years/2008/calendar.ics", 200, 200),
    "sitemap.xml": ("/sitemap.xml", 200, 200),
    "sitemap-<slug:section>-<key:number>.xml": ("/sitemap-notices-1.xml", 200, 200),
    "robots.txt": ("/robots.txt", 200, 200),
    "site.webmanifest": ("/site.webmanifest", 200, 200),
    "livez": ("/livez", 200, 200),
    "readyz": ("/readyz", 200, 200),
}
ASK_NOTHING = {"/display/large/?next=/notices/", "/display/standard/?next=/notices/"}
ASK_NOTHING |= {"/robots.txt", "/site.webmanifest", "/livez"}  # no query at all
PAGES = [address for route, (address, *_) in EXPECTED.items() if not route.startswith(("admin/", "desk/"))]
DESK = [address for route, (address, *_) in EXPECTED.items() if route.startswith("desk/")]
ACCOUNT = {address for address in PAGES if address.startswith("/account/")}  # these take forms, too
ASK_NOTHING |= {"/help/", "/help/words/", "/about/"}
COUNTERS = "organizations_cacheentry|SAVEPOINT"  # attempts at a door are counted, also by HEAD
ASK_SOMEBODY = {"/account/password/reset/1-x-y/"}
OTHER_METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "TRACK", "CONNECT", "BREW"]
STATIC_FILE = "/static/css/tokens.css"

pytestmark = pytest.mark.django_db


def routes(resolver=None, prefix=""):
    """Yield the route of every URL pattern, those of the admin as one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and pattern.app_name != "admin":
            yield from routes(pattern, route)
        else:
            yield route


def with_notice(address, notice):
    return address.format(notice=notice.pk, parent=notice.parent_id, campaign=notice.campaign_id)


@pytest.fixture
def notice():
    return factories.derived()


@pytest.fixture
def staff():
    client = Client()
    client.force_login(User.objects.create_user("staff", password="x", is_staff=True, is_superuser=True))
    return client


def test_the_walker_sees_a_known_address():
    assert "notices/<key:pk>/" in set(routes())


def test_every_address_is_declared():
    assert set(routes()) == set(EXPECTED)


def test_every_address_answers_as_declared(notice, client, staff):
    found = {}
    for route, (address, *_) in EXPECTED.items():
        address = with_notice(address, notice)
        read, staffed, headed = (ask(address).status_code for ask in (client.get, staff.get, client.head))
        found[route] = (read, staffed)
        assert headed == read, route
    assert found == {route: tuple(answers) for route, (_, *answers) in EXPECTED.items()}


@pytest.mark.parametrize(
    ("name", "old", "new"),  # a notice of 2008, and one of 2013
    [
        ("1999.pdf", 503, 404),
        ("1999.docx", 503, 404),
        ("2012.pdf", 503, 503),
        ("2012.docx", 404, 503),
        ("letter.pdf", 404, 404),
        ("2000.pdf", 404, 404),
        ("2012.txt", 404, 404),
    ],
)
def test_each_notice_has_the_files_of_its_time(notice, client, name, old, new):
    newer = factories.notice(dated_on="2013-08")
    found = [client.get(each.get_absolute_url() + name).status_code for each in (notice, newer)]
    assert found == [old, new]


def test_reading_changes_no_row(notice, client):
    for address, method in product(PAGES, ("get", "head")):
        with CaptureQueriesContext(connection) as queries:
            getattr(client, method)(with_notice(address, notice))
        asked = [query["sql"] for query in queries if not re.search(COUNTERS, query["sql"])]
        assert bool(asked) is (address not in ASK_NOTHING | ACCOUNT - ASK_SOMEBODY), (method, address)
        assert {sql.lstrip("(").split()[0] for sql in asked} <= {"SELECT"}, (method, address)


def test_looking_round_on_the_desk_changes_no_row(notice, staff):
    for address in DESK:
        with CaptureQueriesContext(connection) as queries:
            staff.get(with_notice(address, notice))
        assert {query["sql"].lstrip("(").split()[0] for query in queries} <= {"SELECT"}, address


def test_pages_are_only_read(notice, client):
    client.handler.enforce_csrf_checks = True
    for address, method in product([address for address in PAGES if address not in ACCOUNT], OTHER_METHODS):
        answer = client.generic(method, with_notice(address, notice))
        assert answer.status_code == 405, (method, address)
        assert answer["Allow"] == "GET, HEAD", (method, address)
        assert "只供阅读" in answer.content.decode(), (method, address)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "BREW"])
@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/admin/", "GET, HEAD, POST"),
        ("/admin/login/", "GET, HEAD, POST"),
        (STATIC_FILE, "GET, HEAD"),
        ("/favicon.ico", "GET, HEAD"),
        ("/none/", "GET, HEAD"),
    ],
)
def test_a_method_that_nobody_needs_is_refused_everywhere(static_files, client, staff, method, address, allowed):
    for reader in (client, staff):
        answer = reader.generic(method, address)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
        assert "只供阅读" in answer.content.decode()


@pytest.mark.parametrize(("method", "address"), [("post", "/favicon.ico"), ("get", "/admin/logout/")])
def test_a_refusal_by_others_gets_the_same_page(staff, method, address):
    answer = getattr(staff, method)(address)
    assert answer.status_code == 405
    assert ("POST" in answer["Allow"]) == (method == "get")
    assert "只供阅读" in answer.content.decode()


@pytest.fixture
def static_files(settings, tmp_path):
    """Have whitenoise serve a collected file, as in production."""
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "css").mkdir(parents=True)
    (settings.STATIC_ROOT / "css/tokens.css").write_text(":root {}")


def assert_guarded(answer, address=""):
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "unsafe" not in policy, address
    assert answer["X-Content-Type-Options"] == "nosniff", address
    assert answer["X-Frame-Options"] == "DENY", address
    assert answer["Referrer-Policy"] == "same-origin", address
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert "camera=()" in answer["Permissions-Policy"], address


def test_every_answer_is_guarded(notice, client):
    for address in [*PAGES, *DESK, "/admin/", "/none/", "/notices/0/", "/notices/?year=x"]:
        assert_guarded(client.get(with_notice(address, notice)), address)


def test_a_refused_method_is_guarded(client):
    assert_guarded(client.post("/"))
    assert_guarded(client.trace("/admin/"))


@pytest.mark.parametrize("address", [STATIC_FILE, "/favicon.ico"])
def test_a_static_file_is_guarded_also_in_part_and_where_the_reader_has_it(static_files, client, address):
    whole = client.get(address)
    again = client.get(address, headers={"If-Modified-Since": whole["Last-Modified"]})
    part = client.get(address, headers={"Range": "bytes=0-1"})
    assert [answer.status_code for answer in (whole, again, part)] == [200, 304, 206]
    for answer in (whole, again, part):
        assert_guarded(answer)


def test_a_page_that_the_reader_has_is_guarded(notice, client):
    etag = client.get("/notices/")["ETag"]
    answer = client.get("/notices/", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert_guarded(answer)


def test_a_file_is_guarded_whole_in_part_and_where_there_is_no_such_part(notice, client):
    freeze(notice.current, "pdf", "1999", b"%PDF-1.7")
    for asked, status in (("", 200), ("bytes=0-1", 206), ("bytes=9-", 416)):
        answer = client.get(f"/notices/{notice.pk}/1999.pdf", headers={"Range": asked})
        assert answer.status_code == status
        assert_guarded(answer)


@pytest.mark.parametrize("redirected", [False, True])
def test_a_strange_host_name_gets_the_page_for_it_and_is_guarded(client, settings, redirected):
    settings.SECURE_SSL_REDIRECT = redirected  # then the host is looked at before most headers are set
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "没有看懂" in answer.content.decode()
    assert_guarded(answer)


def test_the_way_to_https_is_guarded_and_health_needs_none(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/")
    assert answer.status_code == 301
    assert_guarded(answer)
    assert [client.get(address).status_code for address in ("/livez", "/readyz")] == [200, 200]


def test_a_broken_page_says_so_and_is_guarded(client, monkeypatch):
    monkeypatch.setattr("campaigns.pages.views.Campaign.objects", None)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert_guarded(answer)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/none/", 404, "没有"),
        ("/?" + "&".join(f"a{number}=1" for number in range(1001)), 200, "全国质量月"),
        ("/notices/?" + "&".join(f"a{number}=1" for number in range(1001)), 400, "没有看懂"),
    ],
)
def test_an_address_that_means_nothing_gets_a_page_that_says_so(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_failed_csrf_check_says_what_to_do(staff):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff.cookies
    answer = strict.post("/admin/logout/")
    assert answer.status_code == 403
    assert "重新提交" in answer.content.decode()

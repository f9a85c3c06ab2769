"""Every address of the site, for everyone who may come: what it answers, how, and that it only reads.

A sweep walks all addresses in one test, over one notice, and says at which address it failed.
"""

import re
from collections import defaultdict
from itertools import product

import pytest
import zeal
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from campaigns.notices.tasks import freeze
from organizations.models import Invitation
from tests import factories

from .expected import EXPECTED, VISITORS
from .things import Things, visitor

REFUSED = {302, 400, 403, 404, 405, 409, 410}  # where a posted form was refused: 302 to a stranger only
ASK_NOTHING = {"/display/large/?next=/notices/", "/display/standard/?next=/notices/"}
ASK_NOTHING |= {"/robots.txt", "/site.webmanifest", "/livez"}  # no query at all
PAGES = [address for address, status in EXPECTED.values() if isinstance(status, int)]  # for everyone, to be read
ASK_NOTHING |= {"/help/", "/help/words/", "/help/desk/", "/about/"}
OTHER_METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "TRACK", "CONNECT", "BREW"]
WRITES = re.compile(
    r"(INSERT|UPDATE|DELETE)(?! (INTO|FROM)? ?.(django_session|usersessions_usersession|account_emailaddress|organizations_cacheentry))"
)
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
    """The address with the keys of a notice and its parent; what else it names is 1."""
    return address.format_map(defaultdict(lambda: 1, notice=notice.pk, parent=notice.parent_id))


@pytest.fixture
def notice():
    return factories.derived()


@pytest.fixture
def staff():
    return factories.client_of(factories.admin_of("system"))


@pytest.fixture
def things(db, keep):
    """What addresses name, with everybody who visits them and a notice, which are made once."""

    def make():
        for name in VISITORS[1:]:
            visitor(name)
        return factories.derived().pk

    return Things(notice=keep("visitors and a notice", make))


def declared(statuses):
    """Return {visitor: status}. What is for everyone is asked by a stranger and by one who has every role."""
    if isinstance(statuses, int):
        return {"anonymous": statuses, "holder": statuses}
    return dict(zip(VISITORS, map(int, statuses.split()), strict=True))


def answers(name, address):
    """Have the visitor ask, and return the statuses and what was written: sessions, attempts that are counted, and what allauth writes of an address do not count."""
    method, _, path = address.rpartition(" ")
    client = Client() if name == "anonymous" else factories.client_of(visitor(name))
    with CaptureQueriesContext(connection) as queries:
        asked = [client.post(path)] if method else [client.get(path)]
        asked += [client.head(path)] if not method and name == "holder" else []  # it goes the same way as a GET
    written = [query["sql"] for query in queries if WRITES.match(query["sql"])]
    return {answer.status_code for answer in asked}, written


def test_the_walker_sees_a_known_address():
    assert "notices/<key:pk>/" in set(routes())


def test_every_address_is_declared():
    assert set(routes()) == set(EXPECTED)


@pytest.mark.parametrize(("address", "statuses"), EXPECTED.values(), ids=EXPECTED)
def test_every_address_answers_each_visitor_as_declared_and_writes_nothing_where_nothing_is_done(
    client, things, address, statuses
):
    with zeal.zeal_ignore():
        address = address.format_map(things)
    for name, status in declared(statuses).items():
        found, written = answers(name, address)
        assert found == {status}, name
        is_done = address.startswith("POST") and (status not in REFUSED or (status == 302 and name != "anonymous"))
        assert bool(written) is is_done, name


@pytest.mark.database
@pytest.mark.skipif(connection.vendor != "postgresql", reason="every visitor has asked every address on SQLite")
def test_every_address_answers_on_the_other_database_as_well(things):
    made = dict(things)
    for address, statuses in EXPECTED.values():
        with transaction.atomic(), zeal.zeal_ignore():
            found, _ = answers("holder", address.format_map(Things(made)))
            transaction.set_rollback(True)
        assert found == {declared(statuses)["holder"]}, address


def test_what_is_written_is_seen(client):
    assert answers("anonymous", "/desk/people/") == ({302}, [])
    found, written = answers(
        "holder", Things().invitation() and f"POST /desk/invitations/{Invitation.objects.get().pk}/withdraw/"
    )
    assert found == {302}
    assert any("organizations_invitation" in query for query in written)


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
        assert bool(queries) is (address not in ASK_NOTHING), (method, address)
        assert {query["sql"].lstrip("(").split()[0] for query in queries} <= {"SELECT"}, (method, address)


def test_pages_are_only_read(notice, client):
    client.handler.enforce_csrf_checks = True
    for address, method in product(PAGES, OTHER_METHODS):
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
    assert ("不能这样打开" if method == "get" else "只供阅读") in answer.content.decode()


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
    desk = [address for address, _ in EXPECTED.values() if address.startswith(("/desk/", "/account/", "/inbox/"))]
    for address in [*PAGES, *desk, "/admin/", "/none/", "/notices/0/", "/notices/?year=x"]:
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
        ("/?" + "&".join(f"a{number}=1" for number in range(5001)), 200, "全国质量月"),
        ("/notices/?" + "&".join(f"a{number}=1" for number in range(5001)), 400, "没有看懂"),
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

"""Signing in and out: who gets in, what is said to whom does not, and where the way leads."""

import re
import threading
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.models import AuditRow, CacheEntry, FormerPassword, User
from tests.entering import PASSWORD, enter, is_in
from tests.entering import person as somebody
from tests.organizations.actors import together

MISMATCH = "用户名、邮箱或者密码不对"


@pytest.mark.parametrize("login", ["zhangsan", " ZhangSan ", "zhangsan@example.cn", "ZHANGSAN@example.cn"])
def test_a_person_signs_in_by_name_or_address(client, person, login):
    assert enter(client, login).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    ("login", "password"),
    [("zhangsan", "wrong"), ("nobody", PASSWORD), ("nobody@example.cn", "wrong"), ("zhangsan@example.cn", "wrong")],
)
def test_whoever_does_not_get_in_is_told_the_same(client, person, login, password):
    answer = enter(client, login, password)
    assert answer.status_code == 200
    assert MISMATCH in answer.content.decode()
    assert login in answer.content.decode()
    assert not is_in(client)


def test_a_name_that_nobody_has_costs_as_much_work(client, person, monkeypatch):
    hashed = []
    make = django_settings.PASSWORD_HASHERS and User.set_password
    monkeypatch.setattr(User, "set_password", lambda user, raw: hashed.append(raw) or make(user, raw))
    enter(client, "nobody", "wrong")
    assert hashed == ["wrong"]


@pytest.mark.parametrize(
    ("login", "password", "words"),
    [
        ("", "", "请填写用户名或邮箱。"),
        ("a\0b", "x", "不能识别的字符"),
        ("x" * 1_000_000, "x", "最多254字"),
        ("zhangsan", "x" * 1_000_000, "最多128字"),
        ("𠮷\ud83d", "wrong", MISMATCH),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(client, person, login, password, words):
    answer = enter(client, login.encode("utf-8", "replace").decode(), password)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_an_account_that_is_closed_says_so_only_to_who_knows_the_password(client, person):
    User.objects.update(is_active=False)
    assert MISMATCH in enter(client, password="wrong").content.decode()
    assert enter(client).url == "/account/inactive/"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("way", "led_to"),
    [
        ("/notices/?year=2008", "/notices/?year=2008"),
        ("https://evil.example/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("/\\evil.example", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_the_way_leads_on_within_the_site_only(client, person, way, led_to):
    assert enter(client, next=way).url == led_to


def test_a_page_for_people_who_sign_in_leads_to_the_door_and_back(client, person):
    door = client.get("/account/email/?a=1").url
    assert door == "/account/login/?next=/account/email/%3Fa%3D1"
    html = client.get(door).content.decode()
    assert re.search(r'name="next" value="([^"]+)"', html)[1] == "/account/email/?a=1"


def test_the_key_of_the_session_changes_at_the_door(client, person):
    client.get("/account/password/reset/1-x-y/")
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = before = session.session_key
    enter(client)
    assert client.session.session_key != before


def test_signing_out_is_an_act(client, person):
    enter(client)
    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/account/logout/", follow=True).content.decode().count("您已退出登录。") == 1
    assert not is_in(client)


@pytest.mark.usefixtures("person")
def test_without_a_token_nobody_is_signed_in():
    assert enter(Client(enforce_csrf_checks=True)).status_code == 403


def test_nobody_makes_an_account_for_herself(client, db):
    assert "单位管理员" in client.get("/account/signup/").content.decode()
    facts = {"username": "x", "email": "x@example.cn", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/signup/", facts).status_code == 405
    assert not User.objects.exists()


# Too many attempts


def fail(client, times, login="zhangsan", address="192.0.2.1"):
    for _ in range(times):
        answer = client.post("/account/login/", {"login": login, "password": "wrong"}, REMOTE_ADDR=address)
    return answer


@pytest.mark.parametrize("login", ["zhangsan", "nobody"])
def test_five_mistakes_close_the_door_for_a_while_and_say_until_when(client, person, login):
    assert fail(client, 4, login).status_code == 200
    answer = fail(client, 1, login)
    assert answer.status_code == 429
    until = timezone.localtime() + timedelta(minutes=15)
    assert f"{until.month}月{until.day}日{until.hour}:" in answer.content.decode()
    assert 800 < int(answer["Retry-After"]) <= 900


def test_a_closed_door_stays_closed_for_the_right_password_and_opens_again(client, person):
    fail(client, 5, address="127.0.0.1")
    assert enter(client).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(client).status_code == 302


SPELLINGS = ("zhangsan", "ZhangSan ", "zhangsan@example.cn", "ZHANGSAN@Example.cn", "ｚｈａｎｇｓａｎ")


@pytest.mark.usefixtures("person")
def test_one_account_is_counted_once_however_it_is_spelled(client):
    for login in SPELLINGS[:4]:
        assert fail(client, 1, login).status_code == 200
    assert fail(client, 1, SPELLINGS[4]).status_code == 429
    assert [fail(client, 1, login).status_code for login in SPELLINGS] == [429] * 5
    assert AccessAttempt.objects.get().username == "zhangsan"


@pytest.mark.parametrize("login", SPELLINGS)
def test_each_spelling_opens_the_door_and_ends_the_count(client, person, login):
    fail(client, 4, "zhangsan@example.cn", "127.0.0.1")
    assert enter(client, login).status_code == 302
    assert not AccessAttempt.objects.exists()


@pytest.mark.usefixtures("person")
def test_from_many_addresses_they_are_counted_by_account_too(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "3/15m/key"}
    for number, login in enumerate(SPELLINGS[:3]):
        assert MISMATCH in fail(client, 1, login, f"192.0.2.{number}").content.decode()
    assert "尝试的次数过多" in fail(client, 1, SPELLINGS[3], "192.0.2.9").content.decode()


def test_trying_on_does_not_lengthen_it(client, person):
    fail(client, 5)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert int(fail(client, 1)["Retry-After"]) <= 300


def test_others_are_not_locked_out_with_her(client, person):
    fail(client, 5)
    assert enter(client).status_code == 302  # from another address


def test_one_address_cannot_try_many_names(client, person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed": "6/15m/ip"}
    for number in range(6):
        assert MISMATCH in fail(client, 1, f"name{number}").content.decode()
    assert "尝试的次数过多" in fail(client, 1, "name7").content.decode()


@pytest.mark.parametrize(("proxies", "counted"), [(0, "10.0.0.1"), (1, "198.51.100.7"), (2, "192.0.2.9")])
def test_behind_proxies_the_address_is_the_persons(client, person, settings, proxies, counted):
    settings.PROXY_COUNT = proxies
    hops = {"X-Forwarded-For": "203.0.113.5, 192.0.2.9, 198.51.100.7"}
    client.post("/account/login/", {"login": "x", "password": "x"}, headers=hops, REMOTE_ADDR="10.0.0.1")
    assert AccessAttempt.objects.get().ip_address == counted


def test_an_address_that_is_none_is_refused_with_a_sentence(client, person, settings):
    settings.PROXY_COUNT = 1
    facts = {"login": "zhangsan", "password": PASSWORD}
    assert client.post("/account/login/", facts, headers={"X-Forwarded-For": "unknown"}).status_code == 403


def test_attempts_are_counted_where_all_processes_see_it(client, person):
    fail(client, 1)
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").exists()
    cache.set("x", 1, 10)
    assert CacheEntry.objects.filter(cache_key=":1:x").exists()


def test_nothing_that_was_typed_as_a_password_is_recorded(client, person):
    fail(client, 2)
    row = AccessAttempt.objects.get()
    assert "wrong" not in f"{row.post_data} {row.get_data}"


@pytest.mark.django_db(transaction=True)
def test_many_attempts_in_the_same_moment_are_counted_like_those_one_after_another():
    """With the real, slow hasher: the quick one leaves no time in which another attempt could slip in."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a server: SQLite's test database is one connection")
    somebody()
    gate = threading.Barrier(14)

    def attempt():
        gate.wait()
        fail(Client(), 1)

    together(*[attempt] * 14)
    assert AccessAttempt.objects.get().failures_since_start == 5


# Everybody else


@pytest.mark.parametrize("address", ["/", "/help/", "/account/login/"])
def test_a_stranger_gets_no_session_and_costs_no_query_for_it(client, db, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert django_settings.SESSION_COOKIE_NAME not in answer.cookies
    asked = [query for query in queries if "example.org" not in query["sql"]]  # the sample's own people, to be named
    assert not [query for query in asked if "session" in query["sql"] or "organizations_user" in query["sql"]]
    assert "登录" in answer.content.decode()


def test_who_is_signed_in_sees_her_name_and_no_cache_keeps_it(client, person):
    enter(client)
    for address in ("/", "/help/", "/account/"):
        answer = client.get(address)
        assert "张三" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"
        assert not answer.has_header("Last-Modified")


def test_a_cookie_that_means_nothing_harms_nobody(db):
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get("/").status_code == 200


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, person):
    cookie = enter(client).cookies[django_settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_the_back_office_has_no_door_of_its_own(client, person):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/account/login/?next=%2Fadmin%2F"
    facts = {"username": "zhangsan", "password": PASSWORD}
    client.post("/admin/login/", facts)
    assert not is_in(client)
    enter(client)
    assert client.get("/admin/", follow=True).status_code == 403
    User.objects.update(is_staff=True, is_superuser=True)
    assert client.get("/admin/").status_code == 200


def test_the_back_office_has_neither_a_password_page_nor_a_way_out_of_its_own(client, person):
    User.objects.update(is_staff=True)
    enter(client)
    typed = {"old_password": PASSWORD, "new_password1": "river-teapot-42", "new_password2": "river-teapot-42"}
    for page in ("/admin/password_change/", "/admin/password_change/done/"):
        assert client.get(page).url == "/account/password/"
        answer = client.post(page, typed)
        assert (answer.status_code, answer.url) == (307, "/account/password/")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    client.post("/admin/logout/", follow=True)
    assert not is_in(client)
    assert AuditRow.objects.filter(act="sign-out", user_id=person.pk).count() == 1


def test_the_back_office_is_closed_while_the_password_is_too_old(client, person, settings):
    User.objects.update(is_staff=True)
    enter(client)
    settings.PASSWORD_DAYS = 90
    assert client.get("/admin/").status_code == 200
    FormerPassword.objects.update(at=timezone.now() - timedelta(days=91))
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/account/password/"

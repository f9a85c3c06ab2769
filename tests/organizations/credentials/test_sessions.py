"""会话: how they end, by themselves and by their owner, and what happens to what was typed meanwhile."""

import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from organizations import tasks
from organizations.acting import signed_in
from organizations.credentials import sessions
from organizations.credentials.devices import device
from tests import entering
from tests.entering import PASSWORD, enter, is_in

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.40"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0"
FOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"

pytestmark = [pytest.mark.pages, pytest.mark.usefixtures("client")]  # each request is watched for a query per row


@signed_in
def draft(request):
    return HttpResponse("stored:" + request.POST.get("text", ""))


urlpatterns = [path("draft/", draft), path("", include("qualitymonth.urls"))]


def later(client, **seconds):
    """Let time pass for a session: seen or began so many seconds ago."""
    session = client.session
    for name, ago in seconds.items():
        session[name] = int(time.time()) - ago
    session.save()


def test_half_an_hour_away_ends_the_session_and_says_so(client, person):
    enter(client)
    later(client, seen=29 * 60)
    assert is_in(client)
    later(client, seen=31 * 60)
    door = client.get("/account/", follow=True)
    assert door.redirect_chain == [("/account/login/?next=/account/", 302)]
    assert "您离开超过30分钟" in door.content.decode()
    assert not UserSession.objects.exists()


def test_being_there_all_the_time_is_no_reason_to_stay_for_ever(client, person):
    enter(client)
    later(client, began=11 * 3600)
    assert is_in(client)
    later(client, began=12 * 3600 + 60)
    assert "登录已满12小时" in client.get("/account/", follow=True).content.decode()


def test_being_seen_is_written_down_once_a_minute(client, person):
    enter(client)
    later(client, seen=30)
    before = client.session["seen"]
    client.get("/help/")
    assert client.session["seen"] == before
    later(client, seen=61)
    client.get("/help/")
    assert client.session["seen"] > before


def test_a_public_page_stays_open_when_the_session_ends(client, person):
    enter(client)
    later(client, seen=31 * 60)
    answer = client.get("/help/")
    assert answer.status_code == 200
    assert "您离开超过30分钟" in answer.content.decode()
    assert "张三" not in answer.content.decode()


# What was typed


@pytest.fixture
def desk(settings, person, client):
    settings.ROOT_URLCONF = __name__
    enter(client)
    return client


def send(client, **more):
    facts = {"text": "第一条<b>", "title": "", "password": "secret", **more}
    return client.post("/draft/?a=1", facts, headers={"Referer": "http://testserver/draft/?edit=1"})


def test_what_is_sent_too_late_is_kept_for_the_same_person(desk):
    later(desk, seen=31 * 60)
    answer = send(desk)
    assert answer.status_code == 403
    assert "已替您留着" in answer.content.decode()
    assert "/account/login/?next=%2Faccount%2Fkept%2F" in answer.content.decode()
    assert enter(desk, next="/account/kept/").url == "/account/kept/"
    html = desk.get("/account/kept/").content.decode()
    assert 'action="/draft/?a=1"' in html
    assert 'name="text" value="第一条&lt;b&gt;"' in html
    assert "secret" not in html
    assert desk.post("/account/kept/drop/").url == "/draft/?edit=1"
    assert desk.get("/account/kept/").status_code == 404


def test_what_nobody_typed_is_sent_again_and_not_shown(desk):
    later(desk, seen=31 * 60)
    send(desk, last="0", digest="短", seen="a" * 64, version="7")
    enter(desk)
    html = desk.get("/account/kept/").content.decode()
    assert html.count("<textarea") == 1 and "第一条" in html
    assert f'name="seen" value="{"a" * 64}"' in html


def test_it_is_kept_also_where_the_end_was_noticed_before(desk):
    later(desk, seen=31 * 60)
    desk.get("/help/")
    assert "已替您留着" in send(desk).content.decode()


def test_another_person_does_not_get_it(desk):
    entering.person("lisi", email="lisi@example.cn")
    later(desk, seen=31 * 60)
    send(desk)
    enter(desk, "lisi")
    assert desk.get("/account/kept/").status_code == 404
    desk.post("/account/logout/")
    enter(desk)
    assert desk.get("/account/kept/").status_code == 404


def test_a_stranger_gets_back_what_she_sent_and_nothing_is_kept(desk):
    browser = Client()
    html = send(browser).content.decode()
    assert "第一条&lt;b&gt;</textarea>" in html
    assert "secret" not in html
    assert not Session.objects.exclude(session_key=desk.session.session_key).exists()


@pytest.mark.parametrize("referer", ["https://evil.example/x", "http://testserver//evil.example", "", "x" * 5000])
def test_the_way_back_stays_within_the_site(desk, referer):
    answer = Client().post("/draft/", {"text": "x"}, headers={"Referer": referer})
    assert "evil.example/x" not in answer.content.decode()
    assert "next=%2F%2Fevil" not in answer.content.decode()


def test_a_form_of_the_account_is_never_kept(desk):
    later(desk, seen=31 * 60)
    html = desk.post("/account/email/", {"email": "li@example.cn"}).content.decode()
    assert "已替您留着" not in html
    assert "kept" not in desk.session


def test_what_is_over_is_forgotten_and_nothing_else(desk):
    over = Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timedelta(days=1))
    person = UserSession.objects.get().user
    UserSession.objects.create(user=person, session_key=over.pk, ip="192.0.2.1", user_agent=PHONE)
    tasks.forget_sessions()
    assert not Session.objects.filter(pk=over.pk).exists()
    assert UserSession.objects.get().session_key == desk.session.session_key
    assert is_in(desk)


# Where somebody is signed in


def at(user_agent, **more):
    browser = Client(headers={"User-Agent": user_agent}, **more)
    enter(browser)
    return browser


def test_the_page_names_every_place_and_costs_the_same_for_each(client, person, django_assert_num_queries):
    here = at(EDGE)
    at(PHONE, REMOTE_ADDR="192.0.2.8")
    html = here.get("/account/").content.decode()
    assert html.index("Edge，Windows") < html.index("微信，iPhone")
    assert "192.0.2.8" in html

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            here.get("/account/")
        return len(queries)

    before = cost()
    for _ in range(5):
        at(FOX)
    assert cost() == before


def test_one_of_them_is_ended_and_really_ends(person):
    here, there = at(EDGE), at(PHONE)
    row = UserSession.objects.get(user_agent=PHONE)
    here.post(f"/account/sessions/{row.pk}/end/")
    assert not is_in(there)
    assert is_in(here)


def test_all_others_are_ended(person):
    here, *others = at(EDGE), at(PHONE), at(FOX)
    assert "其他2处登录已结束" in here.post("/account/sessions/end-others/", follow=True).content.decode()
    assert [is_in(each) for each in (here, *others)] == [True, False, False]


def test_a_session_of_somebody_else_is_out_of_reach(person):
    entering.person("lisi", email="lisi@example.cn")
    here, hers = at(EDGE), Client()
    enter(hers, "lisi")
    row = UserSession.objects.exclude(user=person).get()
    here.post(f"/account/sessions/{row.pk}/end/")
    here.post("/account/sessions/99999999999999999999/end/")
    here.post("/account/sessions/end-others/")
    assert is_in(hers)


def test_the_session_in_use_ends_by_signing_out_alone(person):
    here = at(EDGE)
    here.post(f"/account/sessions/{UserSession.objects.get().pk}/end/")
    assert is_in(here)
    here.post("/account/logout/")
    assert not UserSession.objects.exists()


def test_another_password_ends_all_the_others(person):
    here, there = at(EDGE), at(PHONE)
    facts = {"oldpassword": PASSWORD, "password1": "river-teapot-42", "password2": "river-teapot-42"}
    assert here.post("/account/password/", facts).url == "/account/"
    assert [is_in(here), is_in(there)] == [True, False]
    assert [each.is_here for each in sessions.of(person, here.session.session_key)] == [True]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Edge，Windows"),
        (PHONE, "微信，iPhone"),
        (FOX, "Firefox，Linux"),
        ("Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) HuaweiBrowser/14.0", "华为浏览器，鸿蒙"),
        ("curl/8", "其他浏览器，其他系统"),
        ("", "其他浏览器，其他系统"),
    ],
)
def test_devices_are_named_as_people_do(user_agent, words):
    assert device(user_agent) == words

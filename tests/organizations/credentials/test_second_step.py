"""第二步验证: setting it up, signing in with it, codes that count once, and who must have it."""

import re
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from organizations.acting import NOBODY
from organizations.credentials.second_step import is_official, reset_second_step, second_step_missing
from organizations.models import AuditRow, PlatformRole, User
from tests import factories
from tests.entering import PASSWORD, code, enter, is_in, phone

pytestmark = [pytest.mark.pages, pytest.mark.usefixtures("client")]  # each request is watched for a query per row


@pytest.fixture
def secret(person):
    return phone(person)


def step(client, digits):
    return client.post("/account/second-step/code/", {"code": digits})


def test_a_password_alone_is_not_enough(client, secret):
    assert enter(client).url == "/account/second-step/code/"
    assert not is_in(client)
    assert step(client, code(secret)).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_that_differs_by_a_step_does_no_harm(client, secret, steps):
    enter(client)
    assert step(client, code(secret, steps)).status_code == 302


def test_spaces_do_no_harm(client, secret):
    enter(client)
    digits = code(secret)
    assert step(client, f"{digits[:3]} {digits[3:]}").status_code == 302


@pytest.mark.parametrize("digits", ["000000x", "", "1" * 21, "12\0", "𠮷"])
def test_a_wrong_code_gets_a_sentence(client, secret, digits):
    enter(client)
    answer = step(client, digits)
    assert answer.status_code == 200
    assert "错误：" in answer.content.decode()
    assert not is_in(client)


def test_a_code_counts_once(client, secret):
    digits = code(secret)
    for number, expected in enumerate([302, 200]):
        browser = Client()
        enter(browser)
        assert step(browser, digits).status_code == expected, number


def test_codes_cannot_be_guessed(client, secret):
    enter(client)
    for _ in range(10):
        step(client, "000000")
    assert "尝试的次数过多" in step(client, code(secret)).content.decode()


def test_the_way_leads_on_after_the_code(client, secret):
    enter(client, next="/notices/")
    assert step(client, code(secret)).url == "/notices/"


def test_the_back_office_asks_for_the_code_too(client, person, secret):
    User.objects.update(is_staff=True, is_superuser=True)
    enter(client, next="/admin/")
    assert client.get("/admin/").status_code == 302
    assert step(client, code(secret)).url == "/admin/"
    assert client.get("/admin/").status_code == 200


# Setting it up


def set_up(client):
    """Go the way of the pages; return the recovery codes."""
    enter(client)
    again = client.get("/account/second-step/set-up/")
    assert again.url.startswith("/account/reauthenticate/")
    client.post(again.url, {"password": PASSWORD})
    html = client.get("/account/second-step/set-up/").content.decode()
    key = re.search(r'<b class="num key">([A-Z2-7 ]+)</b>', html)[1]
    assert all(len(group) == 4 for group in key.split())
    assert 'src="data:image/svg+xml;base64,' in html
    wrong = client.post("/account/second-step/set-up/", {"code": "000000"})
    assert key in wrong.content.decode()
    done = client.post("/account/second-step/set-up/", {"code": code(key.replace(" ", ""))}, follow=True)
    return re.findall(r"<li>(\d{4} \d{4})</li>", done.content.decode())


@pytest.mark.django_db(transaction=True)
def test_it_is_set_up_by_the_pages(client, person):
    codes = set_up(client)
    assert len(set(codes)) == 10
    assert "第二步验证已设置" in mail.outbox[-1].subject
    assert "已设置" in client.get("/account/").content.decode()


def test_recovery_codes_are_shown_once_and_can_be_kept_as_a_file(client, person):
    enter(client)
    codes = set_up(client)
    again = client.get("/account/second-step/recovery-codes/").content.decode()
    assert not any(each in again for each in codes)
    assert "已经显示过了" in again


def test_a_recovery_code_opens_the_door_once(client, person):
    used, *_ = set_up(client)
    for expected in (302, 200):
        browser = Client()
        enter(browser)
        assert step(browser, used).status_code == expected


def test_new_recovery_codes_replace_the_old(client, person):
    old, *_ = set_up(client)
    html = client.post("/account/second-step/recovery-codes/new/", follow=True).content.decode()
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", html)) == 10
    browser = Client()
    enter(browser)
    assert step(browser, old).status_code == 200


def test_keys_are_stored_under_lock(client, person, settings):
    set_up(client)
    data = Authenticator.objects.get(type="totp").data
    assert data["secret"].startswith("gAAAA")
    wrapped = Authenticator.objects.get(type="totp").wrap()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "y" * 50, [settings.SECRET_KEY]
    assert len(wrapped.instance.data["secret"]) > 32
    from allauth.mfa.utils import decrypt

    assert len(decrypt(data["secret"])) == 32
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt(data["secret"]) != decrypt(data["secret"])  # a lost key fits nothing


# Who must have it


def appoint(person):
    from organizations.memberships import appoint as give

    give(person, factories.department(), "drafter")


def make_admin(person):
    PlatformRole.objects.create(user=person, kind="audit")


def make_staff(person):
    person.is_staff = True


@pytest.mark.parametrize("become", [appoint, make_admin, make_staff])
def test_officials_must_have_it_where_it_is_required(person, settings, become):
    settings.SECOND_STEP = "required"
    assert not second_step_missing(person)
    become(person)
    assert is_official(person)
    assert second_step_missing(person)
    settings.SECOND_STEP = "optional"
    assert not second_step_missing(person)
    settings.SECOND_STEP = "required"
    phone(person)
    assert not second_step_missing(person)


def test_whoever_lacks_it_is_led_to_it_and_on(client, person, settings):
    settings.SECOND_STEP = "required"
    User.objects.update(is_staff=True, is_superuser=True)
    enter(client)
    page = client.get("/admin/", follow=True)
    assert unquote(unquote(page.redirect_chain[-1][0])) == "/account/second-step/?next=/admin/login/?next=/admin/"
    assert "都要有第二步验证" in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("method", "way"),
    [
        ("get", "/account/"),
        ("get", "/account/email/"),
        ("post", "/account/email/"),
        ("get", "/account/email/x/"),
        ("post", "/account/password/"),
        ("get", "/account/kept/"),
        ("post", "/account/sessions/1/end/"),
        ("post", "/account/sessions/end-others/"),
        ("get", "/desk/"),
    ],
)
def test_a_password_alone_opens_nothing_but_the_second_step_and_the_way_out(client, person, settings, way, method):
    settings.SECOND_STEP = "required"
    User.objects.update(is_staff=True)
    enter(client)
    answer = getattr(client, method)(way, {"email": "new@example.cn"})
    assert answer.status_code == 302
    assert answer.url.startswith("/account/second-step/")
    assert "密码" in client.get("/account/second-step/set-up/", follow=True).content.decode()  # asked for once more
    assert client.post("/account/logout/").status_code == 302
    assert not mail.outbox


def test_a_lost_second_step_is_reset_and_every_session_ended(client, person, secret):
    enter(client)
    step(client, code(secret))
    assert reset_second_step(person, by=NOBODY)
    assert not is_in(client)
    assert AuditRow.objects.get(act="reset-second-step").thing_id == person.pk
    assert enter(client).url == "/desk/"
    assert not reset_second_step(person, by=NOBODY)

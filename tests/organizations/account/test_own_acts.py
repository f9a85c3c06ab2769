"""What people do to their own accounts leaves rows in the audit, and what strangers try at an account does too."""

import re

import pytest
from axes.models import AccessLog
from django.core import mail
from django.test import Client

from organizations.models import AuditRow
from tests import factories
from tests.entering import PASSWORD, code, enter, phone

pytestmark = pytest.mark.usefixtures("client")
NEW = "river-teapot-42-violin"


@pytest.fixture
def inside(client, person):
    enter(client)
    return client


def rows(*acts):
    """(act, result, by whom) of what was recorded, in order; of these acts alone where some are given."""
    found = AuditRow.objects.order_by("pk")
    return list((found.filter(act__in=acts) if acts else found).values_list("act", "result", "user_id"))


def test_who_signs_in_and_out_is_recorded_from_where(person):
    client = Client(REMOTE_ADDR="192.0.2.7")
    enter(client)
    client.post("/account/logout/")
    client.post("/account/logout/")
    assert rows() == [("sign-in", "done", person.pk), ("sign-out", "done", person.pk)]
    assert set(AuditRow.objects.values_list("thing_id", "address")) == {(person.pk, "192.0.2.7")}
    assert not AccessLog.objects.exists()  # it is kept once


def test_a_second_step_is_part_of_signing_in(person):
    secret, client = phone(person), Client()
    enter(client)
    client.post("/account/second-step/code/", {"code": "000000"})
    client.post("/account/second-step/code/", {"code": code(secret)})
    assert rows() == [("second-step-code", "failed", person.pk), ("sign-in", "done", person.pk)]


def test_failures_at_an_account_are_recorded_until_it_is_locked_and_those_at_none_are_not(client, person):
    for login in ["zhangsan", "ZHANGSAN@example.cn", "nobody"] + ["zhangsan"] * 6:
        enter(client, login, "wrong")
    assert rows() == [("sign-in", "failed", None)] * 5
    assert set(AuditRow.objects.values_list("thing_id", flat=True)) == {person.pk}


def test_a_changed_and_a_reset_password_are_recorded(inside, person):
    inside.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    browser = Client()
    browser.post("/account/password/forgotten/", {"email": "zhangsan@example.cn"})
    link = re.search(r"http://localhost:\d+(/\S+)", mail.outbox[-1].body)[1]
    another = NEW[::-1]
    browser.post(browser.get(link).url, {"password1": another, "password2": another})
    assert rows("change-password", "reset-password") == [
        ("change-password", "done", person.pk),
        ("reset-password", "done", person.pk),
    ]


def test_another_address_is_recorded_by_digests(inside, person):
    inside.post("/account/email/", {"email": "new@example.cn"})
    inside.post(re.search(r"http://\S+(/account/email/\S+/)", mail.outbox[-1].body)[1])
    row = AuditRow.objects.get(act="change-address")
    assert (row.user_id, len(row.before), len(row.after)) == (person.pk, 64, 64)
    assert row.before != row.after


def test_a_second_step_set_up_its_new_codes_and_its_end_are_recorded(client, person):
    enter(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/second-step/set-up/").content.decode()
    key = re.search(r'key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    client.post("/account/second-step/set-up/", {"code": code(key)})
    client.post("/account/second-step/recovery-codes/new/")
    client.post("/account/second-step/remove/")
    acts = ["set-up-second-step", "new-recovery-codes", "remove-second-step"]
    assert [act for act, *_ in rows() if act != "sign-in"] == acts


def test_sessions_that_one_ends_oneself_are_recorded_where_there_were_any(inside, person):
    inside.post("/account/sessions/end-others/")
    enter(Client())
    inside.post("/account/sessions/end-others/")
    assert [row.after for row in AuditRow.objects.filter(act="end-own-sessions")] == ["1"]


def test_what_is_refused_is_a_line_of_the_log_and_no_row(db, caplog):
    zhang = factories.somebody("张三", "drafter")
    before = AuditRow.objects.count()
    assert factories.client_of(zhang).get("/desk/people/").status_code == 403
    assert f"Refused: user {zhang.pk} may not manage" in caplog.text
    assert AuditRow.objects.count() == before

"""Mails that need a person, for the system administrator; mails in a folder, on a machine of one's own."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from organizations import messages
from organizations.models import AuditRow, Message
from tests import factories
from tests.organizations.actors import admin, member, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def owe(state="failed", subject="请会签", **facts):
    messages.owe([person()], "sign", factories.department(), subject=subject, **facts)
    message = Message.objects.first()
    Message.objects.filter(pk=message.pk).update(mail_state=state, mail_error="550 no such user")
    return message


@pytest.fixture
def system(client):
    user = admin("system")
    client.force_login(user)
    return user


@pytest.mark.parametrize("kind", ["security", "audit", None])
def test_everyone_else_is_told_whose_page_it_is(client, kind):
    message = owe()
    client.force_login(admin(kind) if kind else member())
    assert "由平台的系统管理员办理" in client.get("/desk/mails/").content.decode()
    for act in (f"{message.pk}/resend/", f"{message.pk}/settle/", "resend/"):
        assert client.post(f"/desk/mails/{act}").status_code == 403
    assert Message.objects.get().mail_state == "failed"


def test_only_unclear_mails_are_listed_with_what_the_server_said(client, system):
    for state in Message.Mail.values:
        owe(state, subject=f"邮件{state}")
    html = client.get("/desk/mails/").content.decode()
    assert [state for state in Message.Mail.values if f"邮件{state}" in html] == ["uncertain", "failed"]
    assert "550 no such user" in html


@pytest.mark.parametrize(
    ("act", "state", "now", "told"),
    [
        ("resend", "failed", "waiting", "已重新提交"),
        ("resend", "uncertain", "waiting", "已重新提交"),
        ("settle", "uncertain", "sent", "已记下"),
        ("settle", "failed", "none", "已记下"),
        ("resend", "sent", "sent", "刚刚已处理"),
        ("settle", "waiting", "waiting", "刚刚已处理"),
    ],
)
def test_each_is_settled_and_the_audit_knows_by_whom(client, system, act, state, now, told):
    message = owe(state)
    assert told in client.post(f"/desk/mails/{message.pk}/{act}/", follow=True).content.decode()
    assert Message.objects.get().mail_state == now
    assert AuditRow.objects.filter(user_id=system.pk, thing_id=message.pk).count() == int(state != now)


def test_all_that_failed_are_sent_again_at_once_and_what_is_uncertain_is_not(client, system):
    for state in ("failed", "failed", "uncertain"):
        owe(state)
    assert "已重新提交2封" in client.post("/desk/mails/resend/", follow=True).content.decode()
    assert sorted(Message.objects.values_list("mail_state", flat=True)) == ["uncertain", "waiting", "waiting"]


def test_nothing_to_settle_says_so(client, system):
    assert "没有待核实的邮件" in client.get("/desk/mails/").content.decode()


# In a folder


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    return tmp_path / "mails"


def test_a_mail_that_was_written_is_listed_and_read_in_words_with_its_links(client, folder):
    assert "还没有邮件" in client.get("/mails/").content.decode()
    messages.send(owe("waiting", subject="请会签<b>", path="/desk/").pk)
    (name,) = (path.stem for path in folder.iterdir())
    html = client.get("/mails/").content.decode()
    assert "请会签&lt;b&gt;（全国质量月门户）" in html and f'href="/mails/{name}/"' in html
    html = client.get(f"/mails/{name}/").content.decode()
    assert "张三，您好：" in html and 'href="http://localhost:8000/desk/"' in html and "=?utf-8" not in html


def test_the_newest_comes_first(client, folder):
    for number in (1, 2):
        messages.send(owe("waiting", subject=f"第{number}封", occasion=str(number)).pk)
    html = client.get("/mails/").content.decode()
    assert html.index("第2封") < html.index("第1封")


def test_mails_that_were_written_into_one_file_in_the_same_second_are_all_listed(client, folder):
    for number in (1, 2):
        messages.send(owe("waiting", subject=f"第{number}封", occasion=str(number)).pk)
    first, *others = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    for other in others:
        first.write_bytes(first.read_bytes() + other.read_bytes())
        other.unlink()
    html = client.get("/mails/").content.decode()
    assert html.index("第2封") < html.index("第1封")


@pytest.mark.parametrize(
    "change",
    [
        {"PRODUCTION": True},
        {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"},
        {"SITE": django_settings.SITE._replace(netloc="quality.example")},
    ],
    ids=["production", "a mail server", "a host of others"],
)
def test_nowhere_else_are_mails_shown(client, folder, settings, change):
    messages.send(owe("waiting").pk)
    (name,) = (path.stem for path in folder.iterdir())
    assert Client().get("/mails/").status_code == 200
    for key, value in change.items():
        setattr(settings, key, value)
    assert [client.get("/mails/").status_code, client.get(f"/mails/{name}/").status_code] == [404, 404]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.168.1.20", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.168.1.20"}, 404),
    ],
)
def test_mails_are_shown_to_who_sits_at_the_machine(client, address, headers, status):
    assert client.get("/mails/", headers=headers, REMOTE_ADDR=address).status_code == status


def test_no_name_leads_out_of_the_folder(client, folder):
    assert client.get("/mails/20080901-080000-1/").status_code == 404
    assert client.get("/mails/..%2f..%2fportal/").status_code == 404

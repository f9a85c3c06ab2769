"""账号: names, addresses, forgotten passwords, and the command that makes the first accounts."""

import io
import re
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from organizations.memberships import appoint
from organizations.models import AuditRow, PlatformRole, User
from tests import entering, factories
from tests.entering import PASSWORD, enter, is_in

NEW = "river-teapot-42-violin"


@pytest.fixture
def inside(client, person):
    enter(client)
    return client


def test_the_page_says_what_a_person_is_where_and_until_when(inside, person):
    appoint(person, factories.department(), "drafter", until="2099-12-31")
    html = inside.get("/account/").content.decode()
    for words in ("张三", "zhangsan@example.cn", "浙江省质量技术监督局", "起草", "2099年12月31日"):
        assert words in html


def test_nobody_renames_herself(inside, person):
    assert "姓名由单位管理员或平台的安全管理员更改" in inside.get("/account/").content.decode()
    assert inside.post("/account/name/", {"name": "欧阳修"}).status_code == 404


# Another address


def ask(client, email="new@example.cn"):
    client.post("/account/email/", {"email": email})
    return re.search(r"http://\S+(/account/email/\S+/)", mail.outbox[-1].body)[1]


@pytest.mark.django_db(transaction=True)
def test_an_address_counts_once_it_is_confirmed(inside, person):
    link = ask(inside)
    assert mail.outbox[-1].to == ["new@example.cn"]
    inside.get(link)
    person.refresh_from_db()
    assert person.email == "zhangsan@example.cn"  # looking changes nothing
    inside.post(link)
    person.refresh_from_db()
    assert person.email == "new@example.cn"
    assert EmailAddress.objects.get(user=person).verified
    assert mail.outbox[-1].to == ["zhangsan@example.cn"]
    assert inside.post(link).status_code == 410  # once only
    assert enter(Client(), "new@example.cn").status_code == 302
    assert enter(Client(), "zhangsan@example.cn").status_code == 200


def test_a_link_is_of_use_to_its_own_person_only(inside, person):
    link = ask(inside)
    entering.person("lisi", email="lisi@example.cn")
    hers = Client()
    enter(hers, "lisi")
    assert hers.post(link).status_code == 410
    assert hers.get("/account/email/x:y/").status_code == 410


def test_an_address_of_somebody_else_is_told_to_her_and_to_nobody_else(inside, person):
    entering.person("lisi", email="lisi@example.cn")
    answer = inside.post("/account/email/", {"email": "LiSi@example.cn"})
    assert "邮件已发往lisi@example.cn" in answer.content.decode()
    assert "已登记在您的账号下" in mail.outbox[-1].body
    assert "http" not in mail.outbox[-1].body


# A forgotten password


def forget(client, email="zhangsan@example.cn"):
    client.post("/account/password/forgotten/", {"email": email})
    return mail.outbox[-1]


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S+)", message.body)[1]


def test_a_forgotten_password_is_replaced_by_mail(client, person):
    there = Client()
    enter(there)
    for _ in range(5):
        enter(client, password="wrong")
    first = client.get(link_in(forget(client)))
    assert first["Referrer-Policy"] == "no-referrer"
    assert first.url.endswith("-set-password/")
    page = client.get(first.url)
    assert page["Cache-Control"] == "private, no-store"
    assert "zhangsan" in page.content.decode()
    assert "至少要有15个字符" in client.post(first.url, {"password1": "short", "password2": "short"}).content.decode()
    done = client.post(first.url, {"password1": NEW, "password2": NEW})
    assert done.url == "/account/password/reset/done/"
    assert not is_in(there)
    assert enter(client).status_code == 200
    assert enter(client, password=NEW).status_code == 302  # and the door is open again
    assert "密码已重设" in mail.outbox[-1].subject


def test_a_link_works_once(client, person):
    link = link_in(forget(client))
    page = client.get(link).url
    client.post(page, {"password1": NEW, "password2": NEW})
    assert "链接已失效" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("link", ["1-x-y", "zzzzzzzzzzzzzz-x-y", "1-set-password"])
def test_a_link_that_was_never_sent_is_refused(client, db, link):
    assert "链接已失效" in client.get(f"/account/password/reset/{link}/").content.decode()


def test_a_stranger_learns_nothing_of_who_has_an_account(client, person):
    pages, mails = [], []
    for email in ("zhangsan@example.cn", "nobody@example.cn"):
        answer = client.post("/account/password/forgotten/", {"email": email}, follow=True)
        pages.append(re.sub(r"csrfmiddlewaretoken.*?>", "", answer.content.decode()))
        mails.append(mail.outbox[-1].to)
    assert pages[0] == pages[1]
    assert mails == [["zhangsan@example.cn"], ["nobody@example.cn"]]  # one mail each: the same time
    assert "没有账号登记这个邮箱" in mail.outbox[-1].body


def test_a_mail_server_that_is_away_is_said_to_everybody_alike(client, person, monkeypatch):
    def away(message):
        raise SMTPServerDisconnected("away")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    for email in ("zhangsan@example.cn", "nobody@example.cn"):
        answer = client.post("/account/password/forgotten/", {"email": email}, follow=True)
        assert "邮件没有发出去" in answer.content.decode()


def test_asking_too_often_is_refused_with_a_page(client, person):
    answers = [client.post("/account/password/forgotten/", {"email": "zhangsan@example.cn"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "请过15分钟再试" in answers[-1].content.decode()


@pytest.mark.parametrize("page", ["password/forgotten", "email"])
def test_an_address_whose_host_cannot_be_written_gets_a_sentence(inside, page):
    answer = inside.post(f"/account/{page}/", {"email": f"a@{'质' * 60}.cn"})
    assert answer.status_code == 200
    assert "“@”后面的部分写得不对" in answer.content.decode()
    assert not mail.outbox


@pytest.mark.parametrize("email", ["", "x", "a\0@example.cn", f"{'x' * 300}@example.cn"])
def test_an_address_that_is_none_gets_a_sentence(client, db, email):
    answer = client.post("/account/password/forgotten/", {"email": email})
    assert answer.status_code == 200
    assert "错误：" in answer.content.decode()
    assert not mail.outbox


def test_mails_are_in_chinese_and_name_the_site(client, person):
    message = forget(client)
    assert message.subject == "【全国质量月门户】重设密码"
    assert "张三，您好：" in message.body
    assert "zhangsan" in message.body


# The first accounts


def create(monkeypatch, password=NEW, **options):
    facts = {"role": "security", "username": "anquan", "name": "李四", "email": "Lisi@example.cn"} | options
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    out = io.StringIO()
    call_command("create_platform_admin", password_stdin=True, stdout=out, **facts)
    return out.getvalue()


def test_a_platform_administrator_is_made_with_her_role(client, db, quick, monkeypatch):
    assert "安全管理员" in create(monkeypatch)
    user = User.objects.get(username="anquan")
    assert (user.name, user.email, user.platform_role.kind) == ("李四", "lisi@example.cn", "security")
    assert AuditRow.objects.filter(act="platform-role").count() == 1
    assert enter(client, "lisi@example.cn", NEW).status_code == 302


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"password": "Admin@123"}, "至少要有15个字符"),
        ({"password": "zhongguo2024zhongguo2024"}, "容易被猜中"),
        ({"username": "ZhangSan"}, "已有人使用"),
        ({"username": "a b"}, "用户名"),
        ({"email": "zhangsan@EXAMPLE.cn"}, "另一个账号"),
        ({"email": "x"}, "邮箱地址写得不对"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_made(person, monkeypatch, options, words):
    with pytest.raises(CommandError, match=words):
        create(monkeypatch, **options)
    assert User.objects.count() == 1
    assert not PlatformRole.objects.exists()


def test_a_name_is_made_without_what_cannot_be_seen(client, db, quick, monkeypatch):
    with pytest.raises(CommandError, match="请填写姓名"):
        create(monkeypatch, name="\u200b")
    create(monkeypatch, name="\u202e李\u200b四\u3000")
    assert User.objects.get().last_name == "李四"


def test_a_password_is_asked_for_twice_on_a_terminal(db, quick, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    said = iter([NEW, PASSWORD])
    monkeypatch.setattr("organizations.management.commands.create_platform_admin.getpass", lambda words: next(said))
    facts = {"role": "audit", "username": "shenji", "name": "王五", "email": "w@example.cn"}
    with pytest.raises(CommandError, match="两次输入的密码不一样"):
        call_command("create_platform_admin", **facts)
    assert not User.objects.exists()

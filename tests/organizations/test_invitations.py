"""Invitations: the token stands only in the mail, is good once and for a time, and makes an account or adds a role."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from organizations import invitations, memberships, messages
from organizations.acting import NOBODY, identities
from organizations.due import waiting
from organizations.models import AuditRow, Invitation, Message, Role, User
from tests import factories

GOOD = {
    "username": "wangfang",
    "first": "plum tea under 9 bridges",
    "second": "plum tea under 9 bridges",
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


@pytest.fixture
def manager():
    return identities(factories.somebody("管家", "manager"))[0]


@pytest.fixture
def invitation(manager):
    return invitations.invite("wang@example.cn", "王芳", manager.department, Role.DRAFTER, by=manager)


def sent():
    """Send what waits, as a worker does, and return the address in the last mail."""
    for message in Message.objects.filter(kind="invitation", mail_state="waiting"):
        messages.send(message.pk)
    return re.search(r"/invitations/[\w-]{43}/", mail.outbox[-1].body)[0] if mail.outbox else ""


def days_later(monkeypatch, number):
    now = timezone.now() + timedelta(days=number)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_the_token_stands_in_the_mail_and_nowhere_else(invitation):
    token = sent().split("/")[2]
    assert mail.outbox[0].to == ["wang@example.cn"]
    assert "管家邀请您" in mail.outbox[0].body
    for model in (Invitation, Message, AuditRow):
        assert token not in str(list(model.objects.values()))
    invitation.refresh_from_db()
    assert invitation.token_digest == invitations.token_digest(token)


def test_a_stranger_sees_who_asks_her_to_what_and_makes_an_account(client, invitation):
    path = sent()
    html = client.get(path).content.decode()
    assert "管家邀请王芳加入浙江省质量技术监督局" in html
    assert "起草" in html
    answer = client.post(path, GOOD, follow=True)
    user = User.objects.get(username="wangfang")
    assert "浙江省质量技术监督局 · 起草" in answer.content.decode()
    assert (user.name, user.email, user.check_password(GOOD["first"])) == ("王芳", "wang@example.cn", True)
    assert [actor.part for actor in identities(user)] == ["起草"]
    assert user.memberships.get().granted_by == invitation.invited_by
    assert invitation.invited_by.inbox.get().subject == "王芳已接受邀请，担任浙江省质量技术监督局“起草”"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": ""}, "请填写用户名"),
        ({"username": "管家"}, "已有人使用"),
        ({"username": "a\0b"}, "不能识别的字符"),
        ({"username": "x" * 151}, "最多150字"),
        ({"second": "another one of 9 bridges"}, "两次填写的密码不一致"),
        ({"first": "123456789012345678", "second": "123456789012345678"}, "密码"),
        ({"first": "short", "second": "short"}, "密码"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, invitation, change, sentence):
    path, people = sent(), User.objects.count()
    html = client.post(path, GOOD | change).content.decode()
    assert sentence in html.split('role="alert"')[1]
    assert GOOD["first"] not in html
    assert User.objects.count() == people
    assert Invitation.objects.open().exists()


def accept_it(invitation, manager):
    invitations.accept(invitation, by=type(manager)(factories.somebody("别人")))


def withdraw_it(invitation, manager):
    invitations.withdraw(invitation, by=manager)


def let_it_expire(invitation, manager):
    Invitation.objects.update(expires_at=timezone.now())


def let_the_role_end(invitation, manager):
    Invitation.objects.update(until=timezone.localdate() - timedelta(1))


def send_another(invitation, manager):
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert invitations.send_again(invitation, by=manager)
    sent()


def dismiss_who_invited(invitation, manager):
    memberships.dismiss(manager.user.memberships.get())


def lock_who_invited(invitation, manager):
    User.objects.filter(pk=manager.user.pk).update(is_active=False)


@pytest.mark.parametrize(
    ("happening", "sentence"),
    [
        (accept_it, "已经接受过"),
        (withdraw_it, "已经撤回"),
        (let_it_expire, "已经过期"),
        (let_the_role_end, "已经过期"),
        (send_another, "最近收到的邀请邮件"),
        (dismiss_who_invited, "邀请人已不再管理该单位，请联系单位管理员重新邀请。"),
        (lock_who_invited, "邀请人已不再管理该单位，请联系单位管理员重新邀请。"),
    ],
)
def test_a_link_that_is_good_no_more_says_why(client, invitation, manager, happening, sentence):
    path = sent()
    happening(invitation, manager)
    for answer in (client.get(path), client.post(path, GOOD)):
        assert answer.status_code == 410
        assert sentence in answer.content.decode()
    assert not User.objects.filter(username="wangfang").exists()


def test_it_is_accepted_once_also_in_the_same_moment(invitation):
    by = [type(identities(invitation.invited_by)[0])(factories.somebody(name)) for name in ("甲", "乙")]
    invitations.accept(invitation, by=by[0])
    with pytest.raises(memberships.Refused, match="已经使用"):
        invitations.accept(invitation, by=by[1])
    assert identities(by[1].user) == []


def test_who_invited_cannot_accept_herself(invitation, manager):
    with pytest.raises(memberships.Refused, match="不能给自己"):
        invitations.accept(invitation, by=manager)
    assert Invitation.objects.open().exists()


def test_an_account_with_the_invited_address_adds_the_role_by_one_click(invitation):
    user = factories.somebody("wang")  # wang@example.cn
    answer = factories.client_of(user).post(sent(), follow=True)
    assert "您已加入" in answer.content.decode()
    assert [actor.part for actor in identities(user)] == ["起草"]


def test_an_account_with_another_address_is_asked_whether_it_is_meant(invitation):
    user, path = factories.somebody("张三"), sent()
    client = factories.client_of(user)
    html = client.get(path).content.decode()
    assert "邀请发给 wang@example.cn。我确认用现在登录的账号（张三，张三，张三@example.cn）接受。" in html
    assert "请先确认" in client.post(path).content.decode()
    assert identities(user) == []
    client.post(path, {"sure": "on"})
    assert [actor.part for actor in identities(user)] == ["起草"]


def test_a_platform_administrator_is_told_that_she_cannot_join(invitation):
    client = factories.client_of(factories.admin_of("audit"))
    assert "不能在部门任职" in client.post(sent(), {"sure": "on"}).content.decode()
    assert Invitation.objects.open().exists()


def test_the_same_is_not_asked_twice_and_not_sent_twice_by_two_clicks(invitation, manager):
    with pytest.raises(memberships.Refused, match="已经以这一角色邀请过"):
        invitations.invite("WANG@example.cn", "王芳", manager.department, Role.DRAFTER, by=manager)
    assert not invitations.send_again(invitation, by=manager)
    assert Message.objects.filter(kind="invitation").count() == 1


@pytest.mark.parametrize("happening", [withdraw_it, let_it_expire, dismiss_who_invited])
def test_no_mail_goes_out_for_what_is_over(invitation, manager, happening):
    happening(invitation, manager)
    assert sent() == ""
    assert Message.objects.get(kind="invitation").mail_state == "none"


def test_nobody_chooses_another_name_than_that_by_which_she_was_invited(client, invitation):
    path = sent()
    assert 'name="name"' not in client.get(path).content.decode()
    client.post(path, GOOD | {"name": "部长"})
    assert User.objects.get(username="wangfang").name == "王芳"


ABOVE, FAR = ("全国质量技术监督局", "000000"), ("杭州市质量技术监督局", "330100")


@pytest.mark.parametrize(
    ("giver", "role", "counts"),
    [
        (lambda: factories.somebody("上级", "manager", at=factories.department(*ABOVE)), Role.DRAFTER, True),
        (lambda: factories.somebody("下级", "manager", at=factories.department(*FAR)), Role.DRAFTER, False),
        (lambda: factories.somebody("同事", "signatory"), Role.DRAFTER, False),
        (lambda: factories.admin_of("security"), Role.MANAGER, True),
        (lambda: factories.admin_of("security"), Role.DRAFTER, False),
        (lambda: factories.admin_of("system"), Role.MANAGER, False),
    ],
)
def test_an_invitation_counts_as_long_as_its_giver_could_give_it(invitation, giver, role, counts):
    user = factories.somebody("wang")
    Invitation.objects.update(invited_by=giver(), role=role)
    invitation.refresh_from_db()
    by = type(NOBODY)(user)
    if counts:
        assert invitations.accept(invitation, by=by).role == role
    else:
        with pytest.raises(memberships.Refused, match="邀请人已不再管理该单位"):
            invitations.accept(invitation, by=by)
        assert Invitation.objects.open().exists()


def test_who_sends_an_invitation_again_answers_for_it(invitation, manager):
    other = factories.somebody("新管家", "manager")
    dismiss_who_invited(invitation, manager)
    page = factories.client_of(other)
    assert "邀请人已不再管理该单位" in page.get("/desk/people/").content.decode()
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    page.post(f"/desk/invitations/{invitation.pk}/send/")
    assert "邀请人已不再管理该单位" not in page.get("/desk/people/").content.decode()
    assert invitations.accept(invitation, by=type(NOBODY)(factories.somebody("wang"))).granted_by == other


def test_what_was_sent_to_an_address_waits_on_the_desk_of_the_account_that_has_it(invitation, manager):
    user = factories.somebody("Wang", "reader", at=factories.department(*ABOVE))
    (due,) = waiting(identities(user)[0])
    assert due.title == "浙江省质量技术监督局邀请您担任“起草”"
    assert due.until == timezone.localdate(invitation.expires_at)
    assert waiting(identities(factories.somebody("别人", "reader"))[0]) == []
    dismiss_who_invited(invitation, manager)
    assert waiting(identities(user)[0]) == []


@pytest.mark.parametrize(("act", "parts"), [("accept", ["查阅", "起草"]), ("decline", ["查阅"])])
def test_it_is_answered_there_and_nobody_acts_as_somebody_else_for_it(invitation, act, parts):
    user = factories.somebody("wang", "reader", at=factories.department(*ABOVE))
    client = factories.client_of(user)
    path = f"/desk/invitations/{invitation.pk}/"
    assert path in client.get("/desk/").content.decode()
    client.post(f"{path}{act}/")
    assert sorted(each.part for each in identities(user)) == sorted(parts)
    desk = client.get("/desk/").content.decode()
    assert path not in desk.split("收件箱")[0]
    assert client.get("/desk/").context["actor"].department.names.get().name == ABOVE[0]
    assert invitation.invited_by.inbox.get().kind == (
        "invitation-accepted" if act == "accept" else "invitation-declined"
    )


def test_an_account_that_has_the_address_finds_it_in_its_inbox_and_gets_one_mail(manager):
    user = factories.somebody("wang")
    invitations.invite("WANG@example.cn", "王芳", manager.department, Role.DRAFTER, by=manager)
    assert user.inbox.unread().get().mail_state == "none"
    assert Message.objects.filter(mail_state="waiting").count() == 1
    invitations.accept(Invitation.objects.get(), by=type(NOBODY)(user))
    assert not user.inbox.unread().filter(kind="invitation-to-account").exists()

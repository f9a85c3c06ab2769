"""The pages on which a manager looks after people: her department and those below along the line, nowhere else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations import invitations
from organizations.acting import identities
from organizations.memberships import Refused
from organizations.models import AuditRow, Invitation, Membership, User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("client")]


@pytest.fixture
def own():
    return factories.department()


@pytest.fixture
def below():
    return factories.department("杭州市质量技术监督局", "330100")


@pytest.fixture
def manager(own):
    return factories.client_of(factories.somebody("管家", "manager"))


def test_the_page_costs_the_same_for_one_person_and_many(manager, own):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert manager.get("/desk/people/").status_code == 200
        return len(queries)

    few = cost()
    for number in range(6):
        factories.somebody(f"第{number}人", "reader", "drafter")
    assert cost() == few <= 16


def test_a_manager_gives_a_role_below_and_ends_it(manager, below):
    zhang = factories.somebody("张三", "reader")
    typed = {"who": "张三@EXAMPLE.cn", "role": "signatory", "until": "2999-12-31"}
    html = manager.post(f"/desk/people/{below.pk}/appoint/", typed, follow=True).content.decode()
    assert "已在杭州市质量技术监督局任“签发”" in html
    assert "至2999年12月31日" in html
    row = zhang.memberships.get(department=below)
    assert "最后一名" not in manager.get(f"/desk/memberships/{row.pk}/end/").content.decode()
    manager.post(f"/desk/memberships/{row.pk}/end/")
    assert [actor.part for actor in identities(zhang)] == ["查阅"]
    assert manager.get(f"/desk/memberships/{row.pk}/end/").status_code == 404


def test_ending_the_last_manager_says_what_it_means(manager):
    row = Membership.objects.get(role="manager")
    assert "这是本单位最后一名管理员" in manager.get(f"/desk/memberships/{row.pk}/end/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"who": "nobody"}, "没有这个账号"),
        ({"who": "x\0"}, "不能识别的字符"),
        ({"who": "x" * 1_000_000}, "最多254字"),
        ({"who": "管家"}, "不能给自己授予角色"),
        ({"role": "system"}, "请从列表中选择角色"),
        ({"role": "superuser"}, "请从列表中选择角色"),
        ({"until": "2008-09-01"}, "不能早于今天"),
        ({"until": "明天"}, "格式填写"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said_kept_and_nothing_is_given(manager, own, typed, sentence):
    factories.somebody("张三")
    html = manager.post(f"/desk/people/{own.pk}/appoint/", {"who": "张三", "role": "reader"} | typed).content.decode()
    assert sentence in html.split('role="alert"')[1]
    assert typed.get("until", "") in html
    assert Membership.objects.count() == 1


def test_one_address_of_two_accounts_is_not_guessed(manager, own):
    for name in ("甲", "乙"):
        User.objects.create(username=name, email="both@example.cn")
    answer = manager.post(f"/desk/people/{own.pk}/appoint/", {"who": "both@example.cn", "role": "reader"})
    assert "请填写用户名" in answer.content.decode()


@pytest.fixture
def outsider():
    return factories.somebody("外人", "drafter", at=factories.department("全国质量技术监督局", "000000"))


def asked(manager, own):
    typed = {"who": "外人", "role": "reader", "until": "2999-12-31"}
    return manager.post(f"/desk/people/{own.pk}/appoint/", typed, follow=True).content.decode()


def test_who_works_elsewhere_is_asked_and_nothing_changes_until_she_accepts(manager, own, outsider):
    html = asked(manager, own)
    assert "本人接受后生效" in html and "外人，查阅，任职至2999年12月31日" in html
    assert "已经以这一角色邀请过 外人" in asked(manager, own)
    assert [actor.part for actor in identities(outsider)] == ["起草"]
    assert manager.post(f"/desk/people/{own.pk}/rename/{outsider.pk}/", {"name": "改"}).status_code == 404
    path, hers = outsider.inbox.get().path, factories.client_of(outsider)
    assert path in hers.get("/desk/identity/").content.decode()
    assert "管家邀请您加入浙江省质量技术监督局" in hers.get(path).content.decode()
    assert "您已加入浙江省质量技术监督局" in hers.post(f"{path}accept/", follow=True).content.decode()
    assert [actor.part for actor in identities(outsider)] == ["起草", "查阅"]
    assert outsider.memberships.last().granted_by.name == "管家"
    page = manager.get("/desk/people/").content.decode()
    assert "外人" in page and f"/rename/{outsider.pk}/" not in page
    assert (
        "由平台的安全管理员更改"
        in manager.post(f"/desk/people/{own.pk}/rename/{outsider.pk}/", {"name": "改"}).content.decode()
    )
    answer = hers.post(f"{path}accept/", follow=True)
    assert answer.status_code == 410 and "已经接受过" in answer.content.decode()


def test_an_invitation_to_an_account_is_declined_and_who_asked_is_told(manager, own, outsider):
    asked(manager, own)
    path, hers = outsider.inbox.get().path, factories.client_of(outsider)
    for _ in range(2):
        hers.post(f"{path}decline/")
    assert [actor.part for actor in identities(outsider)] == ["起草"]
    assert "您已经谢绝" in hers.get(path).content.decode()
    told = User.objects.get(username="管家").inbox.get()
    assert told.subject == "外人谢绝了邀请，不担任浙江省质量技术监督局“查阅”"
    assert AuditRow.objects.get(act="decline-invitation").user_id == outsider.pk


def test_nobody_else_sees_or_answers_an_invitation_to_an_account(manager, own, outsider):
    asked(manager, own)
    path, row = outsider.inbox.get().path, Invitation.objects.get()
    other = factories.somebody("别人", "reader")
    for client in (manager, factories.client_of(other)):
        assert client.get(path).status_code == 404
        assert [client.post(f"{path}{act}/").status_code for act in ("accept", "decline")] == [404, 404]
    with pytest.raises(Refused, match="请联系邀请人"):
        invitations.accept(row, by=identities(other)[0])
    manager.post(f"{path}withdraw/")
    for act in ("accept", "decline"):
        answer = factories.client_of(outsider).post(f"{path}{act}/", follow=True)
        assert answer.status_code == 410 and "邀请人已经撤回这份邀请" in answer.content.decode()
    assert [actor.part for actor in identities(outsider)] == ["起草"]


@pytest.mark.parametrize(
    ("who", "sentence"), [("管家", "不能给自己"), ("security-admin", "是平台管理员"), ("停用", "账号已停用")]
)
def test_who_may_have_no_role_is_not_asked_either(manager, own, who, sentence):
    factories.admin_of("security")
    User.objects.create(username="停用", is_active=False)
    typed = {"who": who, "role": "reader"}
    assert sentence in manager.post(f"/desk/people/{own.pk}/appoint/", typed).content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_is_made_sent_again_and_withdrawn(manager, own):
    typed = {"name": "王芳", "email": "wang@example.cn", "role": "reader"}
    assert "已邀请王芳" in manager.post(f"/desk/people/{own.pk}/invite/", typed, follow=True).content.decode()
    row = Invitation.objects.get()
    assert "刚刚发过" in manager.post(f"/desk/invitations/{row.pk}/send/", follow=True).content.decode()
    assert "已撤回" in manager.post(f"/desk/invitations/{row.pk}/withdraw/", follow=True).content.decode()
    assert manager.post(f"/desk/invitations/{row.pk}/withdraw/").status_code == 404


def test_nobody_is_invited_to_an_address_that_no_mail_reaches(manager, own):
    typed = {"name": "王芳", "email": f"wang@{'质' * 60}.cn", "role": "reader"}
    answer = manager.post(f"/desk/people/{own.pk}/invite/", typed)
    assert "“@”后面的部分写得不对" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_name_of_an_invitation_is_kept_without_what_cannot_be_seen(manager, own):
    typed = {"name": "\u202e王\u200b芳 ", "email": "wang@example.cn", "role": "reader"}
    manager.post(f"/desk/people/{own.pk}/invite/", typed)
    assert Invitation.objects.get().name == "王芳"


def test_a_department_below_is_found_by_its_name(manager, below):
    above = factories.department("国家质量监督检验检疫总局", "000000")
    html = manager.get("/desk/people/", {"q": "质量"}).content.decode().split('id="below"')[1]
    assert below.names.get().name in html
    assert above.names.get().name not in html
    assert "没有找到" in manager.get("/desk/people/", {"q": "总局"}).content.decode()


@pytest.mark.parametrize(
    ("who", "own_page", "page", "row"),
    [
        ("reader", 403, 403, 403),
        ("manager below", 200, 403, 404),
        ("manager above", 200, 200, 200),
        ("security", 403, 403, 404),
    ],
)
def test_who_may_not_is_refused_and_what_is_not_seen_is_not_there(own, below, who, own_page, page, row):
    above = factories.department("国家质量监督检验检疫总局", "000000")
    row_of_own = factories.somebody("签发人", "signatory").memberships.get()
    visitor = {
        "reader": lambda: factories.somebody("查阅人", "reader"),
        "manager below": lambda: factories.somebody("下级", "manager", at=below),
        "manager above": lambda: factories.somebody("上级", "manager", at=above),
        "security": lambda: factories.admin_of("security"),
    }[who]()
    client = factories.client_of(visitor)
    assert client.get("/desk/people/").status_code == own_page
    for name in ("", "appoint/", "invite/"):
        assert client.get(f"/desk/people/{own.pk}/{name}").status_code == page
    answer = client.get(f"/desk/memberships/{row_of_own.pk}/end/")
    assert answer.status_code == row
    if row == 403:
        assert "这件事由浙江省质量技术监督局的单位管理员办理。" in answer.content.decode()
        client.post(f"/desk/memberships/{row_of_own.pk}/end/")
        assert identities(row_of_own.user)

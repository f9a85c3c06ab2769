"""The security administrator finds accounts, locks them and lets them be; nobody else does."""

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.models import AuditRow, Invitation
from organizations.people import accounts
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("client")]


@pytest.fixture
def security():
    return factories.client_of(factories.admin_of("security"))


@pytest.fixture
def zhang():
    return factories.somebody("张三", "drafter", "signatory")


def test_an_account_is_found_by_name_user_name_or_address(security, zhang):
    factories.somebody("李四")
    for words in ("张", "三@example", "张三"):
        html = security.get("/desk/accounts/", {"q": words}).content.decode()
        assert "浙江省质量技术监督局（起草、签发）" in html
        assert "李四" not in html
    for words, sentence in (("王五", "没有找到账号"), ("a\0", "不能识别的字符"), ("长" * 61, "最多60字")):
        assert sentence in security.get("/desk/accounts/", {"q": words}).content.decode()


def test_the_list_costs_the_same_for_one_account_and_many(security, zhang):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            security.get("/desk/accounts/")
        return len(queries)

    few = cost()
    for number in range(6):
        factories.somebody(f"第{number}人", "reader", at=factories.department(f"第{number}局"))
    assert cost() == few <= 9


def test_a_locked_account_is_out_at_once_and_comes_back_when_it_is_let_be(security, zhang):
    client = factories.client_of(zhang)
    for act, status, sentence in (("lock", 302, "账号已停用"), ("unlock", 200, "账号已恢复")):
        answer = security.post(f"/desk/accounts/{zhang.pk}/{act}/", follow=True)
        assert sentence in answer.content.decode()
        assert client.get("/desk/identity/").status_code == status
        assert AuditRow.objects.filter(act=act, thing_id=zhang.pk, user_id__isnull=False).count() == 1
    security.post(f"/desk/accounts/{zhang.pk}/unlock/")
    assert AuditRow.objects.filter(act="unlock").count() == 1


def test_nobody_locks_her_own_account(security):
    own = factories.admin_of("security")
    assert "不能停用自己的账号" in security.post(f"/desk/accounts/{own.pk}/lock/", follow=True).content.decode()


def test_an_act_that_another_module_adds_has_a_button_and_is_done(security, zhang, monkeypatch):
    monkeypatch.setattr(accounts, "ACTS", dict(accounts.ACTS))
    done = []
    accounts.act("sessions", "结束全部登录", "登录已全部结束。")(lambda user, by: done.append((user, by.user)) or True)
    assert "结束全部登录" in security.get(f"/desk/accounts/{zhang.pk}/").content.decode()
    assert "登录已全部结束" in security.post(f"/desk/accounts/{zhang.pk}/sessions/", follow=True).content.decode()
    assert done == [(zhang, factories.admin_of("security"))]
    assert security.post(f"/desk/accounts/{zhang.pk}/none/").status_code == 404


@pytest.mark.parametrize(
    ("name", "sentence"), [("浙江省质量技术监督局", "已邀请王芳"), ("没有的局", "名录里没有这个单位")]
)
def test_the_first_manager_of_a_department_is_invited_by_the_platform(security, name, sentence):
    factories.department()
    typed = {"department": name, "name": "王芳", "email": "wang@example.cn"}
    assert sentence in security.post("/desk/accounts/invite/", typed, follow=True).content.decode()
    assert [row.role for row in Invitation.objects.all()] == (["manager"] if "已邀请" in sentence else [])


def test_who_failed_too_often_is_listed_and_let_in_again(security):
    record = {"ip_address": "192.0.2.1", "user_agent": "x"}
    AccessAttempt.objects.create(username="zhang", failures_since_start=5, **record)
    AccessAttempt.objects.create(username="slip", failures_since_start=4, **record)
    html = security.get("/desk/accounts/").content.decode()
    assert "填错5次" in html
    assert "slip" not in html
    answer = security.post(
        f"/desk/accounts/lockouts/{AccessAttempt.objects.get(username='zhang').pk}/release/", follow=True
    )
    assert "“zhang”可以重新登录了" in answer.content.decode()
    assert not AccessAttempt.objects.filter(username="zhang").exists()
    assert AuditRow.objects.filter(act="release-lockout").count() == 1


def test_all_sessions_of_an_account_are_ended(security, zhang):
    client = factories.client_of(zhang)
    assert client.get("/desk/identity/").status_code == 200
    UserSession.objects.get_or_create(
        user=zhang, session_key=client.session.session_key, defaults={"ip": "192.0.2.1", "user_agent": "x"}
    )
    security.post(f"/desk/accounts/{zhang.pk}/sessions/")
    assert client.get("/desk/identity/").status_code == 302
    assert AuditRow.objects.filter(act="end-sessions", thing_id=zhang.pk).count() == 1

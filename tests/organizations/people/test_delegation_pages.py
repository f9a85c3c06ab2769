"""The pages on which a person lets a colleague act for her, and sees who lets her."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations import delegations
from organizations.acting import identities
from organizations.models import Delegation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("client")]


@pytest.fixture
def li():
    return factories.somebody("李四", "signatory")


@pytest.fixture
def zhang():
    return factories.somebody("张三", "reader")


def day(number):
    return timezone.localdate() + timedelta(number)


def test_it_is_given_seen_by_both_and_ended_by_either(li, zhang):
    giver, holder = factories.client_of(li), factories.client_of(zhang)
    typed = {"delegate": zhang.pk, "since": day(0), "until": day(5), "note": "出差"}
    assert "已委托张三代办" in giver.post("/desk/delegations/give/", typed, follow=True).content.decode()
    html = holder.get("/desk/delegations/").content.decode()
    assert "李四" in html.split('id="held"')[1]
    assert "事由：出差" in html
    holder.post("/desk/identity/", {"identity": f"d-{Delegation.objects.get().pk}"})
    assert "代李四签发" in holder.get("/desk/identity/").content.decode()
    assert "不能委托他人" in holder.get("/desk/delegations/give/").content.decode()
    holder.post(f"/desk/delegations/{Delegation.objects.get().pk}/end/")
    assert len(identities(zhang)) == 1
    assert "现在没有委托他人" in giver.get("/desk/delegations/").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"delegate": ""}, "请选择受托人"),
        ({"delegate": "999999999999999999999"}, "请从列表中选择受托人"),
        ({"since": day(-1)}, "开始日期不能早于今天"),
        ({"until": ""}, "请填写截止日期"),
        ({"since": day(6)}, "截止日期不能早于开始日期"),
        ({"until": day(367)}, "一次委托最长一年"),
        ({"note": "长" * 201}, "事由最多200字"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_given(li, zhang, change, sentence):
    typed = {"delegate": zhang.pk, "since": day(0), "until": day(5)} | change
    html = factories.client_of(li).post("/desk/delegations/give/", typed).content.decode()
    assert sentence in html.split('role="alert"')[1]
    assert not Delegation.objects.exists()


def test_colleagues_are_listed_by_pinyin_with_what_they_are(li, zhang):
    for name, *roles in (("陈一", "reviewer", "drafter"), ("安琪", "reader"), ("周五", "manager")):
        factories.somebody(name, *roles)
    html = factories.client_of(li).get("/desk/delegations/give/").content.decode()
    listed = ["安琪（查阅，安琪）", "陈一（审核、起草，陈一）", "张三（查阅，张三）", "周五（单位管理员，周五）"]
    assert [html.index(each) for each in listed] == sorted(html.index(each) for each in listed)
    assert "李四（" not in html.split("<select")[1].split("</select>")[0]


def test_nobody_else_sees_or_ends_it(li, zhang):
    row = delegations.delegate(identities(li)[0], zhang, since=day(0), until=day(5))
    elsewhere = factories.department("杭州市质量技术监督局", "330100")
    colleague, manager = factories.somebody("王五", "drafter"), factories.somebody("管家", "manager", at=elsewhere)
    for other in map(factories.client_of, (colleague, manager)):
        assert other.post(f"/desk/delegations/{row.pk}/end/").status_code == 404
        assert "代李四" not in other.get("/desk/delegations/").content.decode()
    assert len(identities(zhang)) == 2


@pytest.fixture
def manager():
    return factories.client_of(factories.somebody("管家", "manager"))


def lend(principal, delegate, first=0, last=5):
    return delegations.delegate(identities(principal)[0], delegate, since=day(first), until=day(last), note="出差")


def all_of(client):
    return client.get("/desk/delegations/").content.decode().split('id="all"')[1]


def test_a_manager_sees_those_of_her_department_and_ends_one(manager, li, zhang):
    assert "本单位现在没有委托" in all_of(manager)
    row = lend(li, zhang)
    assert "张三代李四" in all_of(manager) and "代行：签发" in all_of(manager) and "进行中" in all_of(manager)
    answer = manager.post(f"/desk/delegations/{row.pk}/end/", follow=True)
    assert "李四对张三的委托已终止" in answer.content.decode()
    assert len(identities(zhang)) == 1
    assert "由管家终止" in li.inbox.latest("pk").body


def test_what_is_ended_from_a_page_of_another_identity_is_told_and_stays(li, zhang):
    """A manager of two departments opens the list for one of them; meanwhile another tab chose the other."""
    other = factories.department("杭州市质量技术监督局", "330100")
    boss = factories.somebody("管家", "manager")
    factories.somebody("管家", "manager", at=other)
    row, client = lend(li, zhang), factories.client_of(boss)
    here, there = (f"m-{each.pk}" for each in (factories.department(), other))
    client.post("/desk/identity/", {"identity": here})
    form = all_of(client).split(f"/desk/delegations/{row.pk}/end/")[1].split("</form>")[0]
    opened = re.search(r'name="acting" value="([^"]+)"', form)[1]
    client.post("/desk/identity/", {"identity": there})
    assert client.post(f"/desk/delegations/{row.pk}/end/", {"acting": opened}).status_code == 409
    assert (opened, len(identities(zhang))) == (here, 2)


def test_a_manager_sees_which_are_to_come_and_which_give_nothing(manager, li, zhang):
    lend(li, zhang, 2, 3)
    assert "尚未开始" in all_of(manager)
    li.memberships.update(ended_at=timezone.now())
    assert "不起作用" in all_of(manager)


def test_her_page_costs_the_same_for_one_delegation_and_many(manager, li, zhang, django_assert_num_queries):
    lend(li, zhang)
    with CaptureQueriesContext(connection) as few:
        all_of(manager)
    for number in range(3):
        lend(li, factories.somebody(f"第{number}人", "reader"))
    with django_assert_num_queries(len(few)):
        all_of(manager)


@pytest.mark.parametrize(
    ("principal", "delegate", "hint"),
    [
        ("signatory", "drafter", "受托人同时是起草人：本人起草的文件不能由其签发。"),
        ("signatory", "reviewer", "受托人同时是审核人：本人起草的文件不能由其签发。"),
        ("signatory", "reader", ""),
        ("reviewer", "drafter", ""),
    ],
)
def test_who_stands_in_for_a_signatory_and_writes_is_told_of(principal, delegate, hint):
    giver, holder = factories.somebody("甲", principal), factories.somebody("乙", delegate)
    client = factories.client_of(giver)
    assert ("本人起草的文件" in client.get("/desk/delegations/give/").content.decode()) is bool(hint)
    typed = {"delegate": holder.pk, "since": day(0), "until": day(5)}
    html = client.post("/desk/delegations/give/", typed, follow=True).content.decode()
    assert "已委托乙代办" in html and hint in html
    assert ("本人起草的文件" in html) is bool(hint)

"""The pages on which a person lets a colleague act for her, and sees who lets her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import delegations
from organizations.acting import identities
from organizations.models import Delegation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


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
    other = factories.client_of(factories.somebody("管家", "manager"))
    assert other.post(f"/desk/delegations/{row.pk}/end/").status_code == 404
    assert len(identities(zhang)) == 2

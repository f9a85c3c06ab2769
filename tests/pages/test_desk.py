"""工作台: a delegate sees that something waits for her colleague, and he sees who else may do it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations import delegations
from organizations.models import Delegation
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


@pytest.fixture
def lent():
    """潘志强 signs; 钱伟 stands in for him today; one edition awaits its signature."""
    host = factories.department("浙江省市场监督管理局")
    pan, qian = factories.person("潘志强", host, "signatory"), factories.person("钱伟", host, "reader")
    until = timezone.localdate() + timedelta(9)
    delegations.delegate(factories.actor(pan), qian, since=timezone.localdate(), until=until)
    factories.ready()
    return pan, qian


def test_a_delegate_is_told_for_whom_she_may_act_and_sees_what_waits_there_by_one_button(lent):
    _, qian = lent
    client = factories.client_of(qian)
    html = client.get("/desk/").content.decode()
    assert "潘志强委托您代办" in html
    assert "本人身份没有等着办理的事项" in html
    key = f"d-{Delegation.objects.get().pk}"
    assert f'value="{key}"' in html
    html = client.post("/desk/identity/", {"identity": key, "next": "/desk/"}, follow=True).content.decode()
    assert "委托您代办" not in html
    assert "签发" in html.split('id="d-waiting"')[1].split("</section>")[0]


def test_who_delegated_is_told_who_else_may_do_it_until_it_is_over(lent):
    pan, qian = lent
    client = factories.client_of(pan)
    assert "以下事项也可以由钱伟办理" in client.get("/desk/").content.decode()
    delegations.revoke(Delegation.objects.get(), by=factories.actor(pan))
    assert "钱伟" not in client.get("/desk/").content.decode().split('id="inbox"')[0]
    assert "委托您代办" not in factories.client_of(qian).get("/desk/").content.decode()


def test_the_desk_costs_the_same_for_one_delegation_and_for_five(lent):
    pan, qian = lent
    counts = []
    for names in ((), ("周敏", "吴静", "郑洁", "王磊")):
        for name in names:
            other = factories.person(name, Delegation.objects.get(principal=pan).department, "drafter", "signatory")
            today = timezone.localdate()
            delegations.delegate(factories.actor(other), qian, since=today, until=today)
        client = factories.client_of(qian)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            html = client.get("/desk/").content.decode()
        counts.append((html.count("委托您代办"), len(asked)))
    assert [lent for lent, _ in counts] == [1, 5]
    assert counts[0][1] == counts[1][1], counts

"""The page on which a person sees and chooses for whom she acts."""

import pytest

from organizations import memberships
from organizations.acting import identities
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("client")]


@pytest.fixture
def zhang():
    return factories.somebody("张三", "reader")


def test_a_person_acts_for_one_department_at_a_time_and_sees_which(zhang):
    other = factories.department("杭州市质量技术监督局", "330100")
    factories.somebody("张三", "drafter", at=other)
    client = factories.client_of(zhang)
    assert "浙江省质量技术监督局 · 查阅</summary>" in client.get("/desk/delegations/").content.decode()
    answer = client.post("/desk/identity/", {"identity": f"m-{other.pk}", "next": "/desk/delegations/"}, follow=True)
    assert answer.redirect_chain == [("/desk/delegations/", 302)]
    assert "杭州市质量技术监督局 · 起草</summary>" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"identity": "m-999999"}, {"identity": "p-system"}, {}, {"identity": "\0"}, {"identity": "x" * 99}]
)
def test_nobody_takes_an_identity_that_is_not_hers(zhang, typed):
    client = factories.client_of(zhang)
    answer = client.post("/desk/identity/", typed, follow=True)
    assert "这个身份已经不能使用" in answer.content.decode()
    assert answer.context["request"].actor.part == "查阅"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "desk"])
def test_the_way_back_stays_on_the_site(zhang, away):
    key = identities(zhang)[0].key
    answer = factories.client_of(zhang).post("/desk/identity/", {"identity": key, "next": away})
    assert answer["Location"] == "/desk/identity/"


def test_who_has_no_role_is_told_what_to_do(client):
    client = factories.client_of(factories.somebody("新人"))
    for address, status in (("/desk/identity/", 200), ("/desk/people/", 403)):
        answer = client.get(address)
        assert answer.status_code == status
        assert "请联系本单位的管理员" in answer.content.decode()


def test_an_identity_that_ended_is_not_silently_another_one(zhang):
    other = factories.department("杭州市质量技术监督局", "330100")
    factories.somebody("张三", "drafter", at=other)
    client = factories.client_of(zhang)
    client.post("/desk/identity/", {"identity": f"m-{other.pk}"})
    memberships.dismiss(zhang.memberships.get(department=other))
    answer = client.post("/desk/delegations/give/", {"note": "出差"})
    html = answer.content.decode()
    assert (answer.status_code, "那个身份已经不能使用" in html, "出差" in html) == (409, True, True)
    said = "您原来的办理身份已经到期或者被收回，现在是“浙江省质量技术监督局 · 查阅”。"
    assert [said in client.get("/desk/delegations/").content.decode() for _ in range(2)] == [True, False]

"""Pages for what went wrong: they say so, they lead on, and they need as little as can be."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.test.utils import override_settings

from organizations.models import User


@pytest.fixture
def patient():
    """A client that is shown the page for a mistake of ours."""
    return Client(raise_request_exception=False)


@pytest.fixture
def broken_page(monkeypatch):
    monkeypatch.setattr("campaigns.pages.views.Campaign.objects", None)


@pytest.mark.parametrize("address", ["/none/", "/notices/999/", "/years/1999/calendar.ics"])
@pytest.mark.django_db
def test_what_is_not_there_can_be_searched_for(client, address):
    html = client.get(address).content.decode()
    assert '<form class="inline" role="search" action="/notices/">' in html
    assert 'name="q"' in html
    assert 'href="/"' in html


# No test below may touch a database: pytest refuses it to a test that does not ask for one.


def test_a_mistake_of_ours_is_told_without_a_database(patient, broken_page):
    answer = patient.get("/")
    assert answer.status_code == 500
    assert "系统出错" in answer.content.decode()
    assert "css/tokens.css" in answer.content.decode()


@pytest.mark.parametrize("broken", ["campaigns.pages.display.is_large", "campaigns.pages.display.address_of"])
def test_a_mistake_in_what_every_page_needs_gets_a_bare_page(patient, broken_page, monkeypatch, broken):
    monkeypatch.setattr(broken, None)
    answer = patient.get("/none/")
    assert answer.status_code == 500
    html = answer.content.decode()
    assert "系统出错" in html
    assert "stylesheet" not in html


@pytest.mark.parametrize(
    ("limit", "data", "said"),
    [
        ({"DATA_UPLOAD_MAX_MEMORY_SIZE": 10}, {"username": "x" * 100}, "填写的文字还在那里"),
        ({"DATA_UPLOAD_MAX_NUMBER_FIELDS": 2}, {"a": "1", "b": "2", "c": "3"}, "没有看懂"),
    ],
)
def test_a_form_that_is_too_large_gets_the_page_for_it(client, limit, data, said):
    with override_settings(**limit):
        answer = client.post("/admin/login/", urlencode(data), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_who_may_not_is_told_so(client):
    client.force_login(User.objects.create(username="staff", is_staff=True))
    answer = client.get("/admin/notices/notice/")
    assert answer.status_code == 403
    assert "没有权限" in answer.content.decode()

"""The inbox: what is owed to the person who looks, and to nobody else; looking alone marks nothing as read."""

import pytest
from django.test import Client

from organizations import messages
from organizations.models import Message
from tests import factories
from tests.organizations.actors import member, person

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def reader(client):
    user = member()
    client.force_login(user)
    return user


def owe(user, subject="请会签", path="/notices/", occasion=""):
    messages.owe([user], "sign", factories.department(), subject=subject, path=path, occasion=occasion, by_mail=False)
    return user.inbox.first()


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client):
    answer = client.get("/inbox/?page=1")
    assert answer.status_code == 302
    assert answer.url.endswith("?next=/inbox/%3Fpage%3D1")


def test_looking_marks_nothing_as_read(client, reader):
    message = owe(reader)
    html = client.get("/inbox/").content.decode()
    assert "请会签" in html and "未读1条" in html
    message.refresh_from_db()
    assert message.read_at is None


def test_opening_marks_as_read_and_leads_on_and_then_a_link_does(client, reader):
    message = owe(reader)
    answer = client.post(f"/inbox/{message.pk}/open/")
    assert (answer.status_code, answer.url) == (302, "/notices/")
    html = client.get("/inbox/").content.decode()
    assert '<a href="/notices/">请会签</a>' in html and "全部已读" in html


def test_one_or_all_are_marked_as_read(client, reader):
    first, second, third = (owe(reader, occasion=str(number)) for number in range(3))
    assert client.post(f"/inbox/{first.pk}/read/", {"page": "1"}).url == "/inbox/?page=1"
    assert set(reader.inbox.unread()) == {second, third}
    page = client.post("/inbox/read/", follow=True).content.decode()
    assert "已将2条消息标为已读" in page
    assert not reader.inbox.unread()


@pytest.mark.parametrize("act", ["open", "read"])
def test_the_message_of_another_is_not_there(client, reader, act):
    message = owe(person("李四"))
    assert client.post(f"/inbox/{message.pk}/{act}/").status_code == 404
    assert "请会签" not in client.get("/inbox/").content.decode()
    client.post("/inbox/read/")
    message.refresh_from_db()
    assert message.read_at is None


def test_what_a_message_says_is_text(client, reader):
    owe(reader, subject="<script>alert(1)</script>")
    assert "&lt;script&gt;alert(1)" in client.get("/inbox/").content.decode()


def test_an_empty_inbox_says_what_will_come(client, reader):
    assert "还没有消息" in client.get("/inbox/").content.decode()


@pytest.mark.parametrize("page", ["2", "0", "x", "\0"])
def test_a_page_that_is_none_says_so(client, reader, page):
    owe(reader)
    assert client.get("/inbox/", {"page": page}).status_code == 400
    assert client.post(f"/inbox/{reader.inbox.get().pk}/read/", {"page": page}).status_code == 302


def test_the_page_costs_the_same_for_one_message_and_thirty(client, reader, django_assert_num_queries):
    for rows in (1, 30):
        for number in range(rows):
            messages.owe(
                [reader],
                "k",
                factories.department(),
                subject="通知",
                occasion=f"{rows} {number}",
                department=factories.department(),
            )
        with django_assert_num_queries(11):
            client.get("/inbox/")


# In the masthead of every page


def test_every_page_says_how_much_is_unread_by_one_query(client, reader, django_assert_num_queries):
    for number in range(2):
        owe(reader, occasion=str(number))
    with django_assert_num_queries(3):  # her session, she herself, her messages
        html = client.get("/about/").content.decode()
    assert '<span class="count">2<span class="sr">条未读</span></span>' in html
    Message.objects.all().delete()
    assert 'class="count"' not in client.get("/about/").content.decode()


def test_a_stranger_is_asked_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "收件箱" not in Client().get("/about/").content.decode()


def test_the_page_that_says_that_something_is_broken_asks_nothing(
    client, reader, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("campaigns.pages.help_views.render", None)
    client.raise_request_exception = False
    with django_assert_num_queries(1):  # the session, before anything is broken
        assert "系统出错" in client.get("/about/").content.decode()

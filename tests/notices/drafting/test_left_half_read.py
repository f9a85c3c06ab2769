"""Texts that were read and not made a draft of: listed where a draft begins, by a few words of each."""

import pytest

from campaigns.notices.models import DraftSource
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]

NEW = "/desk/notices/new/"


@pytest.fixture
def drafter():
    host = factories.department("浙江省市场监督管理局")
    return factories.actor(factories.person("张三", host, "drafter"))


@pytest.fixture
def left(drafter):
    """Keep a text that she brought; other fields as given."""
    campaign = factories.campaign(2026)
    who = {"user": drafter.user, "department": drafter.department, "campaign": campaign}
    return lambda text, **facts: DraftSource.objects.create(text=text, **who, **facts)


@pytest.mark.parametrize(
    ("text", "facts", "gist"),
    [
        ("\n  关于开展质量月活动的通知\n各市：", {}, "关于开展质量月活动的通知"),
        ("质" * 300, {}, f"{'质' * 24}…"),
        ("正文", {"name": "通知.docx"}, "通知.docx"),
        ("正文", {"name": "通知.docx", "title": "写好的标题"}, "写好的标题"),
    ],
)
def test_a_list_knows_each_text_by_a_few_words_and_reads_none_whole(
    left, drafter, django_assert_num_queries, text, facts, gist
):
    there = left(text, **facts)
    with django_assert_num_queries(1):
        (listed,) = DraftSource.objects.left(drafter)
        assert listed.gist == gist
    assert listed.get_deferred_fields() == {"text", "notes", "answers"}
    assert there.gist == gist  # also of a text that is there whole


@pytest.mark.parametrize("is_back", [False, True])
def test_the_page_that_says_what_is_missing_still_lists_the_other_texts(client, left, drafter, is_back):
    other, own = left("另一份"), left("这一份")
    client.force_login(drafter.user)
    answer = client.post(f"{NEW}?source={own.pk}" if is_back else NEW, {"way": "empty"})
    page = answer.content.decode()
    assert (answer.status_code, f'href="{NEW}{other.pk}/"' in page) == (400, True)
    assert (f'href="{NEW}{own.pk}/"' in page) is not is_back

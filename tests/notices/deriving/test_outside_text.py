"""A notice that was drafted elsewhere is pasted, what comes from what is proposed, and each clause is confirmed."""

import pytest

from campaigns.notices.models import DraftSource, Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TEXT = """关于开展2026年全省“质量月”活动的通知
各市、县（市、区）人民政府：
现将有关事项通知如下：
一、统一部署的活动
（一）第1项活动。由各地组织实施。
（二）第2项活动，由各市市场监管局组织实施。
（三）全省举办质量知识竞赛，邀请企业职工参加。
"""


@pytest.fixture
def pasted(drafter, upper):
    facts = {"user": drafter.user, "department": drafter.department, "campaign": upper.campaign, "parent": upper}
    return DraftSource.objects.create(text=TEXT, title="关于开展2026年全省“质量月”活动的通知", **facts)


def test_the_form_offers_the_notices_above_and_keeps_the_one_that_was_chosen(upper, drafter):
    page = factories.client_of(drafter.user)
    assert f'<option value="{upper.pk}" selected>' in page.get(f"/desk/notices/new/?answers={upper.pk}").text
    answer = page.post(
        "/desk/notices/new/", {"campaign": upper.campaign_id, "way": "paste", "text": TEXT, "upper": upper.pk}
    )
    assert answer.status_code == 302
    assert DraftSource.objects.get().parent == upper


def test_a_text_of_its_own_is_aligned_and_waits_to_be_confirmed(upper, drafter, pasted):
    page = factories.client_of(drafter.user)
    answer = page.post(f"/desk/notices/new/{pasted.pk}/draft/", {"title": pasted.title})
    edition = Edition.objects.get(notice__parent=upper)
    assert answer["Location"] == f"/desk/notices/{edition.pk}/adapt/"
    rows = edition.lineage.order_by("clause__position", "parent__position").values_list("relation", "confirmed")
    assert list(rows)[:3] == [("kept", False), ("adapted", False), ("new", False)] or sorted(rows) == []
    assert not edition.lineage.filter(confirmed=True).exists()


def test_nobody_begins_a_second_one(upper, drafter, pasted, draft):
    page = factories.client_of(drafter.user)
    answer = page.post(f"/desk/notices/new/{pasted.pk}/draft/", {"title": pasted.title}, follow=True)
    assert "已经起草了本地通知" in answer.text
    assert DraftSource.objects.filter(pk=pasted.pk).exists()

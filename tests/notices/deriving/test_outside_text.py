"""A notice that was drafted elsewhere is pasted, what comes from what is proposed, and each clause is confirmed."""

import pytest

from campaigns.models import Campaign
from campaigns.notices import sample
from campaigns.notices.drafting.sources import make_draft
from campaigns.notices.models import DraftSource, Notice
from campaigns.notices.moves import IllegalMove
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
TEXT = """关于开展2026年全省“质量月”活动的通知
各市、县（市、区）人民政府：
现将有关事项通知如下：
一、统一部署的活动
（一）第1项活动。由各地组织实施。
（二）第2项活动。由各地组织实施，每市不少于两场。
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


@pytest.mark.parametrize("typed", ["abc", "0", "-1", "9\x00", "9" * 30, "𠀀"])
def test_what_is_no_notice_above_is_refused_and_leads_nowhere(upper, drafter, typed):
    facts = {"campaign": upper.campaign_id, "way": "paste", "text": TEXT, "upper": typed}
    answer = factories.client_of(drafter.user).post("/desk/notices/new/", facts)
    assert answer.status_code == 400
    assert "没有这份上级通知，请从列表中选择。" in answer.text and TEXT.splitlines()[-1] in answer.text
    assert "从上级通知逐条起草" not in answer.text


def test_whoever_has_no_text_yet_is_led_to_begin_clause_by_clause(upper, drafter):
    facts = {"campaign": upper.campaign_id, "way": "empty", "title": "通知", "upper": upper.pk}
    answer = factories.client_of(drafter.user).post("/desk/notices/new/", facts)
    assert f'<a href="/desk/notices/derive/{upper.pk}/">从上级通知逐条起草</a>' in answer.text


def test_the_text_of_2008_comes_from_the_national_one_as_was_recorded_and_waits_to_be_confirmed(
    sample_of_2008, drafter
):
    national, zhejiang = sample_of_2008
    Campaign.objects.filter(pk=national.campaign_id).update(state="open")
    facts = {"user": drafter.user, "department": drafter.department, "campaign": national.campaign, "parent": national}
    source = DraftSource.objects.create(text=(sample.FOLDER / "2008-zhejiang.txt").read_text(encoding="utf-8"), **facts)
    Notice.objects.filter(pk=zhejiang.pk).update(parent=None)
    edition = make_draft(source, zhejiang.current.title, by=drafter)
    assert descent_of(edition) == descent_of(zhejiang.current)
    assert not edition.lineage.filter(confirmed=True).exists()
    assert not edition.lineage.exclude(reason="").exists()


def descent_of(edition):
    return set(edition.lineage.values_list("clause__path", "parent__path", "relation"))


def test_nobody_begins_a_second_one(upper, drafter, pasted, draft):
    with pytest.raises(IllegalMove, match="已经起草了本地通知"):
        make_draft(pasted, pasted.title, by=drafter)
    assert DraftSource.objects.filter(pk=pasted.pk).exists()

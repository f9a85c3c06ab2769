"""A form or a text that is sent twice begins one draft; another text, or another way, begins another."""

import re

import pytest

from campaigns.notices.drafting import sources, start_views
from campaigns.notices.models import DraftSource, Edition, Notice
from tests import factories
from tests.notices.drafting.beginning import NEW, TEXT, answers_in, the_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def token_in(page):
    return re.search(r'name="begun_as" value="([0-9a-f-]{36})"', page)[1]


@pytest.mark.parametrize("is_race", [False, True], ids=["one after the other", "at the same moment"])
@pytest.mark.parametrize("way", ["empty", "copy"])
def test_a_form_that_is_sent_twice_begins_one_draft(client, begin, earlier, monkeypatch, way, is_race):
    typed = {
        "title": "关于开展质量月活动的通知",
        "earlier": earlier.pk,
        "begun_as": token_in(client.get(NEW).content.decode()),
    }
    begin(way, **typed)
    if is_race:
        genuine, looked = start_views.begun, []
        monkeypatch.setattr(start_views, "begun", lambda *args: genuine(*args) if looked else looked.append(1))
    answer = begin(way, **typed)
    assert answer["Location"] == f"/desk/notices/{the_draft().pk}/"
    assert "没有重复建立" in client.get(answer["Location"]).content.decode()


def test_a_text_that_is_sent_twice_is_kept_once_and_becomes_one_draft(client, begin):
    typed = {"text": TEXT, "begun_as": token_in(client.get(NEW).content.decode())}
    review = begin("paste", **typed)["Location"]
    edited = typed | {"text": TEXT.replace("提升", "升级")}
    assert begin("paste", **edited)["Location"] == review
    assert "升级" in DraftSource.objects.get().text
    page = client.get(review).content.decode()
    given = dict.fromkeys(answers_in(page), "yes") | {"title": "关于质量月的通知", "begun_as": token_in(page)}
    client.post(f"{review}draft/", given)
    for address, facts in (
        (f"{review}draft/", given),
        (NEW, {"way": "paste", "campaign": the_draft().notice.campaign_id, **edited}),
    ):
        assert client.post(address, facts)["Location"] == f"/desk/notices/{the_draft().pk}/"
    assert not DraftSource.objects.exists()


def test_a_token_of_another_department_leads_to_nothing_of_it(client, begin, campaign):
    typed = {"title": "关于开展质量月活动的通知", "begun_as": token_in(client.get(NEW).content.decode())}
    begin("empty", **typed)
    client.force_login(factories.person("别人", factories.department("杭州市市场监督管理局", "330100"), "drafter"))
    first = the_draft()
    for way, facts in (("empty", {}), ("paste", {"text": TEXT})):
        assert not begin(way, **typed, **facts)["Location"].startswith(f"/desk/notices/{first.pk}/")
    assert begin("empty", **typed | {"begun_as": "x"}).status_code == 400
    assert [Edition.objects.count(), DraftSource.objects.count()] == [2, 1]


@pytest.mark.parametrize("way", ["empty", "copy"])
@pytest.mark.parametrize("is_back", [False, True], ids=["with the form that it was pasted in", "on the way back from what was read"])  # fmt: skip
def test_a_text_that_waits_is_still_made_a_draft_after_one_was_begun_in_another_way(
    client, begin, campaign, earlier, way, is_back
):
    token = token_in(client.get(NEW).content.decode())
    review = begin("paste", text=TEXT, begun_as=token)["Location"]
    address = f"{NEW}?source={DraftSource.objects.get().pk}" if is_back else NEW
    sent = {"campaign": campaign.pk, "title": "关于开展质量月活动的通知", "earlier": earlier.pk}
    sent["begun_as"] = token_in(client.get(address).content.decode()) if is_back else token
    first = client.post(address, sent | {"way": way})["Location"]
    assert client.post(address, sent | {"way": way})["Location"] == first.removesuffix("edit/")  # once more
    edited = sent | {"way": "paste", "text": TEXT.replace("提升", "升级")}
    assert client.post(address, edited)["Location"] == review
    assert "升级" in DraftSource.objects.get().text
    page = client.get(review).content.decode()
    given = dict.fromkeys(answers_in(page), "yes") | {"title": "关于质量月的通知", "begun_as": token_in(page)}
    second = client.post(f"{review}draft/", given)["Location"]
    assert second.endswith("/edit/") and second != first
    assert Edition.objects.filter(state="draft", clauses__heading__contains="升级").exists()
    assert not DraftSource.objects.exists()


def test_a_text_whose_token_a_draft_bears_that_was_not_made_of_it_becomes_one_of_its_own(client, begin):
    review = begin("paste", text=TEXT, begun_as=token_in(client.get(NEW).content.decode()))["Location"]
    begin("empty", title="另一份")
    Notice.objects.update(begun_as=DraftSource.objects.get().begun_as)
    given = dict.fromkeys(answers_in(client.get(review).content.decode()), "yes") | {"title": "关于质量月的通知"}
    assert client.post(f"{review}draft/", given).status_code == 302
    assert set(Edition.objects.values_list("title", flat=True)) == {"另一份", "关于质量月的通知"}


def test_a_form_that_is_gone_back_to_with_another_text_begins_another_draft(client, begin, beginner):
    token = token_in(client.get(NEW).content.decode())
    begin("paste", text=TEXT, begun_as=token)
    sources.make_draft(DraftSource.objects.get(), "标题", by=factories.actor(beginner))
    for _ in range(2):
        begin("paste", text=f"{TEXT}\n另一份。", begun_as=token)
    assert "另一份。" in DraftSource.objects.get().text
    sources.make_draft(DraftSource.objects.get(), "标题", by=factories.actor(beginner))
    assert Edition.objects.count() == 2

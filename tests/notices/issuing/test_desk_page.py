"""The page of a notice at the desk: what it offers to whom, in which state."""

import re

import pytest

from campaigns.notices.models import Edition, Notice
from tests import factories
from tests.notices.issuing.world import resettle, right, today

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def test_the_page_of_a_notice_says_that_it_can_be_signed_only_where_the_page_to_sign_it_does(client, world):
    edition = world["editions"]["ready"]
    client.force_login(world["people"]["signatory"])
    page = f"/desk/notices/{edition.pk}/"

    def said():
        pages = [client.get(address).content.decode() for address in (page, f"{page}sign/")]
        return [("可以签发" in html, "请填写主送机关。" in html) for html in pages]

    assert said() == [(True, False)] * 2
    Edition.objects.filter(pk=edition.pk).update(addressees="")
    edition.refresh_from_db()
    resettle(edition)
    assert said() == [(False, True)] * 2


def test_who_has_no_co_issuers_is_told_nothing_of_countersigning_before_it_is_signed(client, world):
    edition = world["editions"]["draft"]
    client.force_login(world["people"]["signatory"])
    address = f"/desk/notices/{edition.pk}/"
    assert "会签齐备后签发" in client.get(address).content.decode()
    edition.issuers.exclude(department=edition.notice.host).delete()
    html = client.get(address).content.decode()
    assert "会签齐备后签发" not in html and "审核通过后签发" in html


def test_who_may_not_correct_a_notice_in_force_is_told_who_does(client, world):
    edition = world["editions"]["issued"]
    for name in ("甲签发", "乙签发", "丙签发"):
        factories.person(name, edition.notice.host, "signatory")
    for who, is_told in (("drafter", True), ("reviewer", True), ("signatory", False), ("stranger", False)):
        client.force_login(world["people"][who])
        html = client.get(f"/desk/notices/{edition.pk}/").content.decode()
        assert (
            bool(re.search("请本单位签发人（[^、）]+、[^、）]+、[^、）]+等）办理更正、废止或撤销。", html)) == is_told
        ), who


def test_the_desk_page_of_a_withdrawn_notice_is_headed_by_that(client, world):
    client.force_login(world["people"]["signatory"])
    for state, words in (("issued", "已印发"), ("ended", "已撤销")):
        html = client.get(f"/desk/notices/{world['editions'][state].pk}/").content.decode()
        assert re.search(r'<div class="statusbar"><p><span class="state[^>]*>([^<]+)<', html)[1] == words


def test_the_way_over_the_pages(client, world):
    """Sign, see it wait, publish it now, correct it, repeal it: each by what the page offers."""
    client.force_login(world["people"]["signatory"])
    edition = world["editions"]["ready"]
    page = f"/desk/notices/{edition.pk}/"
    assert f'href="{page}sign/"' in client.get(page).content.decode()
    client.post(f"{page}sign/", right(edition, world["series"]) | {"issue_at": "2027-01-05T09:00"})
    assert (
        "文件生成中" in client.get(page).content.decode() and "2027年1月5日 09:00" in client.get(page).content.decode()
    )
    factories.printed(Edition.objects.get(pk=edition.pk))
    client.post(f"{page}put-off/", {"issue_at": ""})
    html = client.get(page).content.decode()
    assert "公开页面" in html and f'href="{page}withdraw/"' in html
    assert f'href="/notices/{edition.notice_id}/2012.pdf"' in html and "2012.docx" in html
    assert client.get(f"{page}withdraw/").status_code == client.get(f"{page}correct/").status_code == 200
    made = client.post(f"{page}correct/", {"note": "更正日期。"})
    assert "更正日期。" in client.get(made["Location"]).content.decode()
    client.post(f"{page}repeal/", {"reason": "另有规定", "day": today()})
    assert "起废止" in client.get(page).content.decode()
    assert Notice.objects.get(pk=edition.notice_id).ending == "repealed"

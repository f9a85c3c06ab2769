"""Campaigns on the desk in a real browser: for everyone, on a phone and on a desk, by keyboard and without script."""

import pytest

from campaigns.models import Campaign
from organizations import memberships
from organizations.models import User
from tests import factories

from .eyes import SMALL_TARGETS, complaints, is_lost, sideways, stops, violations

pytestmark = pytest.mark.browser
LEAD = "国家市场监督管理总局"


@pytest.fixture
def draft():
    lead = factories.department(LEAD, "000000")
    made = Campaign.objects.create(
        year=2026, name="2026年全国质量月", starts_on="2026-09-01", ends_on="2026-09-30", organizer=lead
    )
    made.deadlines.create(name="活动计划报送", offset=18)
    return made


@pytest.fixture
def visit_with(visit_as, draft):
    """Open a page as somebody with these roles in the nation's lead department, or of the platform."""

    def open_page(path, *roles, **options):
        user = User.objects.create(username="-".join(roles), last_name="沈佳")
        for role in roles:
            if role == "system":
                memberships.make_platform_admin(user, role)
            else:
                memberships.appoint(user, draft.organizer, role)
        return visit_as(user)(path.format(pk=draft.pk), **options)

    return open_page


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("/desk/campaigns/", "drafter"),
        ("/desk/campaigns/{pk}/", "drafter"),
        ("/desk/campaigns/{pk}/edit/", "drafter"),
        ("/desk/campaigns/{pk}/clone/", "drafter"),
        ("/desk/campaigns/{pk}/open/", "signatory"),
        ("/desk/campaigns/{pk}/close/", "signatory"),
        ("/desk/workdays/2026/", "system"),
    ],
)
def test_the_page_is_for_everyone(visit_with, path, role):
    page = visit_with(path, role, width=360)
    boxes = ('type="checkbox"', 'type="radio"')  # what is touched is the word beside them
    assert [each for each in page.evaluate(SMALL_TARGETS) if not any(box in each for box in boxes)] == []
    for width, size in ((320, "100%"), (360, "200%"), (1280, "100%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert sideways(page) <= 0, (width, size)
    assert violations(page) == []
    assert complaints(page) == []
    assert [stop["name"] for stop in stops(page) if is_lost(stop)] == []


def test_a_campaign_is_edited_by_keyboard_alone_and_without_script(visit_with, draft):
    page = visit_with("/desk/campaigns/{pk}/edit/", "drafter", java_script_enabled=False)
    page.get_by_role("button", name="添加一项").press("Enter")
    page.get_by_label("事项").last.fill("总结报送")
    page.get_by_label("距开始的天数").last.fill("49")
    page.get_by_role("button", name="移除").first.press("Enter")
    page.get_by_label("主题").fill("质量强国")
    page.get_by_label("主题").press("Enter")  # saves, though other buttons stand between
    page.get_by_text("已保存。").wait_for()
    draft.refresh_from_db()
    assert (draft.theme, list(draft.deadlines.values_list("name", "offset"))) == ("质量强国", [("总结报送", 49)])

"""The back office under the site's content policy: nothing that it needs is refused."""

import pytest

from organizations import memberships
from organizations.models import User

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "campaigns/campaign/", "organizations/department/add/", "notices/notice/"])
def test_the_console_stays_quiet(visit, site, path):
    memberships.make_platform_admin(User.objects.create_user("staff", password="long enough for tests"), "system")
    page = visit("/admin/")
    page.fill("[name=login]", "staff")
    page.fill("[name=password]", "long enough for tests")
    page.click("main [type=submit]")
    page.goto(f"{site.url}/admin/{path}")
    page.wait_for_load_state("networkidle")
    assert page.locator("#user-tools").count() == 1
    assert page.said == []

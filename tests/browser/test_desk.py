"""The desk in a real browser: for everyone, on a phone and on a desk; identities are changed without a script."""

from datetime import timedelta

import pytest
import zeal
from django.utils import timezone

from organizations import delegations, invitations
from organizations.acting import identities
from organizations.models import Invitation, Role
from tests import factories

from .eyes import faults, violations

TOKEN = "x" * 43
PAGES = {
    "/desk/identity/": "manager",
    "/desk/delegations/": "manager",
    "/desk/delegations/give/": "manager",
    "/desk/people/?q=杭州": "manager",
    "/desk/people/{place}/appoint/": "manager",
    "/desk/memberships/{membership}/end/": "manager",
    "/desk/accounts/": "security",
    "/desk/accounts/invite/": "security",
    "/desk/accounts/{account}/": "security",
    "/invitations/" + TOKEN + "/": "",
    "/invitations/" + TOKEN[:-1] + "y/": "",
    "/desk/people/": "security",
}

pytestmark = pytest.mark.browser


@pytest.fixture
def office(site):
    """A department in mid-flow: a manager who signs, too, and stands in for a colleague elsewhere; somebody is invited."""
    with zeal.zeal_ignore():
        below = factories.department("杭州市质量技术监督局", "330100")
        manager = factories.somebody("管理员", "manager", "signatory")
        factories.somebody("管理员", "reader", at=below)
        actor, _ = identities(manager)
        day = timezone.localdate()
        colleague = identities(factories.somebody("金鑫", "signatory", at=below))[0]
        delegations.delegate(colleague, manager, since=day, until=day + timedelta(9), note="出差")
        invitations.invite("wang@example.cn", "王芳", actor.department, Role.READER, by=actor)
        Invitation.objects.update(token_digest=invitations.token_digest(TOKEN))
        return {
            "place": actor.department.pk,
            "membership": manager.memberships.first().pk,
            "account": manager.pk,
            "people": {"manager": manager, "security": factories.admin_of("security")},
        }


@pytest.fixture
def enter(visit, visit_as, office):
    """Open a page as one of the people, or as a stranger."""

    def open_page(path, who, width=1280):
        return (visit_as(office["people"][who]) if who else visit)(path, width=width)

    return open_page


@pytest.mark.parametrize(("path", "who"), PAGES.items(), ids=PAGES)
def test_the_page_is_for_everyone(enter, office, path, who):
    assert faults(enter(path.format(**office), who)) == []


def test_another_identity_is_taken_by_the_menu_and_stays_in_sight(enter):
    page = enter("/desk/delegations/", "manager")
    page.locator("main .menu summary").click()
    assert violations(page) == []
    page.get_by_role("button", name="杭州市质量技术监督局 · 代金鑫签发").click()
    assert page.url.endswith("/desk/delegations/")
    assert "杭州市质量技术监督局 · 代金鑫签发" in page.locator("main .menu summary").inner_text()
    assert "现在以" in page.get_by_role("status").inner_text()

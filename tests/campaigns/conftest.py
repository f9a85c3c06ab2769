"""People who prepare, open and only read campaigns, each as a browser that is signed in."""

from types import SimpleNamespace

import pytest
import zeal
from django.test import Client

from campaigns.models import Campaign
from organizations import memberships
from organizations.acting import identities
from organizations.models import User
from tests import factories

LEAD = "国家市场监督管理总局"
PLATFORM = {"system", "security", "audit"}


@pytest.fixture
def lead(db):
    return factories.department(LEAD, "000000")


@pytest.fixture
def person(lead, client):
    """Return a browser by role: in the nation's lead department, in a province's (province-…), or of the platform."""

    @zeal.zeal_ignore()
    def sign_in(*roles):
        user = User.objects.create(username="-".join(roles), last_name="沈佳", email="shen@example.org")
        for role in roles:
            if role in PLATFORM:
                memberships.make_platform_admin(user, role)
            elif role.startswith("province-"):
                memberships.appoint(user, factories.department(), role.removeprefix("province-"))
            else:
                memberships.appoint(user, lead, role)
        browser = Client()
        browser.force_login(user)
        browser.user = user
        browser.actor = next(iter(identities(user)), None)
        return browser

    return sign_in


@pytest.fixture
def both(person):
    """Somebody who drafts and signs."""
    return person("drafter", "signatory")


@pytest.fixture
def campaign(lead):
    """A campaign of 2026 in preparation, with a deadline that falls on a holiday and one that does not."""
    made = factories.campaign(2026)
    Campaign.objects.filter(pk=made.pk).update(state="draft", organizer=lead)
    made.deadlines.create(name="活动计划报送", offset=14)
    made.deadlines.create(name="优秀做法推荐", offset=33)
    return Campaign.objects.get(pk=made.pk)


@pytest.fixture
def typed(campaign):
    """What a browser posts from the page on which the campaign is edited, with some of it changed."""

    def post(*rows, **changed):
        rows = rows or [(each.pk, each.name, each.offset, "on") for each in campaign.deadlines.all()]
        facts = {
            "year": 2026,
            "name": campaign.name,
            "theme": campaign.theme,
            "version": campaign.version,
            "reason": "",
        }
        facts |= {"starts_on": "2026-09-01", "ends_on": "2026-09-30"}
        facts |= {"deadlines-TOTAL_FORMS": len(rows), "deadlines-INITIAL_FORMS": 0}
        for number, (key, name, offset, on) in enumerate(rows):
            row = {"key": key, "name": name, "offset": offset} | ({"on_workdays": on} if on else {})
            facts |= {f"deadlines-{number}-{field}": value for field, value in row.items()}
        return facts | changed

    return post


@pytest.fixture
def said():
    return lambda answer: SimpleNamespace(status=answer.status_code, html=answer.content.decode())

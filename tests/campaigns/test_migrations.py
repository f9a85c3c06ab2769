"""What was public before campaigns had a state is public afterwards."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from campaigns.models import Campaign
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("years_ago", "state"), [(1, "closed"), (0, "open"), (-1, "open")])
def test_a_campaign_that_was_there_stays_public(years_ago, state):
    campaign = factories.campaign(timezone.localdate().year - years_ago)
    Campaign.objects.update(state="draft")
    import_module("campaigns.migrations.0003_states_and_workdays").show_what_was_public(apps, None)
    assert Campaign.objects.get(pk=campaign.pk).state == state

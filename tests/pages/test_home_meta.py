"""What the first page says to machines: the site, how to search it, and this year's campaign."""

import json
import re

import pytest

from campaigns.models import Campaign
from tests import factories

pytestmark = pytest.mark.django_db


def data(client):
    html = client.get("/").content.decode()
    blocks = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', html))
    return {block["@type"]: block for block in blocks}


def test_the_site_says_how_to_search_it(client):
    target = data(client)["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://localhost:8000/notices/?q={search_term_string}"
    assert client.get(target.replace("http://localhost:8000", "").format(search_term_string="质量")).status_code == 200


def test_the_campaign_is_an_event_of_whoever_issued_the_national_notice(client):
    factories.fill(factories.notice(code="000000").current)
    event = data(client)["Event"]
    assert (event["name"], event["description"]) == ("2008年全国质量月", "质量安全是社会和谐的基础")
    assert (event["startDate"], event["endDate"]) == ("2008-09-01", "2008-09-30")
    assert event["organizer"] == [{"@type": "Organization", "name": "浙江省总工会"}]


def test_nobody_is_made_to_hold_a_campaign_without_a_national_notice(client):
    factories.campaign(theme="")
    assert {"organizer", "description"} & set(data(client)["Event"]) == set()


def test_a_sample_says_that_it_is_one(client):
    factories.campaign()
    Campaign.objects.update(is_sample=True)
    assert data(client)["Event"]["name"] == "示例：2008年全国质量月"


def test_a_site_without_a_campaign_has_no_event(client):
    assert set(data(client)) == {"WebSite"}

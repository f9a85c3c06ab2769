"""A draft with two people who write it, and what they send."""

import pytest

from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.models import Clause
from organizations.models import Department, Line
from tests import factories


@pytest.fixture
def edition():
    return factories.draft(addressees="")


@pytest.fixture
def drafter(edition):
    return factories.actor(factories.person("张三", edition.notice.host, "drafter"))


@pytest.fixture
def colleague(edition):
    return factories.actor(factories.person("李四", edition.notice.host, "drafter", "reviewer"))


@pytest.fixture
def sent():
    """Return what the form of a clause sends: what is typed, with the rest as its page has it."""

    def send(clause, **typed):
        clause = Clause.objects.get(pk=clause.pk)
        facts = {"heading": clause.heading, "text": clause.text, "version": clause.version}
        base = {"base_heading": clause.heading, "base_text": clause.text}
        return {**facts, **base, "shape": tree_of(clause.edition).shape, **typed}

    return send


@pytest.fixture
def post(client, sent):
    """Send a clause's form to an address of its own, as somebody who is signed in."""

    def do(user, clause, act="save", accept="text/html", **typed):
        client.force_login(user)
        address = f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/{act}/"
        return client.post(address, sent(clause, **typed), headers={"accept": accept})

    return do


NATION = "国家市场监督管理总局"
KNOWN = [  # code of the region, line, name
    ("000000", "quality", NATION),
    ("000000", "associations", "中国质量协会"),
    ("330000", "quality", "浙江省质量技术监督局"),
    ("330000", "publicity", "中共浙江省委宣传部"),
    ("330000", "economy", "浙江省发展和改革委员会"),
    ("330000", "economy", "浙江省经济贸易委员会"),
    ("330000", "unions", "浙江省总工会"),
    ("330000", "youth", "共青团浙江省委"),
    ("330100", "quality", "杭州市市场监督管理局"),
    ("330100", "unions", "杭州市总工会"),
]


@pytest.fixture
def organs():
    """Return {name: Department} of organs of several lines in three levels."""
    lines = {code: Line.objects.get_or_create(code=code, defaults={"name": code})[0] for _, code, _ in KNOWN}
    found = {}
    for code, line, name in KNOWN:
        found[name] = Department.objects.create(region=factories.region(code), line=lines[line])
        found[name].names.create(name=name)
    return found

"""A draft with two people who write it, and what they send."""

import pytest

from campaigns.notices.drafting.arranging import tree_of
from campaigns.notices.models import Clause
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

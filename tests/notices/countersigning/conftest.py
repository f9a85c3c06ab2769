"""A draft of the province's market administration with five co-issuers, and the people who take it round."""

import pytest
import zeal
from django.test import Client

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Seen
from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import correcting
from campaigns.notices.models import Edition, Issuer
from campaigns.notices.rounds.marks import marks_of
from organizations import acting
from tests import factories

ORGANS = ("省总工会", "团省委", "省妇联", "省经信厅", "省质量协会")


class Round:
    """The edition on its round: what the host and the organs do, as the tests say it."""

    @zeal.zeal_ignore()
    def __init__(self, organs=ORGANS, typed=(), pk=None):
        self.pk = pk or factories.draft().pk
        host = self.edition.notice.host
        self.edition.issuers.filter(position__gt=0).delete()
        for position, name in enumerate(organs, start=1):
            department = None if name in typed else factories.department(name)
            Issuer.objects.create(edition_id=self.pk, printed_name=name, department=department, position=position)
        self.people = {"host": factories.person("host", host, "drafter", "reviewer", "signatory")}
        for name in organs:
            if name not in typed:
                self.people[name] = factories.person(name, factories.department(name), "signatory")
        self.host = self.actor("host")

    @property
    def edition(self):
        return Edition.objects.select_related("notice__host", "notice__campaign").get(pk=self.pk)

    @property
    def state(self):
        return self.edition.state

    @property
    def standings(self):
        return [mark.standing.value for mark in marks_of(self.edition)]

    def actor(self, name):
        return acting.identities(self.people[name])[0]

    def client(self, name):
        client = Client()
        client.force_login(self.people[name])
        return client

    def sent(self, is_ordered=False):
        acts.send_round(self.pk, by=self.host, is_ordered=is_ordered)
        return self

    def mark(self, name):
        return next(mark for mark in marks_of(self.edition) if mark.issuer.printed_name == name)

    def seen(self, name):
        marks = marks_of(self.edition)
        last = next((mark.last for mark in marks if mark.issuer.printed_name == name), 0)
        return Seen(self.edition.text_hash, last)

    def sign(self, name, decision="agreed", opinion="", seen=None):
        facts = {"decision": decision, "opinion": opinion}
        return acts.countersign(self.pk, by=self.actor(name), seen=seen or self.seen(name), **facts)

    def edit(self, text="第1项活动。由各地组织开展。"):
        with writing(self.pk, by=self.host) as edition:
            clause = edition.clauses.filter(kind="clause").first()
            edition.clauses.filter(pk=clause.pk).update(text=text)

    def alone(self):
        """Edited by a drafter so that the host has no co-issuer any more."""
        with writing(self.pk, by=self.host) as edition:
            edition.issuers.filter(position__gt=0).delete()

    def changed(self, *text):
        """Edited, and its co-issuers asked for it as it is by now."""
        self.edit(*text)
        acts.ask_again(self.pk, by=self.host)

    def address(self, rest=""):
        return f"/desk/notices/{self.pk}/countersign/{rest}"

    def typed(self, name, decision="agreed", opinion=""):
        seen = self.seen(name)
        return {"text_hash": seen.text_hash, "last": seen.last, "decision": decision, "opinion": opinion}


@pytest.fixture
def tour(db):
    """Out with its five co-issuers, all at once."""
    return Round().sent()


def corrects():
    """Return a Round, out with one co-issuer, of what corrects a notice in force."""
    old = factories.issued()
    new = correcting.begin(old.notice_id, "更正第1项的分工。", by=factories.signatory(old))
    tour = Round(ORGANS[:1], pk=new.pk)
    tour.edit("第1项活动。由各地组织开展。")
    return tour.sent()


@pytest.fixture
def correction(db):
    return corrects()


@pytest.fixture
def two(db):
    """Out with two co-issuers."""
    return Round(ORGANS[:2]).sent()


ROLES = {
    "reader": ("host", "reader"),
    "drafter": ("host", "drafter"),
    "reviewer": ("host", "reviewer"),
    "host-signatory": ("host", "signatory"),
    "host-manager": ("host", "manager"),
    "co-reader": ("co", "reader"),
    "co-drafter": ("co", "drafter"),
    "co-signatory": ("co", "signatory"),
    "stranger": ("elsewhere", "signatory"),
}


def client_of(tour, who):
    place, role = ROLES[who]
    names = {"host": str(tour.edition.notice.host), "co": "省总工会", "elsewhere": "省气象局"}
    client = Client()
    client.force_login(factories.person(who, factories.department(names[place]), role))
    return client

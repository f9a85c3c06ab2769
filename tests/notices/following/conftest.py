"""A national notice that was corrected, and a province's that answers the edition before; its people."""

import pytest

from campaigns.notices.following.advancing import begin
from tests import factories
from tests.notices.lineage.levels import below, corrected, opening

LOCAL, CHANGED = "组织全省质量知识竞赛，动员职工参加。", "组织质量知识竞赛，动员全体职工参加，表扬先进。"


@pytest.fixture
def nation():
    return opening()


@pytest.fixture
def province(nation):
    return below(nation, "330000")


@pytest.fixture
def signatory(province):
    return factories.actor(factories.person("王五", province.host, "signatory"))


@pytest.fixture
def drafter(province):
    return factories.actor(factories.person("张三", province.host, "drafter"))


@pytest.fixture
def own_words(nation):
    """A province whose second clause is in words of its own, and a change above: its draft, and who writes it."""

    def localise(edition):
        edition.clauses.filter(text__startswith="组织").update(text=LOCAL)

    def made(change):
        province = below(nation, "330000", more=localise)
        corrected(nation, change)
        signatory, drafter = (
            factories.actor(factories.person(f"{role}{next(factories.serial)}", province.host, role))
            for role in ("signatory", "drafter")
        )
        return begin(province, by=signatory), drafter

    return made

"""A national notice that was corrected, and a province's that answers the edition before; its people."""

import pytest

from tests import factories
from tests.notices.lineage.levels import below, opening


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

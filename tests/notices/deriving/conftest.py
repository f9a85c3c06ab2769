"""An issued national notice, and who drafts Zhejiang's own from it."""

import pytest
import zeal

from campaigns.notices.deriving.beginning import derive
from campaigns.notices.models import Edition, Notice
from tests import factories


@pytest.fixture
def national():
    """Make a national notice of this year with so many clauses in a section, slogans and an attachment, in force."""
    return _national


@zeal.zeal_ignore()
def _national(clauses, more=None):
    made = factories.notice(
        title="关于开展2026年全国“质量月”活动的通知", code="000000", year=2026, dated_on="2026-07-01"
    )
    factories.fill(made.current, clauses)
    organ = factories.of_line(factories.department("中华全国总工会", "000000"), "unions")
    made.current.issuers.create(printed_name="中华全国总工会", position=9, department=organ)
    if more:
        more(made.current)
    Edition.objects.filter(pk=made.current_id).update(state="issued")
    return Notice.objects.get(pk=made.pk)


@pytest.fixture
def upper():
    return _national(5)


@pytest.fixture
def drafter():
    host = factories.department("浙江省市场监督管理局", "330000")
    return factories.actor(factories.person("张三", host, "drafter"))


@pytest.fixture
def begin():
    """Derive, as often as a test wants to, and give the edition."""
    return zeal.zeal_ignore()(lambda upper, by: derive(upper, by=by)[0])


@pytest.fixture
def draft(upper, drafter, begin):
    return begin(upper, by=drafter)

"""Classes of departments: the words that they are printed by, and whether anybody is reached by them."""

import pytest

from campaigns.notices.drafting.addressing import Row
from campaigns.notices.drafting.classes import kinds_below, proposal, unreached
from organizations.models import Line, Region
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_class_is_proposed_in_the_words_of_its_place(edition):
    factories.department("杭州市市场监督管理局", "330100")
    nation = factories.department("国家市场监督管理总局", "000000")
    line = Line.objects.get(code="quality")
    assert proposal(edition.notice.host, "prefecture", line) == "各市市场监督管理局"
    assert proposal(nation, "province", line).startswith("各省、自治区、直辖市")
    assert "主管部门" in proposal(edition.notice.host, "county", line)


def test_whoever_means_nobody_or_has_nobody_is_told(edition):
    host = edition.notice.host
    peopled, bare, gone = (factories.department(name) for name in ("浙江省教育厅", "浙江省财政厅", "浙江省粮食局"))
    factories.person("王五", peopled, "reader")
    gone.until = "2018-10"
    gone.save()
    line = Line.objects.get(code="quality").pk
    county = Row("各县局", level="county", line=line)
    empty = [Row("财政厅", department=bare.pk), Row("省财政厅", department=bare.pk)]
    rows = [Row("教育厅", department=peopled.pk), Row("各省局"), *empty, county]
    assert list(unreached([*rows, Row("粮食局", department=gone.pk)], host)) == [
        "“各省局”未对应到任何单位：将只印在文上，不会有人收到。",
        "“各县局”未对应到任何单位：将只印在文上，不会有人收到。",
        "“粮食局”所指的单位已经撤销：印发后不会有人收到。",
        "“财政厅”“省财政厅”所指的单位还没有在册人员：印发后由上一级代收，或者送纸质件。",
    ]
    factories.person("赵六", factories.department("杭州市市场监督管理局", "330100"), "reader")
    factories.department("杭州市质量技术监督局", "330100")
    assert not list(unreached([Row("各市局", level="prefecture", line=line)], host))


def test_a_new_district_is_one_of_the_districts():
    host = factories.department("杭州市市场监督管理局", "330100")
    for code, name in (("330102", "上城区"), ("330199", "钱塘新区")):
        Region.objects.create(code=code, name=name, short_name=name, level="county", parent=host.region)
    assert kinds_below(host, "county") == "各区"
    Region.objects.filter(code="330102").delete()
    assert kinds_below(host, "county") == "各新区"

"""Departments have names with dates and a successor; the sample holds the organs of 2008 and their counterparts."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count

from organizations import lines, regions, sample
from organizations.models import Department, Line, Region

FIVE_LINES = ("quality", "publicity", "economy", "unions", "youth")

pytestmark = pytest.mark.django_db


def called(*names):
    """The departments of these names, in the order of `names`."""
    found = (
        Department.objects.filter(names__name__in=names).prefetch_related("names").select_related("region").distinct()
    )
    by_name = {name.name: department for department in found for name in department.names.all()}
    return [by_name[name] for name in names]


def test_a_supervision_bureau_became_a_market_regulation_bureau(offices):
    bureau, heir = called("浙江省质量技术监督局", "浙江省市场监督管理局")
    assert bureau.successor_id == heir.pk
    assert str(heir.region) == "浙江省"


def test_a_department_bears_the_name_of_its_day(offices):
    (board,) = called("天津市市场监督管理委员会")
    assert board.name_on("2016-05") == "天津市市场和质量监督管理委员会"
    assert board.name_on("2020") == str(board) == "天津市市场监督管理委员会"


def test_who_existed_on_a_day(offices):
    leading = Department.objects.filter(line__code="quality", region__level="nation")
    assert list(leading.on("2008-06-26")) == list(Department.objects.called("国家质检总局"))
    assert list(leading.on("2024-09")) == list(Department.objects.called("市场监管总局"))


def test_every_province_has_a_counterpart_of_each_of_the_five_organs():
    regions.load()
    lines.load()
    sample.load()
    holders = Department.objects.on("2008-06").filter(region__level="province", line__code__in=FIVE_LINES)
    per_line = holders.values_list("line__code").annotate(Count("region", distinct=True)).order_by()
    assert dict(per_line) == dict.fromkeys(FIVE_LINES, 32)  # 31 provinces and the corps


def test_zhejiang_goes_by_its_names_of_2008_and_has_its_cities(offices):
    zhejiang = Department.objects.on("2008-08").filter(region__code="330000").prefetch_related("names")
    names = {department.name_on("2008-08") for department in zhejiang}
    assert {
        "中共浙江省委宣传部",
        "浙江省质量技术监督局",
        "浙江省经济贸易委员会",
        "浙江省总工会",
        "共青团浙江省委",
    } <= names
    bureaus = Department.objects.filter(region__parent__code="330000", names__name__endswith="质量技术监督局")
    assert bureaus.count() == 11


def test_loading_the_organs_again_changes_nothing(offices):
    before = list(Department.objects.values())
    assert sample.load() == len(before)
    assert list(Department.objects.values()) == before


def test_one_line_leads(offices):
    assert Line.objects.get(is_lead=True).code == "quality"
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(code="other", name="其他", is_lead=True)


def test_a_successor_needs_an_end(offices):
    (heir,) = called("浙江省总工会")
    department = Department(region=heir.region, line=heir.line, successor=heir)
    with pytest.raises(ValidationError, match="撤销日期"):
        department.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        department.save()


def test_what_came_after_departments_is_followed_for_all_in_the_same_queries(offices, django_assert_num_queries):
    first, second, third = Department.objects.filter(until="")[:3]
    for row, heir in ((first, second), (second, third), (third, first)):  # a mistake of the records: a circle
        Department.objects.filter(pk=row.pk).update(until="2018", successor=heir)
    first.refresh_from_db()
    with django_assert_num_queries(4):  # rows and names, of these and of the third
        lines = Department.objects.with_successors({first.pk, second.pk})
    assert [row.pk for row in lines[first.pk]] == [first.pk, second.pk, third.pk]
    assert first.successors() == [second, third]


def test_a_code_has_one_living_holder():
    nation = Region.objects.create(code="000000", name="全国", short_name="全国", level="nation")
    old = {"code": "232701", "level": "county", "parent": nation}
    Region.objects.create(**old, name="加格达奇区", short_name="加格达奇区", until="2018")
    Region.objects.create(**old, name="漠河市", short_name="漠河市")
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(**old, name="又一个", short_name="又一个")


def test_a_span_may_begin_and_end_in_the_same_year(offices):
    (department,) = called("浙江省总工会")
    for since, until in (("2018-03", "2018"), ("2018", "2018-03"), ("2018", "2018")):
        Department.objects.filter(pk=department.pk).update(since=since, until=until)
    with pytest.raises(IntegrityError), transaction.atomic():
        Department.objects.filter(pk=department.pk).update(since="2019-03", until="2018")

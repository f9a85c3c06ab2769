"""Regions come from the table as it is, with its placeholders, exceptions and the corps."""

import csv

import pytest

from organizations import regions
from organizations.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return regions.load()


def region(code):
    return Region.objects.select_related("parent").get(code=code)


def test_the_whole_table_is_loaded_level_by_level(loaded):
    assert loaded == (3224, 0)
    assert [Region.objects.filter(level=level).count() for level in Region.Level.values] == [1, 35, 342, 2846]


def test_a_second_load_changes_nothing(loaded):
    before = list(Region.objects.values())
    assert regions.load() == (0, 0)
    assert list(Region.objects.values()) == before


def test_a_change_in_the_table_is_taken_over(loaded, tmp_path):
    with regions.SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["code"] == "330106")["name"] = "新西湖区"
    changed = tmp_path / "regions.csv"
    with changed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert regions.load(changed) == (0, 1)
    assert region("330106").name == "新西湖区"


def test_parents_are_what_the_table_says(loaded):
    parents = dict(Region.objects.exclude(parent=None).values_list("code", "parent__code"))
    assert (parents["500101"], parents["500100"], parents["660000"]) == ("500100", "500000", "000000")
    assert "441900" not in parents.values()


def test_placeholders_are_no_governments(loaded):
    governed = Region.objects.governed()
    assert governed.filter(level="prefecture").count() == 333
    assert not governed.filter(code="110100").exists()


def test_eleven_cities_in_zhejiang_and_two_of_them_rank_higher(loaded):
    cities = region("330000").children
    assert cities.count() == 11
    assert set(cities.exclude(rank="").values_list("short_name", "rank")) == {
        ("杭州", "sub-provincial"),
        ("宁波", "separate-plan"),
    }

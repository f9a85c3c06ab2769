import pytest
import zeal

from organizations.models import Region


@pytest.fixture
def provinces(db):
    nation = Region.objects.create(code="000000", name="全国", short_name="全国", level="nation")
    for code, name in {"110000": "北京市", "330000": "浙江省"}.items():
        Region.objects.create(code=code, name=name, short_name=name, level="province", parent=nation)
    return Region.objects.provinces()


def test_a_query_per_row_fails_the_test_that_makes_it(provinces):
    with pytest.raises(zeal.NPlusOneError):
        [region.parent.name for region in provinces]


def test_one_query_for_all_rows_does_not(provinces):
    assert [region.parent.name for region in provinces.select_related("parent")] == ["全国", "全国"]

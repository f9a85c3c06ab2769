import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices import by_region
from campaigns.notices.models import Notice
from organizations.models import Region
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@zeal.zeal_ignore()
def region(code, name, level, parent, **facts):
    return Region.objects.create(code=code, name=name, short_name=name, level=level, parent=parent, **facts)


@zeal.zeal_ignore()
def notice_of(place, **facts):
    """Return a public notice whose host is of this region."""
    made = factories.notice(**facts)
    host = factories.department(f"{place.name}{place.pk}号局", "330000")
    host.region = place
    host.save()
    made.host = host
    made.save()
    made.listed()
    return made


def shown(client, address):
    return [notice.pk for notice in client.get(address).context["page"].object_list]


# The overview


def test_every_province_is_listed_and_those_with_notices_are_linked(client):
    zhejiang = factories.region("330000")
    region("120000", "天津市", "province", zhejiang.parent)
    factories.notice()
    factories.notice(code="330100")
    html = text_of(client.get("/regions/"))
    assert '<a href="/regions/330000/">浙江省<small>2件</small></a>' in html
    assert "<span>天津市</span>" in html
    assert html.index("天津市") < html.index("浙江省")
    assert "<span>全国</span>" in html


def test_the_nation_counts_its_own_notices(client):
    factories.derived()
    assert '<a href="/regions/000000/">全国<small>1件</small></a>' in text_of(client.get("/regions/"))


def test_a_province_that_is_no_more_is_listed_while_it_has_notices(client):
    nation = factories.region("330000").parent
    region("999000", "旧西康省", "province", nation, until="1955")
    lost = region("990000", "西康省", "province", nation, until="1955")
    notice_of(lost)
    html = text_of(client.get("/regions/"))
    assert '<a href="/regions/990000/">西康省<small>1件</small></a>' in html
    assert "旧西康省" not in html


def test_an_empty_site_says_so(client):
    assert "还没有行政区划" in text_of(client.get("/regions/"))


# One region


def test_a_region_shows_its_own_notices_by_year_newest_first(client):
    own = [
        factories.notice(year=year, dated_on=day)
        for year, day in ((2007, "2007-09"), (2008, "2008-07"), (2008, "2008-08"))
    ]
    factories.notice(code="330100")
    factories.notice(code="000000")
    assert shown(client, "/regions/330000/") == [own[2].pk, own[1].pk, own[0].pk]
    html = text_of(client.get("/regions/330000/"))
    assert html.index('<h2 id="y2008">2008年</h2>') < html.index('<h2 id="y2007">2007年</h2>')
    assert "省级通知3件" in html


@pytest.mark.parametrize(
    ("code", "query"), [("000000", "level=nation"), ("330000", "province=330000"), ("330100", "city=330100")]
)
def test_a_region_leads_to_the_list_narrowed_to_it(client, code, query):
    factories.notice(code=code)
    assert f'href="/notices/?{query}"' in text_of(client.get(f"/regions/{code}/"))


def test_a_region_leads_up_and_down(client):
    factories.notice()
    factories.notice(code="330100")
    factories.notice(code="330100")
    down = text_of(client.get("/regions/330000/"))
    assert '<a href="/regions/330100/">杭州市<small>2件</small></a>' in down
    up = text_of(client.get("/regions/330100/"))
    assert '<li><a href="/regions/330000/">浙江省</a></li><li aria-current="page">杭州市</li>' in up
    assert "地市级通知2件" in up


def test_the_nation_leads_to_the_provinces(client):
    factories.derived()
    factories.notice(code="330100")
    html = text_of(client.get("/regions/000000/"))
    assert '<a href="/regions/330000/">浙江省<small>2件</small></a>' in html
    assert "杭州市" not in html
    assert "国家级通知1件" in html


def test_a_region_with_notices_only_below_says_so(client):
    factories.notice(code="330100")
    html = text_of(client.get("/regions/330000/"))
    assert "还没有浙江省本级的通知" in html
    assert "杭州市" in html


def test_a_county_of_no_city_stands_right_below_its_province(client):
    nation = factories.region("330000").parent
    hainan = region("460000", "海南省", "province", nation)
    nobody = region("469000", "省直辖县级行政区划", "prefecture", hainan)
    county = region("469001", "五指山市", "county", nobody)
    notice_of(county)
    assert [(each.code, count) for each, count in by_region.count_below(hainan)] == [("469001", 1)]
    html = text_of(client.get("/regions/469001/"))
    assert '<li><a href="/regions/460000/">海南省</a></li><li aria-current="page">五指山市</li>' in html
    assert client.get("/regions/469000/").status_code == 404


def test_a_county_of_a_city_is_counted_there_and_above(client):
    hangzhou = factories.region("330100")
    notice_of(region("330106", "西湖区", "county", hangzhou))
    assert [(each.code, count) for each, count in by_region.count_below(hangzhou.parent)] == [("330100", 1)]
    assert [(each.code, count) for each, count in by_region.count_below(hangzhou)] == [("330106", 1)]
    assert shown(client, "/regions/330100/") == []
    assert "县级通知1件" in text_of(client.get("/regions/330106/"))


@pytest.mark.parametrize(
    ("ends", "holder"),
    [(("", "2011"), "甲区"), (("2011", ""), "乙区"), (("2011", "2006"), "甲区"), (("2006-05", "2006-11"), "乙区")],
)
def test_a_code_stands_for_who_bears_it_or_bore_it_last(client, ends, holder):
    hangzhou = factories.region("330100")
    for name, until in zip(("甲区", "乙区"), ends, strict=True):
        last = region("330199", name, "county", hangzhou, until=until)
    notice_of(last)
    assert f"<h1>{holder}</h1>" in text_of(client.get("/regions/330199/"))


@pytest.mark.parametrize("code", ["120000", "999999", "33000", "3300000", "33000x", "３３００００", "%00", "330000%00"])
def test_a_region_without_notices_or_a_code_that_is_none_is_not_there(client, code):
    factories.notice()
    region("120000", "天津市", "province", factories.region("000000"))
    assert client.get(f"/regions/{code}/").status_code == 404


def test_what_is_not_public_is_neither_shown_nor_counted(client):
    factories.notice(openness=Notice.Openness.CLOSED)
    assert client.get("/regions/330000/").status_code == 404
    assert "<span>浙江省</span>" in text_of(client.get("/regions/"))
    factories.notice()
    assert len(shown(client, "/regions/330000/")) == 1


def test_own_notices_come_twenty_a_page(client):
    for _ in range(21):
        factories.notice()
    first, second = (shown(client, f"/regions/330000/?page={number}") for number in (1, 2))
    assert (len(first), len(second), len({*first, *second})) == (20, 1, 21)
    assert "?page=2" in text_of(client.get("/regions/330000/"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "%00", "%ff%fe", "%F0%9F%98%80", "9" * 5000, "1" * 1_000_000])
def test_a_page_that_is_not_there_gets_a_clear_sentence(client, page):
    factories.notice()
    answer = client.get(f"/regions/330000/?page={page}")
    assert answer.status_code == 400
    assert "没有这一页" in text_of(answer)


def test_the_pages_cost_the_same_for_more_notices_and_regions(client):
    factories.derived()
    factories.notice(code="330100")
    addresses = ("/regions/", "/regions/000000/", "/regions/330000/", "/regions/330100/")
    few = [queries(client, address) for address in addresses]
    hangzhou = factories.region("330100")
    for number in range(10):
        notice_of(region(f"3301{number + 10}", f"第{number}区", "county", hangzhou))
        notice_of(region(f"33{number + 20}00", f"第{number}市", "prefecture", hangzhou.parent))
        factories.notice(year=2000 + number)
        factories.notice(code="330100", year=2000 + number)
    notice_of(region("330199", "末区", "county", hangzhou))
    assert [queries(client, address) for address in addresses] == few

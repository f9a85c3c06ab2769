"""Narrowing the list: by region from the province down, by line and layout; addresses that can be shared; the feed."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Campaign
from campaigns.notices import search
from campaigns.notices.models import Notice
from organizations.models import Department, Line, Region
from tests import factories

ATOM = {"a": "http://www.w3.org/2005/Atom"}
# code: (name, level, parent). 110100 is a placeholder of GB/T 2260.
REGIONS = {
    "000000": ("全国", "nation", None),
    "110000": ("北京市", "province", "000000"),
    "110100": ("市辖区", "prefecture", "110000"),
    "110101": ("东城区", "county", "110100"),
    "320000": ("江苏省", "province", "000000"),
    "320100": ("南京市", "prefecture", "320000"),
    "330000": ("浙江省", "province", "000000"),
    "330100": ("杭州市", "prefecture", "330000"),
    "330106": ("西湖区", "county", "330100"),
    "330200": ("宁波市", "prefecture", "330000"),
    "340000": ("安徽省", "province", "000000"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions(step_by_step):
    """Regions; all but 安徽省 and 宁波市 have a notice, those of 北京市 and 西湖区 by the trade unions."""
    made = {}
    for code, (name, level, parent) in REGIONS.items():
        facts = {"name": name, "short_name": name, "level": level, "parent": made.get(parent)}
        made[code] = Region.objects.create(code=code, **facts)
    for code in REGIONS:
        if code not in ("110100", "330200", "340000"):
            notice(made[code], "unions" if code in ("110101", "330106") else "quality")
    return made


def notice(region, line="quality", day="2008-08", **facts):
    """Return a public notice of a department of this region and line; its title is the region's name."""
    names = {"quality": "质量监督", "unions": "工会"}
    line, _ = Line.objects.get_or_create(code=line, defaults={"name": names[line]})
    host, _ = Department.objects.get_or_create(region=region, line=line)
    made = Notice.objects.create(
        campaign=factories.campaign(),
        host=host,
        is_recorded=True,
        source_digest=f"{next(factories.serial):064}",
        **facts,
    )
    made.current = made.editions.create(title=region.name, dated_on=day)
    made.listed()
    search.index(made)
    return made


def titles(client, query):
    return {str(each) for each in client.get(f"/notices/?{query}").context["page"].object_list}


def offered(client, query, name):
    """Return the labels that a select offers; None where there is no such select."""
    form = client.get(f"/notices/?{query}").context["form"]
    shown = {field.name for field in form.filters}
    return [label for _, label in form.fields[name].choices][1:] if name in shown else None


def text_of(answer):
    return answer.content.decode()


# Regions


@pytest.mark.parametrize(("query", "found"), [
    ("", {"全国", "北京市", "东城区", "江苏省", "南京市", "浙江省", "杭州市", "西湖区"}),
    ("province=330000", {"浙江省", "杭州市", "西湖区"}),
    ("province=330000&city=330100", {"杭州市", "西湖区"}),
    ("province=330000&city=330100&county=330106", {"西湖区"}),
    ("province=110000", {"北京市", "东城区"}),
    ("province=110000&county=110101", {"东城区"}),
    ("province=340000", set()),
    ("province=330000&city=330200", set()),
    ("province=330000&level=province", {"浙江省"}),
    ("province=330000&line=unions", {"西湖区"}),
    ("line=unions&level=county", {"西湖区", "东城区"}),
    ("province=330000&line=unions&q=西湖", {"西湖区"}),
    ("province=320000&q=西湖", set()),
])  # fmt: skip
def test_a_region_means_within_it_and_filters_combine(regions, client, query, found):
    assert titles(client, query) == found


@pytest.mark.parametrize(("query", "provinces", "cities", "counties"), [
    ("", ["北京市", "江苏省", "浙江省"], None, None),
    ("province=330000", ["北京市", "江苏省", "浙江省"], ["杭州市"], None),
    ("province=330000&city=330100", ["北京市", "江苏省", "浙江省"], ["杭州市"], ["西湖区"]),
    ("province=110000", ["北京市", "江苏省", "浙江省"], None, ["东城区"]),
    ("province=320000&city=320100", ["北京市", "江苏省", "浙江省"], ["南京市"], None),
    ("province=340000", ["北京市", "江苏省", "浙江省", "安徽省"], None, None),
    ("province=330000&city=330200", ["北京市", "江苏省", "浙江省"], ["杭州市", "宁波市"], None),
])  # fmt: skip
def test_each_choice_opens_the_next_one_down(regions, client, query, provinces, cities, counties):
    assert offered(client, query, "province") == provinces
    assert offered(client, query, "city") == cities
    assert offered(client, query, "county") == counties


def test_only_regions_with_public_notices_are_offered(regions, client):
    Notice.objects.filter(province="320000").update(openness=Notice.Openness.CLOSED)
    assert "江苏省" not in offered(client, "", "province")


@pytest.mark.parametrize(("query", "sentence", "found"), [
    ("province=320000&city=330100", "杭州市不在江苏省，已不按杭州市筛选。", {"江苏省", "南京市"}),
    ("province=320000&city=330100&county=330106", "杭州市、西湖区不在江苏省，已不按杭州市、西湖区筛选。", {"江苏省", "南京市"}),
    ("province=330000&city=330200&county=330106", "西湖区不在宁波市，已不按西湖区筛选。", set()),
    ("province=330000&city=&county=330106", "西湖区不在浙江省，已不按西湖区筛选。", {"浙江省", "杭州市", "西湖区"}),
    ("province=320000&county=330106", "西湖区不在江苏省，已不按西湖区筛选。", {"江苏省", "南京市"}),
    ("province=&city=330100&line=unions", "没有选定上级地区，已不按杭州市筛选。", {"西湖区", "东城区"}),
    ("city=330200&county=330106", "西湖区不在宁波市", set()),
])  # fmt: skip
def test_what_does_not_lie_in_the_region_above_falls_away_with_a_word(regions, client, query, sentence, found):
    """Who changes the province has not chosen a city in it yet: that is no mistake."""
    if "不在浙江省" in sentence:
        sentence = "西湖区不在浙江省"
    answer = client.get(f"/notices/?{query}")
    assert sentence in text_of(answer)
    assert {str(each) for each in answer.context["page"].object_list} == found
    gone = "330100" if "city=330100" in query else "330106"
    assert gone not in answer.context["form"].query


@pytest.mark.parametrize(("query", "full"), [
    ("city=330100", "province=330000&city=330100"),
    ("county=330106", "province=330000&city=330100&county=330106"),
    ("county=110101", "province=110000&county=110101"),
    ("city=330200", "province=330000&city=330200"),
])  # fmt: skip
def test_an_address_may_name_the_smallest_region_alone(regions, client, query, full):
    answer = client.get(f"/notices/?{query}")
    assert answer.status_code == 200
    assert answer.context["form"].query == full


@pytest.mark.parametrize("query", [
    "province=330100", "city=330000", "province=110000&city=110100", "province=999999", "province=33000", "province=x",
    "province=%00", "province=330000%00", "province=%EF%BC%93%EF%BC%93%EF%BC%90%EF%BC%90%EF%BC%90%EF%BC%90", "county=%ff",
    "province=" + "3" * 100_000, "province=000000", "line=x", "line=%00", "line=%F0%9F%98%80", "layout=letter", "layout=2013",
    "layout=%00", "province=330000&city=x&county=330106",
])  # fmt: skip
def test_a_filter_that_there_is_not_gets_a_clear_sentence(regions, client, query):
    answer = client.get(f"/notices/?{query}")
    assert answer.status_code == client.get(f"/notices/atom.xml?{query}").status_code == 400
    assert "请从列表中选择" in text_of(answer)
    assert "查看全部通知" in text_of(answer)


def test_a_code_that_came_back_means_the_living_region(regions, client):
    old = Region.objects.create(
        code="330106", name="旧区", short_name="旧区", level="county", parent=regions["330200"], until="2001"
    )
    notice(old)
    assert offered(client, "province=330000&city=330100", "county") == ["西湖区"]
    assert client.get("/notices/?county=330106").context["form"].query.endswith("city=330100&county=330106")


def test_a_region_that_ended_can_still_be_asked_for(regions, client):
    gone = Region.objects.create(
        code="330199", name="旧区", short_name="旧区", level="county", parent=regions["330100"], until="2001"
    )
    notice(gone)
    assert titles(client, "county=330199") == {"旧区"}
    assert offered(client, "province=330000&city=330100", "county") == ["西湖区", "旧区"]


# Layout


def test_the_layout_is_that_of_the_time_and_what_has_no_date_is_of_today(regions, client):
    for day in ("2012-06-30", "2012-07", "2012", "2013-08-01", ""):
        notice(regions["340000"], day=day)
    within = Notice.objects.within(regions["340000"])
    for layout in ("1999", "2012"):
        expected = {each.pk for each in within.select_related("current") if each.current.layout == layout}
        page = client.get(f"/notices/?province=340000&layout={layout}").context["page"]
        assert {each.pk for each in page.object_list} == expected
        assert expected
    assert within.of_layout("1999").count() + within.of_layout("2012").count() == 5


# Addresses


def test_what_is_chosen_is_shown_and_each_can_be_taken_away(regions, client):
    html = text_of(client.get("/notices/?layout=1999&county=330106&city=330100&province=330000&year=2008&q=西湖"))
    q = "%E8%A5%BF%E6%B9%96"
    for words, rest in (
        ("“西湖”", "year=2008&province=330000&city=330100&county=330106&layout=1999"),
        ("2008年", f"q={q}&province=330000&city=330100&county=330106&layout=1999"),
        ("浙江省", f"q={q}&year=2008&layout=1999"),
        ("杭州市", f"q={q}&year=2008&province=330000&layout=1999"),
        ("西湖区", f"q={q}&year=2008&province=330000&city=330100&layout=1999"),
        ("1999年版式", f"q={q}&year=2008&province=330000&city=330100&county=330106"),
    ):
        link = (
            f'<a href="/notices/?{rest.replace("&", "&amp;")}"><span class="tag"><span class="sr">取消</span>{words} '
        )
        assert link in html


def test_the_last_one_taken_away_leaves_the_whole_list(regions, client):
    assert '<a href="/notices/"><span class="tag"><span class="sr">取消</span>浙江省' in text_of(
        client.get("/notices/?province=330000")
    )


def test_addresses_say_the_same_in_the_same_order(regions, client):
    queries = ("line=quality&year=2008&q=浙江&city=", "q=+浙江&page=1&year=2008&level=&line=quality&x=1")
    assert {client.get(f"/notices/?{query}", follow=True).context["form"].query for query in queries} == {
        "q=%E6%B5%99%E6%B1%9F&year=2008&line=quality"
    }


@pytest.mark.parametrize(("query", "address"), [
    ("q=&year=&level=&province=&city=&county=&line=&layout=", "/notices/"),
    ("q=", "/notices/"),
    ("q=&year=2008&level=&province=330000", "/notices/?year=2008&province=330000"),
    ("layout=1999&year=2008&q=", "/notices/?year=2008&layout=1999"),
    ("q=西湖&year=&page=2", "/notices/?q=%E8%A5%BF%E6%B9%96&page=2"),
    ("province=330000&city=330100&county=", "/notices/?province=330000&city=330100"),
])  # fmt: skip
def test_fields_that_were_left_empty_go_from_the_address(regions, client, query, address):
    answer = client.get(f"/notices/?{query}")
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert client.get(address).status_code in (200, 400)  # 400: there is no second page


@pytest.mark.parametrize("query", [
    "", "year=2008", "layout=1999&year=2008", "x=1&q=", "q=+&year=", "province=320000&city=330100&county=", "q=&year=1066", "q=&page=x",
])  # fmt: skip
def test_any_other_address_is_answered_where_it_is(regions, client, query):
    assert client.get(f"/notices/?{query}").status_code in (200, 400)


def test_the_feed_answers_at_any_spelling(regions, client):
    assert len(entries(client, "q=&year=2008&level=")) == 8


@pytest.mark.parametrize(("query", "hint"), [
    ("", "选定省（区、市）后点“筛选”，即可再选市、县。"),
    ("province=330000", "选定市（地、州、盟）后点“筛选”，即可再选县。"),
    ("province=330000&city=330100", None),
    ("province=110000", None),
    ("province=340000", None),
])  # fmt: skip
def test_the_way_down_to_a_county_is_told_as_far_as_there_is_one(regions, client, query, hint):
    html = text_of(client.get(f"/notices/?{query}"))
    assert (hint in html) if hint else ("即可再选" not in html)


def test_where_there_is_no_region_to_choose_no_way_down_is_told(client):
    assert "即可再选" not in text_of(client.get("/notices/"))


# Rows


def test_a_row_says_for_which_place_a_notice_is_in_its_link_too(regions, client):
    html = text_of(client.get("/notices/?county=330106"))
    assert '<time datetime="2008-08">2008年8月</time></span> <span>西湖区</span></p>' in html
    assert '西湖区<span class="sr">（西湖区）</span></a>' in html


@pytest.mark.parametrize(("count", "line"), [
    (0, "浙江省质量技术监督局"), (1, "机关1"), (2, "机关1、机关2"), (3, "机关1等三部门"), (12, "机关1等十二部门"),
])  # fmt: skip
def test_a_row_names_two_issuers_or_the_first_and_how_many(client, count, line):
    made = factories.notice()
    for number in range(count):
        factories.Issuer.objects.create(edition=made.current, printed_name=f"机关{number + 1}", position=number)
    assert f'<p class="row__sub">{line}</p>' in text_of(client.get("/notices/"))


def test_pages_keep_words_and_filters(regions, client):
    for _ in range(25):
        notice(regions["340000"])
    answer = client.get("/notices/?province=340000&q=安徽")
    assert '<a href="?q=%E5%AE%89%E5%BE%BD&amp;province=340000&amp;page=2"' in text_of(answer)
    assert answer.context["page"].paginator.count == 25
    first = [each.pk for each in answer.context["page"].object_list]
    rest = [each.pk for each in client.get("/notices/?province=340000&q=安徽&page=2").context["page"].object_list]
    assert first + rest == sorted(first + rest, reverse=True)
    assert len(rest) == 5


@pytest.mark.parametrize("query", ["", "province=330000&city=330100", "line=quality&layout=1999&level=prefecture"])
def test_the_list_costs_the_same_for_one_row_and_thirty(regions, client, query):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/notices/?{query}").status_code == 200
        return len(captured)

    few = queries()
    for _ in range(30):
        notice(regions["330100"])
    assert queries() == few


def test_what_belongs_to_a_sample_campaign_says_so(regions, client):
    tag = '<span class="tag">示例</span>'
    assert tag not in text_of(client.get("/notices/"))
    Campaign.objects.update(is_sample=True)
    assert text_of(client.get("/notices/?province=330000")).count(tag) == 3


# The feed


def feed(client, query=""):
    answer = client.get(f"/notices/atom.xml?{query}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314  our own


def entries(client, query=""):
    return feed(client, query).findall("a:entry", ATOM)


def test_the_feed_has_what_the_list_has(regions, client, settings):
    settings.SITE_URL = "https://quality.example"
    root = feed(client, "county=330106")
    (entry,) = root.findall("a:entry", ATOM)
    made = Notice.objects.get(county="330106")
    assert entry.findtext("a:title", namespaces=ATOM) == "西湖区"
    assert entry.find("a:link", ATOM).get("href") == f"https://quality.example/notices/{made.pk}/"
    assert entry.findtext("a:updated", namespaces=ATOM) == made.recorded_at.isoformat()
    assert entry.find("a:published", ATOM) is None  # the month is known, the day is not
    assert root.findtext("a:title", namespaces=ATOM) == "全国质量月通知（浙江省、杭州市、西湖区）"
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    query = "province=330000&city=330100&county=330106"
    assert links == {
        "alternate": f"https://quality.example/notices/?{query}",
        "self": f"https://quality.example/notices/atom.xml?{query}",
    }


def test_a_day_that_is_known_is_the_day_of_publication_in_china(regions, client):
    notice(regions["340000"], day="2008-08-21")
    (entry,) = entries(client, "province=340000")
    assert entry.findtext("a:published", namespaces=ATOM) == "2008-08-21T00:00:00+08:00"


def test_an_entry_keeps_its_name_whatever_is_asked(regions, client):
    names = [
        entries(client, query)[0].findtext("a:id", namespaces=ATOM)
        for query in ("county=330106", "q=西湖", "line=unions&province=330000")
    ]
    assert len(set(names)) == 1
    assert names[0].startswith("tag:localhost,")


def test_the_feed_has_the_twenty_newest(regions, client):
    for day in range(1, 26):
        notice(regions["340000"], day=f"2008-09-{day:02}")
    published = [entry.findtext("a:published", namespaces=ATOM)[8:10] for entry in entries(client, "province=340000")]
    assert published == [f"{day:02}" for day in range(25, 5, -1)]


def test_the_feed_costs_the_same_for_one_entry_and_twenty(regions, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            feed(client, "city=330100&q=杭州")
        return len(captured)

    few = queries()
    for _ in range(20):
        notice(regions["330100"])
    assert queries() == few


def test_text_stays_text_in_the_feed_and_what_xml_cannot_say_is_left_out(regions, client):
    made = notice(regions["340000"])
    made.editions.update(title="<b>质量\x0b</b>&", doc_number="<i>1</i>")
    (entry,) = entries(client, "province=340000")
    assert entry.findtext("a:title", namespaces=ATOM) == "<b>质量</b>&"
    summary = entry.find("a:summary", ATOM)
    assert (summary.get("type"), "&lt;i&gt;1&lt;/i&gt;" in summary.text) == ("html", True)


@pytest.mark.parametrize(
    "query", ["q=%E8%B4%A8%01", "q=%EF%BF%BE%E8%B4%A8", "q=%3Cb%3E", "q=%F0%A0%82%89", "year=2007"]
)
def test_any_question_gives_a_feed_that_is_well_formed(regions, client, query):
    assert feed(client, query) is not None


def test_a_feed_without_entries_says_the_same_whenever_it_is_asked_for(regions, client):
    root = feed(client, "year=2007")
    assert root.findtext("a:updated", namespaces=ATOM) == "1978-09-01T00:00:00+08:00"
    assert root.find("a:entry", ATOM) is None


def test_the_list_leads_to_its_feed(regions, client):
    html = text_of(client.get("/notices/?year=2008&line=unions"))
    address = "/notices/atom.xml?year=2008&amp;line=unions"
    assert f'<link rel="alternate" type="application/atom+xml" title="订阅通知" href="{address}">' in html
    assert f'<a href="{address}" type="application/atom+xml">订阅</a>' in html

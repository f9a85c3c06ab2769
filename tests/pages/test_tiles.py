"""Who has issued a notice: the map of tiles, its legend, and the table that says the same."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import Notice
from campaigns.pages.provinces import Provinces
from organizations import regions
from organizations.models import Department, Region
from organizations.tiles import COLUMNS, GRID
from tests import factories

DAY = datetime.date(2008, 9, 10)


def province_codes():
    rows = (row.split(",") for row in regions.SOURCE.read_text(encoding="utf-8").splitlines())
    return {row[0] for row in rows if row[3] == "province"}


def test_every_province_level_division_has_one_tile_but_the_corps():
    assert len(COLUMNS) == 34
    assert province_codes() - set(COLUMNS) == {"660000"}
    assert set(COLUMNS) <= province_codes()


def test_the_tiles_fall_into_the_rows_of_the_grid():
    """A tile goes into a new row where its column is not past the last one, so columns say rows too."""
    rows, last = [[]], 0
    for code, column in COLUMNS.items():
        if column <= last:
            rows.append([])
        rows[-1].append((code, column))
        last = column
    drawn = [re.findall(r"\S+", line) for line in GRID.strip().splitlines()]
    assert rows == [[(c, i) for i, c in enumerate(line, 1) if c.isdigit()] for line in drawn]
    assert all(len(line) == 7 for line in drawn)


@pytest.fixture
def campaign(offices):
    """The offices of 2008, and 台湾, which no notice addresses."""
    nation = Region.objects.get(code="000000")
    Region.objects.create(code="710000", name="台湾省", short_name="台湾", level="province", parent=nation)
    return factories.campaign()


def issue(code, day="2008-08", **facts):
    """A notice of the supervision bureau of a region."""
    department = Department.objects.filter(region__code=code, line__code="quality").order_by("until").last()
    notice = factories.notice(dated_on=day, **facts)
    Notice.objects.filter(pk=notice.pk).update(host=department)
    notice.refresh_from_db()
    notice.listed()
    return notice


def by_code(campaign, today=DAY):
    return {row.region.code: row for row in Provinces(campaign, Notice.objects.public(), today).rows}


@pytest.mark.usefixtures("step_by_step")
class TestProvinces:
    def test_one_notice_leads_to_itself(self, campaign, client):
        notice = issue("330000")
        found = by_code(campaign)["330000"]
        assert (found.state, found.word, found.notices) == ("done", "已公布", 1)
        assert found.address == notice.get_absolute_url()
        assert client.get(found.address).status_code == 200

    def test_several_lead_to_the_list_of_them(self, campaign, client):
        issue("330000", "2008-08-20"), issue("330000", "2008-08"), issue("330000", "")
        found = by_code(campaign)["330000"]
        assert (found.notices, found.dated) == (3, "2008年8月")
        assert found.address == "/notices/?year=2008&level=province&province=330000"
        assert client.get(found.address).context["page"].paginator.count == 3

    def test_a_notice_of_a_city_is_not_its_province_s(self, campaign):
        issue("330100")
        assert by_code(campaign)["330000"].state == "none"

    def test_another_year_and_a_closed_notice_do_not_count(self, campaign):
        issue("330000", year=2007)
        issue("120000", openness=Notice.Openness.CLOSED)
        assert {by_code(campaign)[code].state for code in ("330000", "120000")} == {"none"}

    def test_a_province_without_a_department_is_not_addressed(self, campaign):
        found = by_code(campaign)["710000"]
        assert (found.state, found.word, found.address) == ("out", "不在主送范围", "")

    def test_of_a_campaign_that_is_over_it_is_only_said_that_nothing_was_taken_in(self, campaign):
        assert by_code(campaign, campaign.ends_on)["120000"].word == "未公布"
        assert by_code(campaign, campaign.ends_on + datetime.timedelta(days=1))["120000"].word == "未收录"

    @pytest.mark.parametrize(("day", "dated"), [("2008-08-26", "2008年8月26日"), ("2008-08", "2008年8月"), ("", "")])
    def test_the_date_is_as_precise_as_printed(self, campaign, day, dated):
        issue("330000", day)
        assert by_code(campaign)["330000"].dated == dated

    def test_the_corps_has_no_tile_and_is_counted(self, campaign):
        provinces = Provinces(campaign, Notice.objects.public(), DAY)
        assert [row.region.code for row in provinces.without_tile] == ["660000"]
        assert [row.region.code for row in provinces.tiles] == ["650000", "120000", "330000", "710000"]
        assert provinces.legend == [("none", "未公布", 4), ("out", "不在主送范围", 1)]
        issue("660000")
        assert Provinces(campaign, Notice.objects.public(), DAY).legend[0] == ("done", "已公布", 1)


@pytest.fixture
def page(client, monkeypatch):
    monkeypatch.setattr("campaigns.pages.views.timezone.localdate", lambda: DAY)
    return lambda: client.get("/").content.decode()


@pytest.mark.usefixtures("step_by_step")
class TestPage:
    def test_map_and_table_say_the_same(self, campaign, page):
        notice = issue("330000")
        html = page()
        tiles = html[html.index('<ul class="tiles">') : html.index("<details>")]
        table = html[html.index("<details>") : html.index("</details>")]
        link = f'<a class="tile tile--done" href="{notice.get_absolute_url()}">浙江<span class="sr">，已公布</span></a>'
        assert f'<li class="c6">{link}</li>' in tiles
        assert '<li class="c6 tile tile--none"><span>天津<span class="sr">，未公布</span></span></li>' in tiles
        assert '<li class="c7 tile tile--out"><span>台湾<span class="sr">，不在主送范围</span></span></li>' in tiles
        assert re.findall(r"<td>(\d{6})</td>", table) == ["120000", "330000", "650000", "660000", "710000"]
        assert f'<a href="{notice.get_absolute_url()}">浙江省</a>' in table
        assert '<time datetime="2008-08">2008年8月</time>' in table
        assert "新疆生产建设兵团未列入图中；其通知尚未公布，已计入“未公布”。" in tiles

    def test_several_notices_and_a_missing_date_are_said(self, campaign, page):
        issue("330000", "2008-08"), issue("330000", "2008-09")
        issue("120000", "")
        html = page()
        assert "，已公布2件" in html
        assert "2008年8月</time>起" in html
        assert "<td>未注明日期</td>" in html

    def test_without_regions_there_is_no_map(self, db, page):
        factories.campaign()
        assert 'class="tiles"' not in page()

    def test_it_costs_the_same_with_no_notice_and_with_many(self, campaign, client, page):
        factories.derived()
        issue("330000")
        with CaptureQueriesContext(connection) as few:
            page()
        for _ in range(3):
            for code in ("120000", "330000", "650000", "660000", "330100"):
                issue(code)
        with CaptureQueriesContext(connection) as many:
            page()
        assert len(many) == len(few) <= 16

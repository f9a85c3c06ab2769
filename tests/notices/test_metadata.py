"""What a notice and a list of notices say to machines: what is known, as precisely as it is known, and no more."""

import json
import re
from html import unescape

import pytest

from campaigns.notices.models import Notice
from campaigns.notices.tasks import freeze
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
SITE = "http://localhost:8000"


def tags(html):
    """Return {name or property: content} of the meta elements, and the canonical address; no name stands twice."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)
    assert len({name.lower() for name, _ in found}) == len(found)
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)">', html)
    return {name: unescape(content) for name, content in found} | {"canonical": [unescape(each) for each in canonical]}


def data(html):
    """Return the schema.org facts by their type."""
    blocks = map(json.loads, re.findall(r'<script type="application/ld\+json">(.*?)</script>', html))
    return {block["@type"]: block for block in blocks}


def page(client, address):
    return client.get(address).content.decode()


def test_every_page_names_the_site(client, settings):
    settings.SITE_ID_CODE = "bm34000001"
    for address in ("/", "/notices/", factories.notice().get_absolute_url(), "/none/", "/notices/?year=x"):
        said = tags(page(client, address))
        assert [said[name] for name in ("SiteName", "SiteDomain", "SiteIDCode")] == [
            "全国质量月门户",
            "localhost",
            "bm34000001",
        ]


def test_what_is_not_set_is_left_out(client, settings):
    settings.SITE_NAME = settings.SITE_ID_CODE = ""
    assert {"SiteName", "SiteIDCode"} & set(tags(page(client, "/"))) == set()


def test_a_list_names_its_column(client):
    said = tags(page(client, "/notices/"))
    assert (said["ColumnName"], said["ColumnType"]) == ("通知", "通知公告")
    assert "年度" in said["ColumnDescription"]
    assert "质量月" in said["ColumnKeywords"]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("", "/notices/"),
        ("?page=1", "/notices/"),
        ("?page=2", "/notices/?page=2"),
        ("?level=province&x=1&year=2008&page=2", "/notices/?year=2008&level=province&page=2"),
    ],
)
def test_a_list_has_one_address_whatever_else_was_typed(client, asked, canonical):
    for _ in range(21):
        factories.notice()
    said = tags(page(client, f"/notices/{asked}"))
    assert said["canonical"] == [SITE + canonical]
    assert said["og:url"] == SITE + canonical


@pytest.mark.parametrize("address", ["/none/", "/notices/?year=x"])
def test_what_is_refused_has_no_address_of_its_own(client, address):
    said = tags(page(client, address))
    assert said["canonical"] == []
    assert "og:url" not in said


def test_a_notice_says_what_it_is(client):
    notice = factories.notice(keywords="质量管理　通知", dated_on="2008-08-21")
    factories.fill(notice.current)
    said = tags(page(client, notice.get_absolute_url()))
    assert said["ArticleTitle"] == said["og:title"] == notice.current.title
    assert said["PubDate"] == "2008-08-21"
    assert said["Keywords"] == "质量管理,通知"
    assert said["Author"] == said["ContentSource"] == "浙江省总工会"
    assert said["Description"] == said["og:description"]
    assert said["Description"].startswith("浙江省总工会，2008年8月21日。")
    assert said["Url"] == said["og:url"] == SITE + notice.get_absolute_url()
    assert said["canonical"] == [said["Url"]]
    assert (said["og:type"], said["og:locale"]) == ("article", "zh_CN")


@pytest.mark.parametrize("day", ["2008", "2008-08", "2008-08-21", ""])
def test_a_date_is_as_precise_as_it_is_known(client, day):
    html = page(client, factories.notice(dated_on=day).get_absolute_url())
    assert tags(html).get("PubDate", "") == day
    assert data(html)["DigitalDocument"].get("datePublished", "") == day


def test_a_recorded_notice_names_where_it_was_taken_from(client):
    notice = factories.notice()
    Notice.objects.update(source_origin="国家质检总局网站")
    assert tags(page(client, notice.get_absolute_url()))["ContentSource"] == "国家质检总局网站"


def test_the_document_names_its_organs_its_parent_and_its_files(client):
    notice = factories.derived(doc_number="浙质联〔2008〕1号")
    file = freeze(notice.current, "pdf", "1999", b"%PDF") or notice.current.files.get()
    facts = data(page(client, notice.get_absolute_url()))["DigitalDocument"]
    assert facts["identifier"] == "浙质联〔2008〕1号"
    assert facts["publisher"] == [{"@type": "Organization", "name": "浙江省总工会"}]
    assert facts["isBasedOn"]["url"] == SITE + notice.parent.get_absolute_url()
    assert [each["contentUrl"] for each in facts["encoding"]] == [SITE + file.get_absolute_url()]
    assert facts["encoding"][0]["sha256"] == file.sha256


def test_a_parent_that_is_not_public_is_not_named(client):
    notice = factories.derived()
    Notice.objects.filter(pk=notice.parent_id).update(openness=Notice.Openness.CLOSED)
    assert "isBasedOn" not in data(page(client, notice.get_absolute_url()))["DigitalDocument"]


def test_nothing_in_a_text_can_end_the_data_or_a_tag(client):
    title = '</script><script>alert("1")</script>&<!--\u2028'
    html = page(client, factories.notice(title=title).get_absolute_url())
    assert data(html)["DigitalDocument"]["name"] == title
    assert tags(html)["ArticleTitle"] == title
    assert "<script>" not in html
    assert "<!--" not in html


def test_on_paper_an_overlong_question_is_left_out(client):
    said = page(client, "/notices/?q=" + "a" * 400)
    assert f'<p class="wrap printed">全国质量月门户：{SITE}/notices/</p>' in said
    assert f"{SITE}/notices/?q=a</p>" in page(client, "/notices/?q=a")

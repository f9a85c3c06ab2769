import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.models import Notice
from tests import factories
from tests.factories import SLOGANS

pytestmark = [pytest.mark.django_db, pytest.mark.pages]


def text_of(answer):
    return answer.content.decode()


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def province_with(*slogans):
    notice = factories.notice()
    for slogan in slogans:
        factories.clause(notice.current, "slogan", slogan)
    return notice


def test_the_newest_campaign_with_slogans_is_shown_and_the_others_are_linked(client):
    factories.derived()
    older = factories.notice(code="000000", year=2007, dated_on="2007-06")
    factories.fill(older.current)
    factories.campaign(2009)
    html = text_of(client.get("/slogans/"))
    assert "2008年质量月<wbr>宣传口号" in html
    assert 'href="/slogans/2008/" aria-current="true"' in html
    assert 'href="/slogans/2007/">' in html
    assert "/slogans/2009/" not in html


def test_the_slogans_say_their_number_and_their_place(client):
    national = factories.derived().parent
    html = text_of(client.get("/slogans/2008/"))
    assert f'href="{national.get_absolute_url()}#s2">全国通知第二部分</a>' in html
    assert "<p>2条</p>" in html
    assert "活动主题：质量安全是<wbr>社会和谐的基础" in html


def test_every_slogan_can_be_copied_with_a_button_and_without(client):
    factories.derived()
    html = text_of(client.get("/slogans/2008/"))
    for slogan in SLOGANS:
        assert html.count(f'data-copy="{slogan}" hidden') == 1
    plain = html[html.index("<textarea") : html.index("</textarea>")]
    assert plain.endswith("readonly>" + "".join(f"{slogan}\n" for slogan in SLOGANS))
    assert 'data-copy-from="all-slogans"' in html and 'id="all-slogans"' in html


def test_what_a_province_adds_stands_below_with_its_place(client):
    factories.derived()
    added = province_with(SLOGANS[0].replace(" ", "，"), "浙江质量 人人有责")
    html = text_of(client.get("/slogans/2008/"))
    assert "另有1条" in html
    assert f'href="{added.get_absolute_url()}">浙江省通知</a>' in html
    assert html.index("全国通知第二部分") < html.index("浙江质量")


def test_the_plain_text_has_one_national_slogan_a_line(client):
    factories.derived()
    province_with("浙江质量 人人有责")
    answer = client.get("/slogans/2008.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content == "".join(f"{slogan}\n" for slogan in SLOGANS).encode()


def test_no_plain_text_is_offered_where_there_is_none(client):
    province_with("浙江质量 人人有责")
    html = text_of(client.get("/slogans/"))
    assert "浙江质量" in html
    assert "2008.txt" not in html and "<textarea" not in html
    assert client.get("/slogans/2008.txt").status_code == client.get("/slogans/2007.txt").status_code == 404


def test_an_empty_site_says_so(client):
    answer = client.get("/slogans/")
    assert answer.status_code == 200
    assert "还没有口号" in text_of(answer)


def test_a_year_without_slogans_says_so_and_one_without_campaign_is_not_there(client):
    factories.notice()
    assert "2008年还没有口号" in text_of(client.get("/slogans/2008/"))
    assert client.get("/slogans/2007/").status_code == 404
    assert client.get(f"/slogans/{'9' * 30}/").status_code == 404


def test_the_slogans_of_what_is_not_public_are_not_there(client):
    national = factories.derived().parent
    Notice.objects.update(openness=Notice.Openness.CLOSED)
    for address in ("/slogans/", "/slogans/2008/"):
        html = text_of(client.get(address))
        assert SLOGANS[1] not in html and national.get_absolute_url() not in html
    assert client.get("/slogans/2008.txt").status_code == 404


def test_the_page_costs_the_same_for_more_slogans_notices_and_years(client):
    factories.derived()
    province_with("一")
    few = queries(client, "/slogans/")
    for number in range(12):
        province_with(*(f"口号{number}之{each}" for each in range(5)))
    for year in range(2000, 2006):
        factories.fill(factories.notice(code="000000", year=year, dated_on=f"{year}-06").current)
    assert queries(client, "/slogans/") == few


def test_notices_that_add_come_twenty_a_page(client):
    for number in range(21):
        province_with(f"口号{number}")
    first, second = (text_of(client.get(f"/slogans/2008/?page={number}")) for number in (1, 2))
    assert first.count("data-copy=") == 20
    assert second.count("data-copy=") == 1
    assert "共21件通知" in first


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "%00", "%ff%fe", "%F0%9F%98%80", "9" * 5000, "1" * 1_000_000])
def test_a_page_that_is_not_there_gets_a_clear_sentence(client, page):
    factories.derived()
    answer = client.get(f"/slogans/2008/?page={page}")
    assert answer.status_code == 400
    assert "没有这一页" in text_of(answer)


def test_text_is_text_and_never_markup(client):
    province_with('"><script>alert(1)</script>')
    html = text_of(client.get("/slogans/"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_all_national_slogans_are_copied_from_their_own_section(client):
    national = factories.derived().parent
    html = text_of(client.get("/slogans/2008/"))
    assert "hidden>复制这2条</button>" in html
    assert html.index("复制这2条") < html.index("纯文本文件") < html.index("历年口号")
    annex = national.current.clauses.get(kind="attachment")
    factories.clause(national.current, "slogan", "附件里的口号", parent=annex)
    html = text_of(client.get("/slogans/2008/"))
    assert f'">全国通知{annex.path}</a>' in html
    assert html.count("复制全国通知所载3条") == html.count('id="all-slogans"') == 1

"""The two real notices of 2008, as the sample loads them: whole on their pages and in their files; and this year's."""

import io
import re
from collections import Counter

import docx
import pdfplumber
import pytest
import zeal
from django.core.management import call_command

from campaigns.models import Campaign
from campaigns.notices.models import Clause, Lineage, Notice, Receipt, StaleMark
from campaigns.notices.tasks import print_edition
from organizations.models import Department

from .eyes import sideways, violations
from .test_crawl import crawl

BELOW = ("杭州市", "宁波市", "温州市", "西湖区")  # which wait for Zhejiang
SLOGANS = ("坚持以质取胜 推动科学发展", "质量安全是企业的第一责任")

pytestmark = pytest.mark.browser


@pytest.fixture
def notices(live_server, keep):
    with zeal.zeal_ignore():
        keep("sample", lambda: call_command("load_sample", verbosity=0))
    return Notice.objects.of_year(2008).order_by("pk")


@pytest.fixture(params=[360, 1280])
def page(request, chromium):
    context = chromium.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def test_both_notices_are_read_from_the_first_page_to_the_last_slogan(live_server, notices, page):
    for notice in notices:
        page.goto(live_server.url)
        page.get_by_role("link", name="质量安全是社会和谐的基础").click()
        page.get_by_role("link", name=str(notice)).click()
        clauses = notice.current.clauses.exclude(anchor="")
        assert all(page.locator(f"id={clause.anchor}").count() == 1 for clause in clauses)
        assert page.locator(".couplets li").count() == 15
        assert page.locator(".couplets li").last.inner_text().strip() == SLOGANS[-1]
        assert violations(page) == []
        assert sideways(page) <= 0


def test_every_visible_character_of_the_text_is_on_the_page(live_server, notices, page):
    for notice in notices:
        page.goto(live_server.url + notice.get_absolute_url())
        shown = "".join(page.locator("article").inner_text().split())
        for clause in notice.current.clauses.all():
            for part in (clause.marker, clause.heading, clause.text):
                assert "".join(part.split()) in shown


def test_this_years_campaign_stands_half_way(notices):
    national = Notice.objects.filter(parent=None, adaptations__isnull=False, current__number=2).distinct().get()
    tasks = national.adaptations.with_stage()
    assert Counter(tasks.values_list("stage", flat=True)) == {
        "issued": 19,
        "none": 10,
        "drafting": 1,
        "countersigning": 1,
        "waived": 1,
    }
    assert tasks.overdue().count() == 11  # one of those who have not begun was given more time
    marks = StaleMark.objects.values_list("notice__host__region__name", "kind")
    assert set(marks) == {("浙江省", "changed"), ("北京市", "changed"), *((name, "waiting") for name in BELOW)}
    sent = national.current.receipts
    assert sent.filter(is_on_paper=True).count() == 2 and sent.owed().exists()
    assert set(national.urgings.values_list("department__region__name", flat=True)) == {"山西省", "吉林省"}


def test_every_file_holds_the_whole_text(live_server, notices):
    for notice in notices:
        assert len(notice.current.files_made) == 3
        for (format, _), file in notice.current.files_made.items():
            title, text = CONTENTS[format](io.BytesIO(file.content.read()))
            assert title == str(notice)
            for clause in notice.current.clauses.all():
                for part in (clause.marker.rstrip(":"), clause.heading, clause.text):  # 附件 stands without its colon
                    assert "".join(part.split()) in text


def contents_of_pdf(file):
    with pdfplumber.open(file) as pdf:
        sheets = [re.sub(r"\s*— \d+ —\s*$", "", sheet.extract_text()) for sheet in pdf.pages]
        return pdf.metadata["Title"], "".join("".join(sheets).split())


def contents_of_word(file):
    document = docx.Document(file)
    return document.core_properties.title, "".join("".join(each.text for each in document.paragraphs).split())


CONTENTS = {"pdf": contents_of_pdf, "docx": contents_of_word}


def test_from_the_first_page_over_the_map_to_a_province_its_city_and_county(live_server, notices, page):
    page.goto(live_server.url)
    assert "第10天" in page.locator("main").inner_text()
    page.locator(".tiles").get_by_role("link", name=re.compile("浙江.*已公布")).click()
    for region in ("杭州市", "西湖区"):
        page.get_by_role("heading", name="下级通知").locator("..").get_by_role("link", name=region).click()
    assert "杭州市西湖区市场监督管理局" in page.locator("article").inner_text()
    assert violations(page) == []
    assert sideways(page) <= 0


def test_this_years_notices_are_whole_in_their_files(live_server, notices):
    county = Notice.objects.get(county="330106")
    for notice in (county.parent.parent.parent, county):
        print_edition(notice.current_id)
        assert set(notice.current.files_made) == {("pdf", "2012"), ("docx", "2012")}
        for (format, _), file in notice.current.files_made.items():
            _, text = CONTENTS[format](io.BytesIO(file.content.read()))
            assert "（示例，内容虚构，不是真实公文。）" in text
            for clause in notice.current.clauses.exclude(kind="slogan"):
                assert "".join(clause.text.split()) in text


def test_it_is_loaded_twice_and_stays_the_same(notices):
    models = (Department, Campaign, Notice, Clause, Lineage, Receipt)
    counts, said = [model.objects.count() for model in models], io.StringIO()
    with zeal.zeal_ignore():
        call_command("load_sample", stdout=said)
    assert counts == [model.objects.count() for model in models]
    assert "示例账号" in said.getvalue() and "zongju-qicao" in said.getvalue()


def test_no_link_is_dead(live_server, notices):
    seen, dead = crawl(f"{live_server.url}/", most=16)  # of the clauses, 500 of them, and what can be asked of each
    assert dead == []
    assert len(seen) > 40

"""The two real notices of 2008, as the sample loads them: whole on their pages and in their files."""

import io
import re

import docx
import pdfplumber
import pytest
import zeal
from django.core.management import call_command

from campaigns.notices.models import Notice
from campaigns.notices.tasks import print_edition

from .eyes import sideways, violations
from .test_crawl import crawl

SLOGANS = ("坚持以质取胜 推动科学发展", "质量安全是企业的第一责任")

pytestmark = pytest.mark.browser


@pytest.fixture
def notices(live_server):
    with zeal.zeal_ignore():
        call_command("load_sample", verbosity=0)
    for notice in Notice.objects.all():
        print_edition(notice.current_id)
    return Notice.objects.order_by("pk")


@pytest.fixture(params=[360, 1280])
def page(request, chromium):
    context = chromium.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def test_both_notices_are_read_from_the_first_page_to_the_last_slogan(live_server, notices, page):
    for notice in notices:
        page.goto(live_server.url)
        page.locator(".rows").first.get_by_role("link", name=str(notice)).click()
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


def test_no_link_is_dead(live_server, notices):
    seen, dead = crawl(f"{live_server.url}/")
    assert dead == []
    assert len(seen) > 8

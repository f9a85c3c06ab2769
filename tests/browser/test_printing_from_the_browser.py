"""A notice's page, printed by the browser: sheets that are worth the paper."""

import io

import pdfplumber
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_sheet_is_empty(visit, site, paper):
    printed = visit(site.child.get_absolute_url()).pdf(format=paper, prefer_css_page_size=paper == "A4")
    with pdfplumber.open(io.BytesIO(printed)) as sheets:
        texts = [sheet.extract_text() for sheet in sheets.pages]
    assert all(text.strip() for text in texts)
    assert site.child.current.title[:8] in texts[0]

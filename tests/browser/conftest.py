"""Real pages in a real Chromium: a small site with two notices, one of them derived and printed."""

import os
import shutil
from functools import partial
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from campaigns.notices import tasks
from campaigns.notices.pictures import pictures_of
from campaigns.notices.printing import document_of
from campaigns.notices.tasks import typeset
from tests import factories

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread that makes our rows

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def press():
    """The real typesetter, which sets one and the same document once in a run: its bytes are the same every time."""
    kept = {}

    def once(make, key, *arguments):
        if key not in kept:
            kept[key] = make(*arguments)
        return kept[key]

    return once


@pytest.fixture
def site(live_server, press, monkeypatch):
    """The address of a site with a campaign, a national notice and one derived from it, whose files are made."""
    monkeypatch.setattr(
        tasks, "typeset", lambda edition, *kind: press(typeset, (repr(document_of(edition)), kind), edition, *kind)
    )
    monkeypatch.setattr(tasks, "pictures_of", lambda pdf: press(pictures_of, pdf, pdf))
    child = factories.derived(
        theme="质量第一", dated_text="二OO八年八月", is_signed=True, keywords="质量管理　通知", cc="各市。"
    )
    factories.clause(child.current, "paragraph", "质量第一")
    tasks.print_edition(child.current_id)
    tasks.print_comparisons(child.current_id)
    return SimpleNamespace(url=live_server.url, child=child, parent=child.parent)


@pytest.fixture
def visit(chromium, site):
    """Open a page and return it; what it says in the console stands in `page.said`."""
    contexts = []

    def open_page(path="/", width=1280, cookies=(), **options):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, **options))
        contexts[-1].add_cookies(list(cookies))
        page = contexts[-1].new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.answer = page.goto(site.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def visit_as(visit, site):
    """Return what opens pages for somebody who is signed in: visit_as(user)("/account/", width=360)."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        key = client.session.session_key
        return partial(visit, cookies=[{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])

    return sign_in

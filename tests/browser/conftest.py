"""Real pages in a real Chromium: a small site with two notices, one of them derived and printed."""

import os
import shutil
from collections import defaultdict
from functools import partial
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, sync_playwright

from campaigns.notices import tasks
from tests import factories

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in the thread that makes our rows

CHROMIUM = next(
    filter(None, map(shutil.which, ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"])), None
)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def whole(act):
    """Return an act that is over when the page to which it led is whole.

    Playwright's own is over when the first bytes of that page are there, and what counts its parts then counts too few.
    """

    def acted(place, *arguments, **options):
        act(place, *arguments, **options)
        getattr(place, "page", place).wait_for_load_state("domcontentloaded")

    return acted


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patched:
        for place, name in [(Locator, "click"), (Locator, "press"), (Page, "click")]:
            patched.setattr(place, name, whole(getattr(place, name)))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, keep):
    """The address of a site with a campaign, a national notice and one derived from it, whose files are made."""

    def make():
        child = factories.derived(
            theme="质量第一", dated_text="二OO八年八月", is_signed=True, keywords="质量管理　通知", cc="各市。"
        )
        factories.clause(child.current, "paragraph", "质量第一")
        tasks.print_edition(child.current_id)
        tasks.print_comparisons(child.current_id)
        return child

    child = keep("site", make)
    return SimpleNamespace(url=live_server.url, child=child, parent=child.parent)


# What stays with a window or its context when a page is left.
LASTING = (
    "add_init_script", "expose_binding", "expose_function", "grant_permissions", "on", "once", "route", "set_default_timeout",
    "set_extra_http_headers", "set_geolocation", "set_offline",
)  # fmt: skip
AS_AT_FIRST = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}


class Windows:
    """The windows of a Chromium, used again from test to test: a warm one shows a page in a fifth of the time.

    Between two tests a window forgets its cookies and storage and what was emulated. One on which a test laid what lasts,
    such as a route or a listener, is closed instead.
    """

    def __init__(self, chromium):
        self.chromium = chromium
        self.free = defaultdict(list)

    def open(self, width, options):
        """Return a window of these options that no test has now."""
        size = {"width": width, "height": 900}
        free = self.free[repr(sorted(options.items()))]
        page = free.pop() if free else self.new(size, options)
        page.set_viewport_size(size)
        page.said.clear()
        return page

    def new(self, size, options):
        page = self.chromium.new_context(viewport=size, **options).new_page()
        page.options, page.said, page.is_spoilt = options, [], False
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        for thing in (page, page.context, page.context.clock):
            for name in {"install", "set_fixed_time", *LASTING} & set(dir(thing)):
                setattr(thing, name, partial(self.spoil, page, getattr(thing, name)))
        return page

    @staticmethod
    def spoil(page, act, *arguments, **options):
        page.is_spoilt = True
        return act(*arguments, **options)

    def take_back(self, page, url):
        if page.is_spoilt or page.is_closed():
            page.context.close()
            return
        for other in set(page.context.pages) - {page}:
            other.close()
        page.goto(f"{url}/livez")
        if page.options.get("java_script_enabled", True):
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        page.emulate_media(media="null", **{name: page.options.get(name, value) for name, value in AS_AT_FIRST.items()})
        self.free[repr(sorted(page.options.items()))].append(page)

    def close(self):
        for page in (page for free in self.free.values() for page in free):
            page.context.close()


@pytest.fixture(scope="session")
def windows(chromium, live_server):
    """The windows, which are closed before the server that they are connected to."""
    windows = Windows(chromium)
    yield windows
    windows.close()


@pytest.fixture
def visit(windows, site):
    """Open a page and return it; what it says in the console stands in `page.said`."""
    taken = []

    def open_page(path="/", width=1280, cookies=(), **options):
        page = windows.open(width, options)
        taken.append(page)
        page.context.add_cookies(list(cookies))
        page.answer = page.goto(site.url + path)
        return page

    yield open_page
    for page in taken:
        windows.take_back(page, site.url)


@pytest.fixture
def visit_as(visit, site):
    """Return what opens pages for somebody who is signed in: visit_as(user)("/account/", width=360)."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        key = client.session.session_key
        return partial(visit, cookies=[{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])

    return sign_in

"""Windows are used again from test to test, and the next test sees nothing of the one before; acts wait for their page."""

import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEFT = "[document.cookie, localStorage.length, sessionStorage.length, matchMedia('(forced-colors: active)').matches]"


@pytest.fixture
def window(windows, site):
    """Open a window on the first page, as `visit` does."""

    def open_one():
        page = windows.open(1280, {})
        page.goto(site.url)
        return page

    return open_one


def test_a_window_that_is_used_again_has_forgotten_the_test_before(windows, window, site):
    page = window()
    page.evaluate("document.cookie = 'a=b', localStorage.a = sessionStorage.a = 1, console.log('said')")
    page.emulate_media(forced_colors="active", media="print")
    page.context.new_page()
    assert page.evaluate(LEFT) == ["a=b", 1, 1, True]
    windows.take_back(page, site.url)
    again = window()
    assert again is page and again.said == [] and again.context.pages == [page]
    assert page.evaluate(LEFT) == ["", 0, 0, False]
    assert page.evaluate("matchMedia('screen').matches")
    windows.take_back(page, site.url)


@pytest.mark.parametrize("lasting", [
    lambda page: page.route("**/*", lambda route: route.continue_()),
    lambda page: page.context.route("**/*", lambda route: route.continue_()),
    lambda page: page.add_init_script("window.a = 1"),
    lambda page: page.clock.install(),
    lambda page: page.on("dialog", lambda dialog: dialog.accept()),
])  # fmt: skip
def test_a_window_on_which_something_lasts_is_not_used_again(windows, window, site, lasting):
    page = window()
    lasting(page)
    windows.take_back(page, site.url)
    assert page.is_closed()
    other = window()
    assert other is not page
    windows.take_back(other, site.url)


class Slow(BaseHTTPRequestHandler):
    """Sends the beginning of a page, and its end a little later."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><a href='/'>on</a>" + b"<!-- -->" * 9000)
        self.wfile.flush()
        time.sleep(0.3)
        self.wfile.write(b"<p>the end")

    def log_message(self, *arguments):
        pass


def test_an_act_is_over_when_the_page_to_which_it_led_is_whole(chromium):
    with HTTPServer(("127.0.0.1", 0), Slow) as server, chromium.new_context() as context:
        Thread(target=server.serve_forever, daemon=True).start()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        for act in (page.get_by_text("on").click, lambda: page.locator("a").press("Enter"), lambda: page.click("a")):
            act()
            assert page.locator("p").count() == 1
        server.shutdown()

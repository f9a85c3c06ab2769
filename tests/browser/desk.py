"""Somebody at her desk, for journeys through many pages."""

import re

from .eyes import complaints, sideways


class Desk:
    """Somebody at her desk: she opens pages, follows links and presses buttons, and nothing complains meanwhile."""

    def __init__(self, page, url):
        self.page, self.url = page, url

    def go(self, path):
        self.page.answer = self.page.goto(self.url + path)
        return self.look()

    def follow(self, name, **facts):
        return self.click(self.page.get_by_role("link", name=name, **facts))

    def press(self, name, **facts):
        return self.click(self.page.get_by_role("button", name=name, **facts))

    def fill(self, label, words):
        self.page.locator("input:not([type=checkbox]), textarea").and_(self.page.get_by_label(label)).fill(words)
        return self

    def begin(self, pk):
        """Go to what waits for her on the desk, a click from there."""
        return self.go("/desk/").click(self.page.locator(f"main a[href^='/desk/notices/{pk}/']"))

    def click(self, found):
        with self.page.expect_navigation() as way:
            found.first.click()
        self.page.answer = way.value or self.page.answer  # within a page nothing is asked for
        return self.look()

    def choose(self, label):
        self.page.get_by_label(label, exact=True).check()
        return self

    def sign(self):
        """Sign, and say that what is to be looked at once more was looked at."""
        for tick in self.page.get_by_label(re.compile("^已核对上列")).all():
            tick.check()
        return self.press("签发", exact=True)

    def look(self):
        assert complaints(self.page) == [], self.page.url
        self.page.said.clear()
        assert sideways(self.page) <= 0, self.page.url
        return self

    @property
    def path(self):
        return self.page.url.removeprefix(self.url)

    @property
    def said(self):
        return self.page.locator("main").inner_text()

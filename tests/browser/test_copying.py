"""Copying slogans: with a button where there is script, by selecting where there is none."""

import pytest
from playwright.sync_api import expect

from tests.factories import SLOGANS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(visit):
    return visit("/slogans/", permissions=["clipboard-read", "clipboard-write"])


def clipboard(page):
    return page.context.pages[0].evaluate("navigator.clipboard.readText()")


def first_button(page):
    return page.locator(".couplets .copy").first


def test_a_button_copies_one_slogan_and_says_so(page):
    button = first_button(page)
    assert button.inner_text().startswith("复制")
    button.click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    assert button.inner_text().startswith("已复制")
    assert clipboard(page) == SLOGANS[0]
    expect(button).not_to_contain_text("已复制")
    expect(page.get_by_role("status")).to_be_empty()


def test_one_button_copies_all_one_a_line(page):
    page.get_by_role("button", name="复制这2条").click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    assert clipboard(page).splitlines() == list(SLOGANS)


def test_a_button_is_worked_by_keyboard_and_keeps_the_focus(page):
    first_button(page).focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("已复制").wait_for()
    assert page.evaluate("document.activeElement === document.querySelector('.couplets .copy')")


def test_without_https_the_old_way_copies(page):
    reader = page.context.new_page()
    reader.goto(page.url)
    page.bring_to_front()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    first_button(page).click()
    page.get_by_role("status").get_by_text("已复制").wait_for()
    reader.bring_to_front()
    assert reader.evaluate("navigator.clipboard.readText()") == SLOGANS[0]


def test_what_cannot_be_copied_is_said(page):
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    first_button(page).click()
    page.get_by_role("status").get_by_text("未能复制").wait_for()


def test_nothing_moves_when_the_buttons_are_shown(visit):
    places = [
        visit("/slogans/", java_script_enabled=script).locator(".couplets span").last.bounding_box()
        for script in (True, False)
    ]
    assert places[0] == places[1]


def test_without_script_there_is_no_button_and_the_text_can_be_selected(visit):
    page = visit("/slogans/", java_script_enabled=False)
    assert page.locator("button:visible").count() == 0
    page.get_by_text("展开纯文本").click()
    assert page.get_by_label("全国通知所载口号").input_value().splitlines() == list(SLOGANS)

"""Signing in in a real browser, with a phone: the content policy refuses nothing, and every state is for everyone."""

import re

import pytest

from tests import entering

from .eyes import SMALL_TARGETS, complaints, sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fill(visit, site):
    """Open the sign-in page on a phone, and fill in the forms that follow."""
    entering.person()
    page = visit("/account/login/", width=360)

    def send(button, **fields):
        for name, value in fields.items():
            page.fill(f"[name={name}]", value)
        page.click(f"main button:has-text('{button}')")
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        assert complaints(page) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert sideways(page) <= 0
        return page

    return send


def test_a_person_signs_in_and_sets_up_her_second_step(fill, site):
    page = fill("登录", login="zhangsan", password="wrong")
    assert "请核对后重新填写" in page.inner_text("main [role=alert]")
    page = fill("登录", login="zhangsan", password=entering.PASSWORD)
    assert page.url == f"{site.url}/desk/"
    page.goto(f"{site.url}/account/second-step/set-up/")
    page = fill("继续", password=entering.PASSWORD)
    assert page.locator(".code-picture").evaluate("picture => picture.naturalWidth") > 0
    secret = page.inner_text(".key").replace(" ", "")
    fill("完成设置", code="000000")
    page = fill("完成设置", code=entering.code(secret))
    assert page.locator(".codes li").count() == 10
    with page.expect_download() as download:
        page.click("text=下载为文本文件")
    lines = download.value.path().read_text().split("\n")
    assert [bool(re.fullmatch(r"\d{4} \d{4}", line.strip())) for line in lines[:10]] == [True] * 10


def test_the_menu_of_who_is_signed_in_opens_by_keyboard_and_fits_a_phone(visit_as):
    page = visit_as(entering.person(name="买买提·阿卜杜热合曼·吐尔逊"))("/", width=320)
    page.focus("details.menu summary")
    page.keyboard.press("Enter")
    assert page.locator(".menu__list").is_visible()
    assert sideways(page) <= 0
    assert violations(page) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.click("text=退出登录")
    assert "您已退出登录。" in page.inner_text("main")
    assert page.locator("details.menu").count() == 0

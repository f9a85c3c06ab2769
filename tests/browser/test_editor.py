"""Drafting in a real browser: the page saves by itself, splits at the cursor, joins, and takes a removal back by keyboard."""

import pytest

from campaigns.notices.drafting import clauses
from campaigns.notices.drafting.clauses import Typed
from campaigns.notices.models import Clause, DraftSource
from tests import factories

from .eyes import faults, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "() => document.getElementById('said').textContent.startsWith('已自动保存')"


@pytest.fixture
def edition(site):
    return factories.draft()


@pytest.fixture
def clause(edition):
    return edition.clauses.filter(kind="clause")[1]


@pytest.fixture
def drafter(edition):
    return factories.person("张三", edition.notice.host, "drafter")


@pytest.fixture
def visit(visit_as, drafter):
    return visit_as(drafter)


def here(clause):
    return f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/"


def text_of(clause):
    return Clause.objects.get(pk=clause.pk).text


def press_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_what_is_typed_is_saved_by_itself_then_split_joined_removed_and_put_back_by_keyboard(visit, clause):
    page = visit(here(clause))
    page.focus("#id_text")
    page.keyboard.press("Control+End")
    page.keyboard.type("另外再写一句。")
    assert page.inner_text("#said") == "尚未保存"
    page.wait_for_function(SAVED)
    assert text_of(clause) == "第2项活动。由各地组织实施。另外再写一句。"

    page.evaluate("document.querySelector('#id_text').setSelectionRange(6, 6)")
    page.focus("button:has-text('在光标处拆分')")
    press_enter(page)
    assert text_of(clause) == "第2项活动。"
    assert clause.edition.clauses.filter(text="由各地组织实施。另外再写一句。").exists()

    page.focus("button:has-text('与后一条合并')")
    press_enter(page)
    assert text_of(clause) == "第2项活动。由各地组织实施。另外再写一句。"

    page.focus("button:has-text('删去')")
    press_enter(page)
    assert page.url.endswith("#removed")
    assert not Clause.objects.filter(pk=clause.pk).exists()
    page.wait_for_function("() => document.activeElement.matches('#removed button')")
    press_enter(page)
    assert text_of(clause) == "第2项活动。由各地组织实施。另外再写一句。"
    assert page.said == []


def test_what_cannot_be_sent_is_tried_again_kept_on_this_machine_and_offered_when_the_page_is_opened_next(
    visit, clause
):
    page = visit(here(clause))
    page.route("**/save/", lambda route: route.abort())
    page.fill("#id_text", "没有网络时写的。")
    page.wait_for_function("() => document.getElementById('said').textContent.includes('正在重试')")
    page.unroute("**/save/")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_function(SAVED)
    assert text_of(clause) == "没有网络时写的。"

    page.route("**/save/", lambda route: route.abort())
    page.fill("#id_text", "又没有网络了。")
    page.wait_for_function("() => document.getElementById('said').textContent.includes('正在重试')")
    page.unroute("**/save/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.input_value("#id_text") == "没有网络时写的。"
    page.click("button:has-text('取回')")
    page.wait_for_function(SAVED)
    assert text_of(clause) == "又没有网络了。"
    assert page.evaluate("localStorage.length") == 0


def test_who_was_overtaken_is_told_in_the_page_and_chooses(visit, clause, edition):
    colleague = factories.actor(factories.person("李四", edition.notice.host, "drafter"))
    page = visit(here(clause))
    clauses.save(edition.pk, clause.pk, Typed("", "同事的文字。", 0), by=colleague)
    page.fill("#id_text", "我的文字。")
    page.wait_for_function("() => document.getElementById('said').textContent.includes('李四也改了这里')")
    page.click("button:has-text('保存本条')")
    page.wait_for_selector("h2:has-text('您编辑时，李四也改了本条')")
    assert violations(page) == []
    page.check("#use_theirs")
    page.click("button:has-text('选定并保存')")
    page.wait_for_url("**" + here(clause))
    assert page.input_value("#id_text") == "同事的文字。"


def test_every_page_of_drafting_is_for_everyone(visit, clause, edition, drafter):
    source = DraftSource.objects.create(
        user=drafter,
        department=edition.notice.host,
        campaign=edition.notice.campaign,
        text="关于开展质量月活动的通知\n各市：\n现通知如下：\n一、口号\n坚持以质取胜 推动科学发展\n质量第一 用户至上人人有责\n主办：某局",
    )
    desk, base = "/desk/notices/", f"/desk/notices/{edition.pk}/"
    pages = [desk, f"{desk}?show=issued", f"{desk}?page=9", f"{desk}new/", f"{desk}new/{source.pk}/", base, f"{base}edit/", here(clause), f"{base}discard/"]  # fmt: skip
    for address in pages:
        assert faults(visit(address)) == [], address


# --- where things stand -------------------------------------------------------------------------------------------


def test_a_step_of_the_way_is_one_line_with_its_mark_however_long_its_title(visit, edition, clause):
    edition.title = "关于开展质量月活动的通知" * 5
    edition.save()
    steps = visit(here(clause), width=360).locator(".crumbs li").all()
    assert all(step.bounding_box()["height"] < 50 and step.bounding_box()["width"] <= 328 for step in steps)


def test_the_clause_in_hand_and_the_advice_stay_in_sight_beside_a_long_list(visit, edition):
    for at in range(40):
        last = edition.clauses.create(kind="paragraph", position=100 + at, text=f"第{at}段")
    page = visit(here(last), width=1280)
    assert page.locator("#index [aria-current]").bounding_box()["y"] < page.viewport_size["height"]
    assert page.evaluate("scrollTo({top: 400, behavior: 'instant'}), scrollY") > 334  # where the advice stood
    assert page.locator(".advice").bounding_box()["y"] >= 0

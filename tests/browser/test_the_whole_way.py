"""The whole way of the national notice, from pasted text to its withdrawal, as the people at their desks go it.

Everybody has a window of her own and does only what the pages offer her. The worker's part is done by `the_worker_works`,
as a worker does it: what is due is claimed, typeset and made public.
"""

import io
import re
from pathlib import Path

import pytest
import zeal
from django.core.management import call_command
from django.utils import timezone

from campaigns.notices import sample
from campaigns.notices.models import Edition, Notice
from organizations import jobs
from organizations.models import Job
from tests import factories

from .desk import Desk

TEXT = Path(sample.__file__).with_name("2008-national.txt")
HOST = "国家市场监督管理总局"
CO_ISSUERS = ("中共中央宣传部", "国家发展和改革委员会", "中华全国总工会", "共青团中央", "中国质量协会")
PREDECESSOR = "国家质量监督检验检疫总局"
OBJECTION = "统一悬挂旗帜会增加企业负担，请改为自愿。"
PHRASE, CHANGED = "倡导企业在质量月悬挂", "企业可以自愿悬挂"
CORRECTED = "12315"  # the number of the complaints line, which the text of 2008 has as 12365

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def organs(site):
    """The departments that the notice names, with the people who act there."""
    with zeal.zeal_ignore():
        host = factories.department(HOST, "000000")
        people = {role: factories.person(role, host, role) for role in ("drafter", "reviewer", "signatory")}
        for name in CO_ISSUERS:
            people[name] = factories.person(name, factories.department(name, "000000"), "signatory")
        return people


@pytest.fixture
def at(visit_as, site, organs):
    """Return the Desk of one of the people: at("drafter")."""
    desks = {}

    def desk_of(name):
        if name not in desks:
            desks[name] = Desk(visit_as(organs[name])("/desk/"), site.url)
        return desks[name]

    return desk_of


def test_a_notice_goes_from_pasted_text_to_issue_correction_and_withdrawal(at, visit, site, tmp_path):
    pk = drafted_from_the_text(at("drafter"))
    addressed_and_sent_for_review(at("drafter"), pk)
    passed_to_the_co_issuers(at("reviewer"), pk)

    countersigned(at(CO_ISSUERS[0]), pk, "同意")
    countersigned(at("中华全国总工会"), pk, "不同意", OBJECTION)
    changed_after_the_objection(at("drafter"), pk)
    for name in CO_ISSUERS:
        opinion = "建议活动结束后通报悬挂情况。" if name == "国家发展和改革委员会" else ""
        signed_again(at(name), pk, opinion, is_first=name not in (CO_ISSUERS[0], "中华全国总工会"))

    assert signed(at("signatory"), pk) == f"国市监质〔{timezone.localdate().year}〕1号"
    the_worker_works()
    address = at("drafter").go(f"/desk/notices/{pk}/").follow("公开页面").path
    reader = Desk(visit("/"), site.url)
    pdf = read_with_a_pdf_that_conforms(reader, address, tmp_path)

    second = corrected(at, pk)
    the_worker_works()
    both_editions_stand_at_their_addresses(reader, address, pdf)

    withdrawn(at("signatory"), second)
    every_page_says_that_it_is_withdrawn(reader, address)


# --- drafting -----------------------------------------------------------------------------------------------------


def drafted_from_the_text(desk):
    """Return the key of the draft that the drafter makes of the pasted text, when she has answered what was doubtful."""
    desk.go("/desk/").follow("起草通知")
    desk.choose("粘贴文字").fill("通知全文", TEXT.read_text(encoding="utf-8")).press("下一步")
    assert "国务院有关部门，中国质量协会" in desk.said
    for organ in desk.page.locator("fieldset").filter(has_text="下列哪些是发文机关").get_by_role("checkbox").all():
        organ.set_checked(PREDECESSOR not in organ.locator("xpath=..").inner_text())
    desk.press("按答复重新排列")
    assert "中华全国总工会、共青团中央" in desk.said
    desk.click(desk.page.get_by_role("button", name="开始起草").last)
    return int(re.search(r"/desk/notices/(\d+)/edit/", desk.page.url)[1])


def addressed_and_sent_for_review(desk, pk):
    desk.go(f"/desk/notices/{pk}/").follow("主送")
    meant = desk.page.get_by_label("所指机关").first
    meant.select_option(meant.locator("option", has_text="省级：质量监督").inner_text())
    desk.press("保存", exact=True)
    desk.go(f"/desk/notices/{pk}/facts/").fill("联署机关", "中国质量协会").press("查找部门")
    assert "中国质量协会已列入发文机关" in desk.page.locator("body").inner_text()
    desk.go(f"/desk/notices/{pk}/").press("送审")
    assert Edition.objects.get(pk=pk).state == "review"


def passed_to_the_co_issuers(desk, pk):
    desk.begin(pk).press("审核通过，送会签")
    assert [issuer.printed_name for issuer in Edition.objects.get(pk=pk).issuers.all()] == [HOST, *CO_ISSUERS]
    assert Edition.objects.get(pk=pk).state == "countersigning"


# --- countersigning -----------------------------------------------------------------------------------------------


def countersigned(desk, pk, decision, words=""):
    desk.begin(pk).choose(decision).fill("具体意见", words).press("提交会签意见")
    assert f"会签：{decision}" in desk.page.locator("body").inner_text()


def changed_after_the_objection(desk, pk):
    """The drafter reads why, changes the clause, and has all asked again."""
    desk.go(f"/desk/notices/{pk}/")
    assert OBJECTION in desk.said
    clause = Edition.objects.get(pk=pk).clauses.get(text__contains=PHRASE)
    desk.go(f"/desk/notices/{pk}/edit/{clause.pk}/").fill("正文", clause.text.replace(PHRASE, CHANGED))
    desk.choose("修改正文，请重新会签").press("保存本条")
    assert "正文已改动，尚未请重新会签" in desk.go(f"/desk/notices/{pk}/").said
    desk.press("改好了，请重新会签")


def signed_again(desk, pk, opinion, *, is_first):
    desk.begin(pk)
    assert (desk.page.locator("ins", has_text="可以自愿").count() > 0) is not is_first
    desk.choose("同意，有意见" if opinion else "同意").fill("具体意见", opinion).press("提交会签意见")


# --- issuing ------------------------------------------------------------------------------------------------------


def signed(desk, pk):
    """Return the number that the notice gets from the signatory, who registers the mark of her organ on her way."""
    the_worker_works()  # sets it first
    desk.begin(pk).follow("登记机关代字").fill("机关代字", "国市监质").choose("已经核对，这是本机关的发文机关代字")
    desk.press("登记").follow("返回签发").sign()
    return Edition.objects.get(pk=pk).doc_number


@zeal.zeal_ignore()
def the_worker_works():
    """Do what is owed until nothing is, as a worker does."""
    while due := list(Job.objects.due().values_list("pk", flat=True)):
        for pk in due:
            jobs.run(pk)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}


def read_with_a_pdf_that_conforms(reader, address, folder):
    """Return the bytes of the PDF that a stranger finds at the public address."""
    text = reader.go(address).said
    assert "国市监质〔" in text and CHANGED in text and PHRASE not in text
    file = folder / "notice.pdf"
    file.write_bytes(pdf_on(reader))
    call_command("check_gongwen", str(file), stdout=io.StringIO())  # leaves with 1 where something does not conform
    return file.read_bytes()


def pdf_on(reader):
    link = reader.page.get_by_role("link", name=re.compile("^PDF，"))
    return reader.page.request.get(reader.url + link.get_attribute("href")).body()


# --- what comes after ---------------------------------------------------------------------------------------------


def corrected(at, pk):
    """Return the key of the second edition: begun by the signatory, written by the drafter, and signed by all once more."""
    at("signatory").go(f"/desk/notices/{pk}/").follow("更正", exact=True).press("拟出更正版本")
    second = Notice.objects.get(editions=pk).editions.get(number=2).pk
    drafter = at("drafter").go(f"/desk/notices/{second}/change-note/")
    drafter.fill("更正说明", "更正投诉举报电话。").press("保存")
    clause = Edition.objects.get(pk=second).clauses.get(text__contains="12365")
    drafter.go(f"/desk/notices/{second}/edit/{clause.pk}/")
    drafter.fill("正文", clause.text.replace("12365", CORRECTED)).press("保存本条")
    drafter.go(f"/desk/notices/{second}/").press("送审")
    at("reviewer").go(f"/desk/notices/{second}/").press("审核通过，送会签")
    for name in CO_ISSUERS:
        countersigned(at(name), second, "同意")
    the_worker_works()
    at("signatory").go(f"/desk/notices/{second}/sign/").sign()
    return second


def both_editions_stand_at_their_addresses(reader, address, pdf):
    text = reader.go(address).said
    assert CORRECTED in text and "更正投诉举报电话。" in text
    assert pdf_on(reader) != pdf
    text = reader.go(f"{address}editions/1/").said
    assert "已被替代" in text and "12365" in text and CORRECTED not in text
    assert pdf_on(reader) == pdf
    assert reader.follow("阅读现行的第2版").path == address


def withdrawn(desk, pk):
    desk.go(f"/desk/notices/{pk}/").follow("撤销", exact=True)
    desk.fill("理由", "与上级规定不一致。").press("撤销这份通知")
    assert "已撤销。" in desk.page.locator("body").inner_text()


def every_page_says_that_it_is_withdrawn(reader, address):
    for path in (address, f"{address}editions/1/"):
        assert "与上级规定不一致。" in reader.go(path).said
    for path in ("/notices/", "/years/2008/", f"{address}2012/"):
        assert "撤销" in reader.go(path).said, path

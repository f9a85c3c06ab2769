"""Down the levels: from the national notice of 2008 Zhejiang's own is made at its drafter's desk, and Hangzhou's from that.

The drafter gets what she wants by what the pages offer her. She ends with the text that Zhejiang issued in 2008, and what
comes from what is as it was recorded of that.
"""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import zeal
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.notices import sample
from campaigns.notices.drafting import locking
from campaigns.notices.drafting.rights import editing
from campaigns.notices.drafting.sources import make_draft
from campaigns.notices.issuing import publishing
from campaigns.notices.models import DraftSource, Edition, Notice
from campaigns.notices.reading.characters import same
from campaigns.notices.sample.addressed import address
from organizations.models import Department, User
from tests import factories

from .desk import Desk

TEXT = Path(sample.__file__).with_name("2008-national.txt")
NATION, PROVINCE, CITY = "国家市场监督管理总局", "浙江省市场监督管理局", "杭州市市场监督管理局"
THEME, DAYS = "质量安全是社会和谐的基础", "2008年9月"
FULL = str.maketrans(",:()", "，：（）")  # the text of 2008 was published with marks of half width
TAKEN = (  # what stands behind the words that the text of 2008 has replaced
    "质量月”活动的通知", "质量总体水平", "质量月活动主题", "统一部署", "优秀技术创新",
)  # fmt: skip
CITIES = "各设区市市场监管局、党委宣传部、总工会、团委："
REASON = "我省另行安排。"

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("step_by_step"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, sample_of_2008):
    """The two recorded notices, of which Zhejiang's says what is to come of the journey: it stands by itself now."""
    Campaign.objects.filter(year=2008).update(state="open")
    for name in (NATION, PROVINCE, CITY):
        factories.person(name, Department.objects.called(name).get(), "drafter")
    return SimpleNamespace(url=live_server.url, recorded=sample_of_2008[1])


@pytest.fixture
def at(visit_as, site):
    """Return the Desk of the drafter of a department: at(PROVINCE)."""
    return lambda name, **options: Desk(visit_as(drafter_of(name).user)("/desk/", **options), site.url)


@pytest.fixture
def read(visit):
    """Return what everybody reads of the comparison of a notice: how many clauses of each relation there are."""

    def tally_of(notice):
        return visit(f"/notices/{notice.pk}/compare/").locator(".lede, .legend").all_inner_texts()

    return tally_of


def drafter_of(name):
    """Return who drafts in a department, as an actor."""
    return factories.actor(User.objects.get(username=name))


# --- the national notice ---------------------------------------------------------------------------------------------


@zeal.zeal_ignore()
def issued_with_locks():
    """Return the national edition, issued with its theme and its days locked, which went to the provinces."""
    by = drafter_of(NATION)
    facts = {"user": by.user, "department": by.department, "campaign": Campaign.objects.get(year=2008)}
    source = DraftSource.objects.create(text=TEXT.read_text(encoding="utf-8"), **facts)
    edition = make_draft(source, "关于开展“2008年全国质量月”活动的通知", by=by)
    proposed = locking.stored_of(edition)
    opening = edition.clauses.get(kind="preamble").pk
    assert (edition.locks_theme, proposed[opening]) == (True, [DAYS])
    locking.save(edition.pk, True, {opening: [DAYS]}, locking.stamp(True, proposed), by=by)
    addressed(edition, by)
    return issued(edition, by).current


@zeal.zeal_ignore()
def addressed(edition, by):
    address(Edition.objects.for_desk().get(pk=edition.pk), by=by, adapt_by=timezone.localdate())


@zeal.zeal_ignore()
def issued(edition, by):
    """Return the notice, signed under a mark of its host's own and issued."""
    ready = factories.brought_to_signature(Edition.objects.for_desk().get(pk=edition.pk), by)
    series = factories.series(by.department, f"{str(by.department)[:2]}质")
    factories.printed(factories.signed(ready, series=series))
    publishing.publish_due()
    return Notice.objects.select_related("current").get(editions=edition.pk)


# --- the journey ------------------------------------------------------------------------------------------------------


def test_zhejiang_makes_its_text_of_2008_of_the_national_one_and_hangzhou_its_own_of_zhejiangs(at, read, site):
    desk = at(PROVINCE)
    draft = received_and_begun(desk, issued_with_locks(), site.recorded)
    levels_spoken(desk)
    locks_kept(desk, draft)
    written(desk, draft)
    written_without_script(at(PROVINCE, java_script_enabled=False), draft)
    written_by_keyboard(desk, draft)
    left_out_and_added(desk, draft)
    confirmed(desk, draft)
    assert body_of(draft.edition) == body_of(site.recorded.current)
    assert descent_of(draft.edition) == descent_of(site.recorded.current)

    zhejiang = sent_and_issued(desk, draft)
    assert read(zhejiang) == read(site.recorded)
    derived_by_hangzhou(at(CITY))


def body_of(edition):
    rows = edition.clauses.order_by("position").values_list("kind", "path", "heading", "text")
    return [(kind, path, same(heading), same(text)) for kind, path, heading, text in rows]


def descent_of(edition):
    return set(edition.lineage.values_list("clause__path", "parent__path", "relation"))


class Draft:
    """The draft that lies on a desk, and what its clauses are to say: the text of 2008, by their paths."""

    def __init__(self, desk, recorded=None):
        self.pk = int(desk.path.split("/")[3])
        self.edition = Edition.objects.get(pk=self.pk)
        self.both = f"/desk/notices/{self.pk}/adapt/"
        clauses = recorded.current.clauses.exclude(text="").select_related("parent") if recorded else ()
        self.meant = {path_of(clause): clause.text.translate(FULL) for clause in clauses}

    def clause(self, path, number=0):
        """Return a clause by its path, the opening by none; number: which of the paragraphs below it, from 1."""
        facts = {"path": path} if path else {"kind": "preamble"}
        clause = self.edition.clauses.get(**facts)
        return clause.children.order_by("position")[number - 1] if number else clause

    def of(self, path, number=0):
        return f"/desk/notices/{self.pk}/edit/{self.clause(path, number).pk}/"


def path_of(clause):
    """What a clause is found by: a paragraph by what it stands in, the opening by nothing."""
    return clause.path or (clause.parent.path if clause.parent else "")


def received_and_begun(desk, national, recorded):
    """Return the Draft that is begun, of what came to the desk."""
    assert national.receipts.filter(department__names__name=PROVINCE).exists()
    desk.go("/desk/receipts/").follow("阅读并签收").press("签收", exact=True)
    desk.follow("起草本地通知").press("列入全部条款，开始起草")
    assert "还有17条没有确认" in desk.said
    return Draft(desk, recorded)


def levels_spoken(desk):
    """Take what is proposed and stands in the text of 2008, and nothing else."""
    desk.follow("替换建议")
    for pick in desk.page.locator(".pick").all():
        after = pick.inner_text().rpartition("〕")[2].strip()
        pick.get_by_role("checkbox").set_checked(after.startswith(TAKEN))
    desk.press("按勾选替换")
    assert f"已替换{len(TAKEN)}处" in desk.page.locator("body").inner_text()


def at_path(act, path):
    """The name of a link that does something with the clause at a path."""
    return re.compile(rf"^{act}\s*：{path}$")


def locks_kept(desk, draft):
    """Whoever would change what is locked is told where it stands, and finds what she typed; nothing of it is saved."""
    desk.go(f"/desk/notices/{draft.pk}/edit/").fill("活动主题", "质量强国").press("保存", exact=True)
    assert f"活动主题“{THEME}”由上级通知锁定，不能改动。" in desk.said
    assert desk.page.input_value("#id_theme") == "质量强国"
    assert Edition.objects.get(pk=draft.pk).theme == THEME
    for place, typed, said in (
        (("二", 2), "质量强国", f"“二、活动主题”中的活动主题“{THEME}”由上级通知锁定，不能改动。"),
        (("", 0), "决定于10月开展质量月活动。", f"导语中的“{DAYS}”由上级通知锁定，不能改动。"),
    ):
        before = draft.clause(*place).text
        desk.go(draft.of(*place)).fill("正文", typed).press("保存本条")
        assert said in desk.said
        assert desk.page.input_value("#id_text") == typed
        assert draft.clause(*place).text == before


def write(desk, draft, path, number=0, meant=""):
    """Let a clause say what is meant, which stands in the text of 2008 at another path perhaps."""
    desk.go(draft.of(path, number)).fill("正文", draft.meant[meant or path]).press("保存本条")


def written(desk, draft):
    """From the end to the beginning: what comes before keeps its number."""
    desk.go(draft.of("五")).page.get_by_label("本条改为").select_option("附件")
    desk.press("改类别")
    write(desk, draft, "四（五）", meant="四（四）")
    desk.go(draft.of("四（三）")).press("与后一条合并").fill("正文", draft.meant["四（三）"]).press("保存本条")
    write(desk, draft, "四（一）")
    write(desk, draft, "三（一）")
    desk.go(draft.of("二", 1)).press("与后一条合并")
    write(desk, draft, "一", 1)
    write(desk, draft, "")


def written_without_script(desk, draft):
    write(desk, draft, "三（九）", meant="三（五）")


def written_by_keyboard(desk, draft):
    """One clause, from the page of both texts: written, split at the end of its first sentence, and made one again."""
    first, dot, rest = draft.meant["三（四）"].partition("。")
    key, keyboard = draft.clause("三（八）").pk, desk.go(draft.both).page.keyboard
    tab_to(desk, f"#c-{key} a[href$='/edit/{key}/']", "Enter")
    tab_to(desk, "#id_text")
    keyboard.press("Control+A")
    keyboard.insert_text(first + dot)
    keyboard.press("Enter")
    keyboard.insert_text(rest)
    tab_to(desk, "#split", "Enter")
    assert draft.edition.lineage.filter(parent__path="三（八）", relation="adapted").count() == 2
    tab_to(desk, "[formaction$='/join/']", "Enter")


def tab_to(desk, place, key=""):
    """Go on to a place with the Tab key; key: one that is pressed there, and leads to another page."""
    keyboard, most = desk.page.keyboard, 200
    keyboard.press("Tab")
    while not desk.page.evaluate("place => document.activeElement.matches(place)", place):
        keyboard.press("Tab")
        most -= 1
        assert most, f"The Tab key does not lead to {place}."
    if key:
        with desk.page.expect_navigation() as way:
            keyboard.press(key)
        desk.page.answer = way.value
        desk.look()


def left_out_and_added(desk, draft):
    """What is not for Zhejiang is left out; two clauses are its own, of which one was written over another one."""
    desk.go(draft.both).follow(named("不适用", "三（三）")).fill("不适用的理由", REASON).press("列为不适用")
    for _ in range(4):
        desk.go(draft.of("三（三）")).fill("不适用的理由", REASON).press("列为不适用")
    write(desk, draft, "三（二）")
    desk.go(draft.both).follow(named("调整对应", "三（二）"))
    desk.page.locator("input[name=parents]:checked").uncheck()
    desk.press("保存", exact=True).follow(named("写明理由", "三（二）")).fill("不适用的理由", REASON).press(
        "列为不适用"
    )
    desk.go(draft.of("三（四）")).press("加一条").fill("正文", draft.meant["三（三）"])
    desk.press("上移", exact=True).press("上移", exact=True)


def named(act, path):
    """The name of a link that does something with the clause at a path."""
    return re.compile(rf"^{act}\s*：{path}$")


def confirmed(desk, draft):
    desk.go(draft.both)
    assert "还有1条没有确认" in desk.said  # what stayed word for word
    desk.press("其余各条按现有的对应关系确认")
    assert "18条全部确认" in desk.said


# --- what comes of it ---------------------------------------------------------------------------------------------


def sent_and_issued(desk, draft):
    """Return the notice, which went to the cities when everybody had agreed to it."""
    by = drafter_of(PROVINCE)
    with editing(draft.pk, by=by):
        Edition.objects.filter(pk=draft.pk).update(addressees=CITIES)
    addressed(draft.edition, by)
    desk.go(f"/desk/notices/{draft.pk}/").press("送审")
    return issued(draft.edition, by)


def derived_by_hangzhou(desk):
    """One clause is adapted, one left out, one new; all others are kept."""
    desk.go("/desk/receipts/").follow("阅读并签收").press("签收", exact=True)
    desk.follow("起草本地通知").press("列入全部条款，开始起草")
    draft = Draft(desk)
    desk.follow(named("编辑", "三（五）")).fill("正文", "围绕质量月主题，在全市主要街区张贴质量月宣传画。").press(
        "加一条"
    )
    desk.fill("正文", "9月，举办“市民质量开放日”活动。").press("保存本条")
    desk.go(draft.both).follow(named("不适用", "四（二）")).fill("不适用的理由", "我市另文部署。").press("列为不适用")
    tally = desk.page.locator("nav[aria-label=只看一类] .legend").inner_text().split()
    assert tally == "全部 13 未确认 10 照录 10 调整 1 新增 1 不适用 1".split()

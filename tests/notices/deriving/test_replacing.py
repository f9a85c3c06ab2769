"""替换建议: words that speak of the level above, on the two notices of 2008 and on small texts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices.deriving import proposing
from campaigns.notices.drafting.checks import advised
from campaigns.notices.drafting.saving import settle
from campaigns.notices.models import Addressee, Clause, Edition
from campaigns.notices.sample import FOLDER
from organizations.models import Department
from tests import factories
from tests.notices.answering import answering, closed, text, upper
from tests.notices.drafting.plain import fields

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
CITY = "浙江省市场监管局要求，全省各市于10月前报浙江省市场监督管理局。"


def found_in(edition):
    return proposing.proposals(Edition.objects.get(pk=edition.pk))[0]


def said(found):
    return [(each.words, each.other) for each in found]


def below(words, code="330000", above="000000", **locks):
    """Return a draft that answers a notice whose clause 一（二） says this."""
    edition = text(above)
    edition.clauses.filter(path="一（二）").update(text=words)
    return answering(closed(edition, **locks), code)


def author(edition):
    return factories.actor(factories.person("王五", edition.notice.host, "drafter"))


# --- the notices of 2008 ------------------------------------------------------------------------------------------


def test_what_zhejiang_changed_in_2008_is_proposed(sample_of_2008):
    national = next(each for each in sample_of_2008 if each.parent is None)
    draft = answering(national.current)
    Edition.objects.filter(pk=draft.pk).update(addressees=national.current.addressees)
    found = {f"{each.before.lstrip('…')}{each.other}{each.after.rstrip('…')}": each for each in found_in(draft)}
    real = (FOLDER / "2008-zhejiang.txt").read_text(encoding="utf-8").replace(",", "，").replace(":", "：")
    adopted = {
        "“2008年全省质量月”活动": True,
        "2008年全省质量月活动主题为": True,
        "全省统一部署的活动": True,
        "推广全省优秀技术创新成果": True,
        "促进我省质量总体水平不断提高": False,  # 我国 seldom is 我省
    }
    for words, is_usual in adopted.items():
        assert words in real
        assert [each.is_usual for context, each in found.items() if words in context] == [is_usual], words
    assert ("各省、自治区、直辖市", "各市") in said(found.values())
    (flag,) = (each for each in found.values() if each.after.startswith("质量月旗帜"))
    assert (flag.words, flag.is_usual) == ("全国", False)
    assert not any(
        "光辉的岁月" in each.place.text and each.words == "我国" and "大事记" in each.after for each in found.values()
    )


# --- small texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("在全国开展，我国质量。", [("全国", "全省", True), ("我国", "我省", False)]),
        ("依据《全国质量工作要点》，按全国人大要求。", [("全国", "全省", False)]),
        ("争创“全国文明岗位”。", [("全国", "全省", False)]),
        (
            "各省、自治区、直辖市和新疆生产建设兵团抓好落实。",
            [("各省、自治区、直辖市和新疆生产建设兵团", "各市", True)],
        ),
        ("中华全国总工会另行通知。", []),  # a name is no level
        ("全国性活动由各地组织。", []),
    ],
)
def test_levels_are_proposed_and_names_stay(words, expected):
    factories.of_line(factories.department("中华全国总工会", "000000"), "unions")
    factories.region("330100")
    found = [(each.words, each.other, each.is_usual) for each in found_in(below(words))]
    assert found == expected


def test_places_and_organs_of_a_province_become_those_of_the_city():
    factories.region("330106")
    for name, code in (("浙江省市场监督管理局", "330000"), ("杭州市市场监督管理局", "330100")):
        factories.department(name, code).names.update(short_name=name.replace("监督管理", "监管"))
    draft = below(CITY, "330100", "330000")
    assert said(found_in(draft)) == [
        ("各市、县（市、区）", "各区"),
        ("浙江省市场监管局", "杭州市市场监管局"),
        ("全省", "全市"),
        ("各市", "各区"),
        ("浙江省市场监督管理局", "杭州市市场监督管理局"),
    ]
    draft.clauses.filter(path="一（二）").update(text="省市场监管局，省委、浙江省的浙江大学，浙江省杭州市。")
    assert [(each.words, each.other, each.is_usual) for each in found_in(draft)][1:] == [
        ("省市场监管局", "市市场监管局", True),
        ("省委", "市委", False),
        ("浙江省", "杭州市", True),
    ]


def test_an_organ_of_which_several_stand_for_it_here_stays():
    line = {"line": factories.of_line(factories.department("国家发展和改革委员会", "000000"), "economy").line}
    Department.objects.create(region=factories.region(), **line).names.create(name="浙江省经济和信息化厅")
    Department.objects.create(region=factories.region(), **line).names.create(name="浙江省商务厅")
    assert said(found_in(below("国家发展和改革委员会在全国部署。"))) == [("全国", "全省")]
    Department.objects.create(region=factories.region(), **line).names.create(name="浙江省发展和改革委员会")
    assert said(found_in(below("国家发展和改革委员会部署。", "330000"))) == [
        ("国家发展和改革委员会", "浙江省发展和改革委员会")
    ]


def test_nothing_is_proposed_within_what_is_locked():
    draft = below("在全国开展全国性宣传，全国部署。", **{"一（二）": "全国部署"})
    assert [each.start for each in found_in(draft)] == [1]
    assert found_in(below("在全国开展。", **{"一（二）": ""})) == []


# --- deciding -----------------------------------------------------------------------------------------------------


@pytest.fixture
def draft():
    factories.region("330100")
    edition = below("在全国开展，悬挂全国质量月旗帜，提高我国质量。")
    Edition.objects.filter(pk=edition.pk).update(
        title="关于全国活动的通知", addressees="各省、自治区、直辖市市场监管局："
    )
    edition.addressed.create(place=Addressee.Place.MAIN, position=0, text="各省、自治区、直辖市市场监管局")
    settle(Edition.objects.get(pk=edition.pk), by=None)
    return edition


@pytest.fixture
def send(client, draft):
    """Send the form of the page, as its drafter."""
    client.force_login(author(draft).user)
    address = f"/desk/notices/{draft.pk}/replacements/"

    def do(do="chosen", page=None, **typed):
        sent = fields(page or client.get(address), "/replacements/")
        return client.post(address, {**sent, "do": do, **typed})

    return do


def state_of(draft):
    draft = Edition.objects.get(pk=draft.pk)
    return draft.title, draft.addressees, draft.clauses.get(path="一（二）").text


def test_what_is_ticked_is_written_and_the_rest_is_declined(send, client, draft):
    page = client.get(f"/desk/notices/{draft.pk}/replacements/").content.decode()
    assert page.count('name="take"') == 5 and page.count(" checked") == 3
    ticked = [each.key for each in found_in(draft) if each.is_usual]
    before = Edition.objects.get(pk=draft.pk)
    assert send(take=ticked).status_code == 302
    assert state_of(draft) == (
        "关于全省活动的通知",
        "各市市场监管局：",
        "在全省开展，悬挂全国质量月旗帜，提高我国质量。",
    )
    saved = Edition.objects.get(pk=draft.pk)
    uid = str(draft.clauses.get(path="一（二）").uid)
    assert saved.declined == [[uid, "全国", "全省"], [uid, "我国", "我省"]]
    assert saved.version > before.version and not saved.addressed.exists()
    assert saved.lineage.get(clause__path="一（二）").relation == "adapted"
    assert found_in(draft) == []


@pytest.mark.parametrize(("do", "count"), [("all", 0), ("none", 5)])
def test_all_or_none_are_taken_at_once(send, draft, do, count):
    before = Edition.objects.get(pk=draft.pk)
    assert send(do).status_code == 302
    saved = Edition.objects.get(pk=draft.pk)
    assert (len(saved.declined), found_in(draft)) == (min(count, 4), [])  # two of one clause are one entry
    assert (saved.text_hash == before.text_hash) is (do == "none")
    assert ("全国" in "".join(state_of(draft))) is (do == "none")


def test_what_was_declined_can_be_proposed_again(send, client, draft):
    send("none")
    page = client.get(f"/desk/notices/{draft.pk}/replacements/")
    address = f"/desk/notices/{draft.pk}/replacements/reconsider/"
    assert client.post(address, fields(page, "/reconsider/")).status_code == 302
    assert said(found_in(draft)) == [("全国", "全省")]
    answer = client.post(address, {"uid": "x" * 99, "words": "\0"})
    assert answer.status_code == 400 and "页面已经过期" in answer.content.decode()
    assert len(Edition.objects.get(pk=draft.pk).declined) == 3


def test_a_text_that_was_changed_meanwhile_is_looked_at_again(send, client, draft):
    page = client.get(f"/desk/notices/{draft.pk}/replacements/")
    Clause.objects.filter(edition=draft, path="一（二）").update(text="在全国各地开展。")
    answer = send("all", page=page)
    assert answer.status_code == 409 and "正文刚刚有改动" in answer.content.decode()
    assert state_of(draft)[0] == "关于全国活动的通知"
    assert send("all", page=answer).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [{"do": "x"}, {"seen": ""}, {"seen": "x" * 99}, {"seen": "\0"}, {"do": "chosen", "take": ["\0", "x" * 999]}],
)
def test_what_no_page_sends_changes_nothing(send, draft, typed):
    before = state_of(draft)
    assert send(**{"do": "chosen", **typed}).status_code in (302, 400)
    assert state_of(draft) == before


def test_who_may_not_write_the_draft_decides_nothing_and_one_without_a_parent_has_no_page(client, draft):
    address = f"/desk/notices/{draft.pk}/replacements/"
    client.force_login(factories.person("读者", draft.notice.host, "reader"))
    assert (client.get(address).status_code, client.post(address, {"do": "all"}).status_code) == (403, 403)
    client.force_login(factories.person("外人", factories.department("杭州市市场监督管理局", "330100"), "reviewer"))
    assert client.get(address).status_code == 404
    alone = factories.draft()
    client.force_login(factories.person("起草", alone.notice.host, "drafter"))
    assert client.get(f"/desk/notices/{alone.pk}/replacements/").status_code == 404


def test_the_page_costs_the_same_for_few_and_for_many(client, draft):
    client.force_login(author(draft).user)
    address = f"/desk/notices/{draft.pk}/replacements/"
    client.get(address)

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    few = cost()
    draft.clauses.exclude(text="").update(text="全国各省、自治区、直辖市开展，我国全国。")
    assert len(found_in(draft)) > 20
    assert cost() == few


def test_a_notice_of_two_levels_down_and_a_draft_of_the_same_level_word(client):
    factories.region("330106")
    assert said(found_in(below("全国各省（区、市）。", "330106"))) == [
        ("全国", "全区"),
        ("各省（区、市）", "各乡镇（街道）"),
    ]
    assert upper().locks_theme is False


def test_what_nobody_has_answered_is_named_before_a_draft_goes_on():
    draft = below("全国各地集中宣传。")
    by, address = author(draft), f"/desk/notices/{draft.pk}/replacements/"
    found = found_in(draft)
    said = f"替换建议还有{len(found)}处没有处理，文中可能仍沿用上级的称谓或者已被替代的文号。"
    assert found and [each for each in advised(Edition.objects.get(pk=draft.pk)) if each[1] == address] == [
        (said, address)
    ]
    proposing.decide(draft.pk, proposing.stamp(found), set(), by=by)
    assert not any(each[1] == address for each in advised(Edition.objects.get(pk=draft.pk)))


def test_a_title_that_would_be_too_long_is_refused_in_a_sentence(client, monkeypatch):
    monkeypatch.setattr(proposing, "LONGEST_TITLE", 10)
    draft = below("各地集中宣传。")
    Edition.objects.filter(pk=draft.pk).update(title="全国质量月活动的通知")
    by, address = author(draft), f"/desk/notices/{draft.pk}/replacements/"
    client.force_login(by.user)

    def said():
        asked = {"do": "all", "seen": proposing.stamp(found_in(draft))}
        return client.post(address, asked, follow=True).content.decode()

    monkeypatch.setattr(proposing, "LONGEST_TITLE", 9)
    assert "替换后标题超过9个字，请先编辑标题" in said()
    assert Edition.objects.get(pk=draft.pk).title == "全国质量月活动的通知"
    monkeypatch.setattr(proposing, "LONGEST_TITLE", 10)
    said()
    assert Edition.objects.get(pk=draft.pk).title == "全省质量月活动的通知"

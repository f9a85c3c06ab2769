"""The pages of a draft and its editor: who sees and writes them in which state, what they refuse, what they cost."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices import moves
from campaigns.notices.countersigning import acts as countersigning
from campaigns.notices.drafting.arranging import arrange, tree_of
from campaigns.notices.drafting.editor import Editor
from campaigns.notices.drafting.editor_views import ACTS
from campaigns.notices.drafting.saving import writing
from campaigns.notices.models import Clause, Edition, EditionMove
from campaigns.notices.moves import State
from campaigns.notices.rounds.marks import marks_of
from organizations.models import Department
from tests import factories

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def clause(edition):
    return edition.clauses.filter(kind="clause").first()


@pytest.fixture
def union(edition):
    """The co-issuer, which the text names second."""
    department = factories.department("浙江省总工会")
    edition.issuers.filter(position=1).update(department=department)
    return department


def at(edition, state):
    Edition.objects.filter(pk=edition.pk).update(state=state)


# --- who ----------------------------------------------------------------------------------------------------------

SEE, WRITE, NONE = (200, 403), (200, 200), (404, 404)
OPEN = [State.DRAFT, State.REVIEW, State.COUNTERSIGNING, State.READY]
# department and role: what the page and the editor answer in draft, in review, with the co-issuers, and when ready.
WHO = {
    ("host", "drafter"): [WRITE, SEE, WRITE, WRITE],
    ("host", "reviewer"): [WRITE, WRITE, WRITE, WRITE],
    ("host", "reader"): [SEE] * 4,
    ("host", "signatory"): [SEE, WRITE, SEE, SEE],
    ("host", "manager"): [SEE] * 4,
    ("union", "drafter"): [NONE, NONE, SEE, SEE],
    ("union", "signatory"): [NONE, NONE, SEE, SEE],
    ("other", "reviewer"): [NONE] * 4,
}


@pytest.mark.parametrize(("whose", "role"), WHO)
def test_who_sees_a_draft_and_who_writes_it(client, edition, union, clause, whose, role):
    department = {
        "host": edition.notice.host,
        "union": union,
        "other": factories.department("杭州市市场监督管理局", "330100"),
    }
    client.force_login(factories.person("某人", department[whose], role))
    for state, (page, editor) in zip(OPEN, WHO[whose, role], strict=True):
        at(edition, state)
        assert client.get(f"/desk/notices/{edition.pk}/").status_code == page, state
        for address in ("edit/", f"edit/{clause.pk}/", "discard/"):
            assert client.get(f"/desk/notices/{edition.pk}/{address}").status_code == editor, (state, address)


def addresses(edition, clause):
    acts = [f"edit/{clause.pk}/{name}/" for name in ("save", *ACTS)]
    return [
        f"/desk/notices/{edition.pk}/{each}"
        for each in ("edit/title/", "edit/append/", "edit/removed/1/", "discard/", *acts)
    ]


def everything(edition):
    return [list(rows.values_list()) for rows in (edition.clauses.all(), Edition.objects.all(), edition.removed.all())]


@pytest.mark.parametrize(("state", "role", "status"), [
    (State.DRAFT, "reader", 403),
    (State.REVIEW, "drafter", 403),
    (State.SIGNED, "reviewer", 409),
    (State.ISSUED, "reviewer", 409),
    (State.DISCARDED, "reviewer", 409),
])  # fmt: skip
def test_a_hand_made_request_that_is_not_allowed_changes_no_row(client, edition, clause, sent, state, role, status):
    client.force_login(factories.person("某人", edition.notice.host, role))
    facts = sent(clause, text="我的文字。") | {
        "title": "标题",
        "kind": "section",
        "reason": "理由",
        "add-place": "after",
    }
    at(edition, state)
    before = everything(edition)
    for address in addresses(edition, clause):
        answer = client.post(address, facts | {"add-kind": "clause", "be-kind": "item"})
        assert answer.status_code == status, address
        assert status != 409 or "discard" in address or "我的文字。" in answer.content.decode(), address
    assert everything(edition) == before


def test_a_stranger_is_asked_to_sign_in_and_reading_alone_is_no_act(client, edition, clause, drafter):
    for address in addresses(edition, clause):
        assert client.post(address).status_code == 403
    assert "next=" in client.get(f"/desk/notices/{edition.pk}/edit/")["Location"]
    client.force_login(drafter.user)
    for address in addresses(edition, clause):
        assert client.get(address).status_code == (200 if "discard" in address else 405)


def test_a_clause_of_another_draft_is_none_of_this_one(post, edition, clause, drafter):
    other = factories.draft(year=2025).clauses.first()
    for act in ("save", *ACTS):
        facts = {"add-place": "after", "add-kind": "clause", "be-kind": "item"}
        answer = post(drafter.user, Clause(pk=other.pk, edition=other.edition), act, **facts)
        assert answer.status_code in (200, 302, 409), act  # of its own draft
        address = f"/desk/notices/{edition.pk}/edit/{other.pk}/{act}/"
        assert answer.client.post(address, {"version": 0, "text": "", **facts}).status_code == 404, act
    assert answer.client.get(f"/desk/notices/{edition.pk}/edit/{other.pk}/").status_code == 404


# --- what is typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "质" * 20_001}, "20,000字"),
        ({"text": "质" * 200_000}, "20,000字"),
        ({"text": "文字\0坏了"}, "NUL"),
        ({"heading": "题" * 501}, "500字"),
        ({"text": "机密★1年\n正文"}, "“机密”标志"),
        ({"version": "x"}, "页面已经过期"),
        ({"version": 2**63}, "页面已经过期"),
        ({"shape": "0" * 17}, "页面已经过期"),
        ({"use": "x"}, "页面已经过期"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_a_sentence(post, clause, drafter, typed, said):
    for accept in ("text/html", "application/json"):
        answer = post(drafter.user, clause, accept=accept, **{"text": "别的文字。", **typed})
        assert answer.status_code == 400
        assert said in (answer.json()["said"] if "json" in accept else answer.content.decode())
    answer = post(drafter.user, clause, "down", **{"text": "别的文字。", **typed})
    assert answer.status_code == 400
    assert {**typed, **({} if "text" in typed else {"text": "别的文字。"})}["text"].replace("\0", "")[
        :50
    ] in answer.content.decode()
    assert Clause.objects.get(pk=clause.pk).text == clause.text


@pytest.mark.parametrize("text", ["𠮷野家\U0001f600", "\ufffe\uffff", "a\r\nb\rc\u2028d"])
def test_unusual_characters_are_saved_and_shown(post, client, clause, drafter, text):
    assert post(drafter.user, clause, text=text).status_code == 302
    assert client.get(f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/").status_code == 200


def test_halves_of_characters_break_nothing(client, clause, drafter):
    client.force_login(drafter.user)
    body = b"version=0&heading=&text=%ed%a0%80"
    address = f"/desk/notices/{clause.edition_id}/edit/{clause.pk}/save/"
    assert client.post(address, body, content_type="application/x-www-form-urlencoded").status_code == 302


@pytest.mark.parametrize(
    "facts", [{}, {"add-place": "x", "add-kind": "clause"}, {"add-place": "after", "add-kind": "\0"}]
)
def test_an_act_without_what_it_needs_is_refused_and_the_words_are_shown_again(post, clause, drafter, facts):
    answer = post(drafter.user, clause, "add", text="刚写的。", **facts)
    assert answer.status_code == 400
    assert "刚写的。" in answer.content.decode()


# --- without script -----------------------------------------------------------------------------------------------


def fields_of(page):
    """Return what a browser would send of the form of the clause in hand."""
    form = page.split('id="clause"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    text = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', form, re.S)
    heading = re.search(r'<input type="text" name="heading" value="([^"]*)"', form)
    return hidden | ({"text": text[1]} if text else {}) | ({"heading": heading[1]} if heading else {})


def test_the_whole_way_by_plain_forms(client, edition, drafter, clause):
    client.force_login(drafter.user)
    here = f"/desk/notices/{edition.pk}/edit/{clause.pk}/"

    def send(address, act="save/", **typed):
        page = client.get(address).content.decode()
        return client.post(address.partition("?")[0] + act, fields_of(page) | typed)

    there = send(here, text="甲。\n\n乙。", go="next")["Location"]
    assert "第2项" in client.get(there).content.decode()
    assert "要分成2条" in client.get(here).content.decode()
    send(here, "split/")
    there = send(here, "add/", **{"add-place": "after", "add-kind": "clause"})["Location"]
    send(there, text="丙。")
    send(there, "up/")
    assert list(edition.clauses.filter(kind="clause").values_list("text", flat=True))[:3] == ["丙。", "甲。", "乙。"]
    gone = send(here, "remove/")["Location"]
    assert gone.endswith("#removed")
    page = client.get(gone).content.decode()
    back = re.search(r'id="removed" tabindex="-1" method="post" action="([^"]+)"', page)[1]
    client.post(back)
    assert Clause.objects.get(pk=clause.pk).text == "甲。"


def test_the_editor_says_once_who_saved_and_calls_its_two_lists_by_two_names(client, post, edition, clause, drafter):
    text = "逐项了解企业在标准、计量和检验检测认证方面的需求，当场解决。"
    post(drafter.user, clause, text=text)
    page = client.get(f"/desk/notices/{edition.pk}/edit/{clause.pk}/").content.decode()
    assert page.partition('class="edit"')[0].count("张三") == page.partition("<main")[0].count("张三") + 1
    assert "本条改为" in page and "所加的类别" in page
    entry = page.partition('id="index"')[2].partition('aria-current="page"')[2].partition("</a>")[0]
    assert "逐项了解企业在标准…" in entry


def test_the_page_says_who_saved_last_and_which_years_are_of_yesterday(client, post, edition, clause, colleague):
    post(colleague.user, clause, text="2025年开展活动,共5场。")
    page = client.get(f"/desk/notices/{edition.pk}/edit/{clause.pk}/").content.decode()
    assert re.search(r"李四 \d+月\d+日 \d\d:\d\d保存", page)
    assert "中有“2025年”，早于本次活动的2026年。" in page
    assert "半角" in page or "全角" in page


# --- the page of an edition, the list, the end --------------------------------------------------------------------


def test_the_page_of_a_draft_says_how_far_it_is_and_leads_to_no_public_page(client, edition, drafter, colleague):
    moves.move(edition, State.REVIEW, by=drafter, reason="请审。")
    client.force_login(colleague.user)
    page = client.get(f"/desk/notices/{edition.pk}/").content.decode()
    for said in (
        "下一步：由浙江省市场监督管理局的审核人、签发人审核",
        '<p class="row__title">送审</p>',
        "请审。",
        "草稿",
        "第1项活动",
        "继续起草",
    ):
        assert said in page
    assert f'"/notices/{edition.notice_id}/' not in page


def test_a_draft_is_discarded_with_a_reason_and_stays_to_be_read(client, edition, drafter):
    client.force_login(drafter.user)
    address = f"/desk/notices/{edition.pk}/discard/"
    assert "不能恢复" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "改由省政府发文。"})["Location"] == f"/desk/notices/{edition.pk}/"
    assert EditionMove.objects.get().reason == "改由省政府发文。"
    assert client.get(f"/desk/notices/{edition.pk}/").status_code == 200
    listed = [
        f'"/desk/notices/{edition.pk}/"' in client.get(f"/desk/notices/{show}").content.decode()
        for show in ("?show=discarded", "")
    ]
    assert listed == [True, False]


@pytest.mark.parametrize("query", ["?page=9", "?page=x", "?page=\0", "?show=x", "?page=" + "9" * 400])
def test_a_list_that_there_is_not_says_so(client, drafter, query):
    client.force_login(drafter.user)
    assert client.get("/desk/notices/" + query.replace("\0", "%00")).status_code == 404


def queries_of(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_cost_the_same_for_a_short_draft_and_a_long_one(client, drafter, edition):
    host = Department.objects.get(pk=edition.notice.host_id)
    client.force_login(drafter.user)
    costs = []
    for year, clauses in ((2024, 30), (2025, 300)):
        made = factories.draft(year=year, clauses=clauses)
        assert made.notice.host == host
        keys = [
            f"{made.pk}/edit/",
            f"{made.pk}/edit/{made.clauses.filter(kind='clause').first().pk}/",
            f"{made.pk}/",
            "",
        ]
        costs.append([queries_of(client, f"/desk/notices/{key}") for key in keys])
    assert costs[0] == costs[1]


def test_an_act_costs_the_same_in_a_short_draft_and_a_long_one(client, drafter, edition, sent):
    costs = []
    client.force_login(drafter.user)
    for year, clauses in ((2024, 30), (2025, 300)):
        made = factories.draft(year=year, clauses=clauses)
        clause = made.clauses.filter(kind="clause").last()
        address = f"/desk/notices/{made.pk}/edit/{clause.pk}/"
        client.post(f"{address}save/", sent(clause, text="先存一次，序号随之编好。"))
        facts = sent(clause, **{"add-place": "before", "add-kind": "clause", "text": "改。"})
        with CaptureQueriesContext(connection) as found:
            assert client.post(f"{address}add/", facts).status_code == 302
        costs.append(len(found))
    assert costs[0] == costs[1]


# --- while it is out ----------------------------------------------------------------------------------------------


@pytest.fixture
def out(edition, colleague, union):
    """With its co-issuer, which has agreed to the text as it is."""
    with writing(edition.pk, by=colleague):
        Edition.objects.filter(pk=edition.pk).update(addressees=factories.ADDRESSEES)
    countersigning.send_round(edition.pk, by=colleague)
    edition.refresh_from_db()
    factories.agree(edition, colleague.user)
    return edition


def valid(edition):
    return [mark.is_valid for mark in marks_of(Edition.objects.select_related("notice").get(pk=edition.pk))]


@pytest.mark.parametrize("state", [State.COUNTERSIGNING, State.READY])
def test_the_first_letter_typed_in_a_text_that_is_out_voids_no_mark_until_it_is_confirmed(post, out, clause, drafter, state):  # fmt: skip
    at(out, state)
    assert post(drafter.user, clause, accept="application/json", text="甲。").json()["overtaken"] is True
    answer = post(drafter.user, clause, text="甲“乙”。")
    page = answer.content.decode()
    assert (answer.status_code, valid(out)) == (409, [True])
    assert "浙江省总工会已会签现在的文本。改动一个字" in page and "不改了，返回" in page
    again = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
    assert again["text"] == "甲“乙”。"
    assert post(drafter.user, clause, **again, confirmed="on").status_code == 302
    assert (Clause.objects.get(pk=clause.pk).text, valid(out)) == ("甲“乙”。", [False])
    assert post(drafter.user, clause, text="丙。").status_code == 302  # asked once


def test_whoever_asked_the_co_issuers_again_is_asked_again_herself(post, out, clause, colleague):
    post(colleague.user, clause, text="甲。", confirmed="on")
    countersigning.ask_again(out.pk, by=colleague)
    assert post(colleague.user, clause, text="乙。").status_code == 409


PLACES = ("edit/", "facts/", "addressees/", "duties/", "attachments/")


def test_every_page_that_changes_it_says_what_a_change_does_and_then_where_to_ask_again(
    client, out, clause, drafter, post
):
    client.force_login(drafter.user)
    places = [*PLACES, f"edit/{clause.pk}/"]
    for place in places:
        page = client.get(f"/desk/notices/{out.pk}/{place}").content.decode()
        assert "改动一个字，这些会签随即失效" in page, place
        assert place == "attachments/" or 'name="confirmed"' in page, place
    post(drafter.user, clause, text="甲。", confirmed="on")
    for place in places:
        page = client.get(f"/desk/notices/{out.pk}/{place}").content.decode()
        assert "浙江省总工会须重新会签" in page and "请重新会签</a>" in page, place
        assert 'name="confirmed"' not in page, place


def test_no_act_beside_the_text_changes_it_unconfirmed(client, out, drafter):
    client.force_login(drafter.user)
    before = everything(out)
    posted = {
        "attachments/add/": {"title": "名单", "form": "text"},
        "edit/append/": {"kind": "section"},
        "edit/title/": {"title": "另一标题", "theme": ""},
    }
    for place, facts in posted.items():
        answer = client.post(f"/desk/notices/{out.pk}/{place}", facts)
        assert (answer.status_code, "改动须先确认" in answer.content.decode()) == (409, True), place
    assert everything(out) == before


# --- words --------------------------------------------------------------------------------------------------------


def test_advice_that_repeats_is_said_once_with_what_stands_around_each_place(client, edition, clause, drafter):
    clause.text = "请各单位认真学习,结合实际抓好落实!要按时报送总结,不得迟报,漏报,瞒报。"
    said = {
        sentence: (places, more) for sentence, places, more in Editor(edition, form=None, key=save(clause)).advice()
    }
    assert said["汉字之间用了半角标点，宜用全角。"] == (
        ["…位认真学习,结合实际抓…", "…际抓好落实!要按时报送…", "…时报送总结,不得迟报,…"],
        5,
    )


def save(clause):
    Clause.objects.filter(pk=clause.pk).update(text=clause.text)
    return clause.pk


def test_a_page_names_a_second_window_of_ones_own_as_that(post, edition, clause, drafter, colleague):
    for person, said in ((drafter, "您在另一窗口也改了本条"), (colleague, "张三也改了本条")):
        assert post(drafter.user, clause, text=f"先保存的，{said}。").status_code == 302
        answer = post(person.user, clause, text="后保存的。", version=Clause.objects.get(pk=clause.pk).version - 1)
        assert (answer.status_code, said in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("place", ["new/", "{}/facts/", "{}/addressees/"])
def test_no_field_that_some_answer_requires_says_that_it_may_be_left_empty(client, edition, drafter, place):
    factories.campaign(2026)
    client.force_login(drafter.user)
    page = client.get(f"/desk/notices/{place.format(edition.pk)}").content.decode()
    optional = re.findall(r"<label[^>]*>([^<]*)<span[^>]*>（选填）", page)
    assert not {"标题", "通知全文", "文件", "已有的通知", "不予公开的理由", "联署机关"} & set(optional)
    assert place != "new/" or page.count("（选这一方式时必填）") == 4


@pytest.mark.parametrize(("act", "said", "back"), [
    ("up", "已上移。现在是第一部分第（1）条。", "down"),
    ("down", "已下移。现在是第一部分第（3）条。", "up"),
    ("split", "这是第一部分。", "join"),
    ("join", "已把后一条并入本条。", ""),
])  # fmt: skip
def test_an_act_leads_back_to_the_piece_says_what_was_done_and_offers_to_take_it_back(
    post, edition, drafter, act, said, back
):
    with writing(edition.pk, by=drafter):
        arrange(edition, tree_of(edition))
    second = edition.clauses.filter(kind="clause")[1]
    answer = post(drafter.user, second, act, text="甲。\n乙。" if act == "split" else second.text)
    assert (
        answer["Location"]
        == f"/desk/notices/{edition.pk}/edit/{second.pk}/?done={act}{'&undo=0' if back in ('up', 'down') else ''}#clause"
    )
    page = answer.client.get(answer["Location"]).content.decode()
    assert said in page
    assert page.index('class="sr"') < page.index(f'{second.pk}/{back}/"') if back else "已上移" not in page
    if back in ("up", "down"):
        post(drafter.user, second, back)
        assert list(edition.clauses.filter(kind="clause"))[1] == second
    for odd in ("?done=x", "?done=%00", "?done=remove", "?done=up&undo=x", "?done=up&undo=-1"):
        assert 'role="status"><p>' not in answer.client.get(answer["Location"].partition("?")[0] + odd).content.decode()


def shape_of(edition):
    return list(edition.clauses.values_list("pk", "parent", "kind", "marker"))


@pytest.mark.parametrize(("at", "act", "back"), [(0, "promote", "demote"), (1, "promote", "demote"), (2, "promote", "demote"), (1, "demote", "promote")])  # fmt: skip
def test_what_takes_an_act_back_leaves_the_text_as_it_stood(post, edition, drafter, at, act, back):
    edition.clauses.update(marker="")
    with writing(edition.pk, by=drafter):
        arrange(edition, tree_of(edition))
    before, piece = shape_of(edition), edition.clauses.filter(kind="clause")[at]
    answer = post(drafter.user, piece, act)
    page = answer.client.get(answer["Location"])
    button = re.search(rf'formaction="[^"]*/{back}/"(?: name="(\w+)" value="(\d+)")?>撤销', page.content.decode())
    assert button and shape_of(edition) != before
    answer = post(drafter.user, Clause.objects.get(pk=piece.pk), back, **({button[1]: button[2]} if button[1] else {}))
    assert answer.status_code == 302 and shape_of(edition) == before


def test_what_nothing_takes_back_whole_is_not_offered_to_be_undone(post, edition, drafter):
    """An item that stood right below a section becomes a section, and its sister a clause: no act makes items of them again."""
    edition.clauses.filter(kind="clause").update(kind="item", marker="")
    with writing(edition.pk, by=drafter):
        arrange(edition, tree_of(edition))
    answer = post(drafter.user, edition.clauses.filter(kind="item")[1], "promote")
    page = answer.client.get(answer["Location"]).content.decode()
    assert "已升一级。" in page and "撤销升级" not in page


def test_more_clauses_than_stand_below_are_not_released(post, edition, drafter, clause):
    answer = post(drafter.user, edition.clauses.filter(kind="clause")[1], "demote", release=2)
    assert (answer.status_code, "不能照原样撤销" in answer.content.decode()) == (409, True)
    assert post(drafter.user, edition.clauses.filter(kind="clause")[1], "demote", release="x").status_code == 400

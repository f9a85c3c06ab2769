import re

import pytest

from campaigns.notices.models import Lineage, Notice
from campaigns.pages import words

pytestmark = pytest.mark.django_db

ASKED_FOR = """通知 主送 抄送 联署 主办（牵头）机关 会签 签发 印发 签收 督办 发文字号 成文日期 印发日期 版记 附件 版式
照录 调整 合并 移位 新增 不适用 现行有效 撤销 废止 公开属性 主动公开 依申请公开 不予公开 条线 沿革""".split()
PAGES = ("/help/", "/help/words/", "/about/")


def text_of(answer):
    return answer.content.decode()


def test_every_word_of_the_field_is_explained_once():
    terms = [word.term for group in words.GROUPS for word in group.words]
    assert set(ASKED_FOR) <= set(terms)
    assert len(terms) == len(set(terms)) == len(words.WORDS)


def test_a_word_refers_only_to_words_that_are_there():
    for word in words.WORDS.values():
        assert re.fullmatch(r"[a-z][a-z-]*", word.id)
        assert word.id not in word.see
        assert set(word.see) <= set(words.WORDS)
        assert word.meaning.endswith("。")


def test_the_words_are_those_that_the_pages_show():
    assert [(word.id, word.term) for word in words.RELATIONS] == Lineage.Relation.choices
    assert {words.WORDS[id].term for id in ("public", "on-request", "closed")} == set(Notice.Openness.labels)


def test_every_word_has_an_address(client):
    html = text_of(client.get("/help/words/"))
    for word in words.WORDS.values():
        assert html.count(f'<div id="{word.id}"><dt><a href="#{word.id}">{word.term}</a></dt>') == 1
        assert word.meaning in html


def test_the_help_shows_the_marks_as_the_notices_do(client):
    html = text_of(client.get("/help/"))
    for relation in Lineage.Relation:
        assert f'<span class="tag tag--{relation.value}">{relation.label}</span>' in html


@pytest.mark.parametrize("address", PAGES)
def test_every_link_within_a_page_leads_somewhere(client, address):
    html = text_of(client.get(address))
    assert set(re.findall(r'href="#([\w-]+)"', html)) <= {*re.findall(r' id="([\w-]+)"', html), "main"}


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_ask_the_database_nothing(client, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_who_is_to_be_told_is_left_out_where_nobody_is_named(client):
    assert "mailto:" not in text_of(client.get("/about/"))
    assert 'id="contact"' not in text_of(client.get("/help/"))


@pytest.mark.parametrize(
    ("email", "phone", "words_shown"),
    [
        ("a@quality.example", "", '<a href="mailto:a@quality.example">a@quality.example</a>'),
        ("", "010-12345678", "电话010-12345678"),
        ("a@quality.example", "010-12345678", "a@quality.example</a>，电话010-12345678"),
    ],
)
def test_who_is_to_be_told_is_named_as_far_as_it_is_set(client, settings, email, phone, words_shown):
    settings.CONTACT_EMAIL, settings.CONTACT_PHONE = email, phone
    for address in ("/help/", "/about/"):
        assert words_shown in text_of(client.get(address))


@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", "首页"),
        ("/notices/", "通知"),
        ("/slogans/", "口号"),
        ("/regions/", "地区"),
        ("/years/", "历年"),
        ("/help/", "帮助"),
        ("/help/words/", "帮助"),
    ],
)
def test_the_navigation_says_where_one_is(client, address, current):
    html = text_of(client.get(address))
    navigation = html[html.index('aria-label="主导航"') : html.index("</nav>")]
    links = re.findall(r'<a href="([^"]+)"( aria-current="\w+")?>(\w+)</a>', navigation)
    assert [name for *_, name in links] == ["首页", "通知", "口号", "地区", "历年", "帮助"]
    assert [name for _, is_current, name in links if is_current] == [current]


def test_the_foot_leads_to_help(client):
    html = text_of(client.get("/"))
    foot = html[html.index("<footer") :]
    for address in ("/help/", "/help/words/", "/about/#accessibility", "/about/"):
        assert f'href="{address}"' in foot

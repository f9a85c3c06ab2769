"""Finding notices by words: what counts of a text, which notices have it, and where it is marked."""

import pytest
import zeal
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.notices import search
from campaigns.notices.grams import grams, needed, normal, places
from campaigns.notices.marking import marked, snippet, spans
from campaigns.notices.models import Notice, NoticeText
from campaigns.notices.reading import read
from campaigns.notices.recording import Origin, record
from campaigns.templatetags.typography import phrases
from tests import factories

RARE = "\U00020089\U0002a6d6"  # two characters of four bytes in UTF-8


SCATTERED = "锅炉甲。炉焊乙。焊工丙。工赛丁。"  # all grams of 锅炉焊工赛


@pytest.fixture
def regions():
    """Regions with short names, as the real ones have."""
    for code, name in (("000000", "全国"), ("330000", "浙江"), ("330100", "杭州")):
        factories.region(code)
        factories.Region.objects.filter(code=code).update(short_name=name)


def text_of(answer):
    return answer.content.decode()


@zeal.zeal_ignore()
def notice(text="", title="关于质量月的通知", **facts):
    """Return a searchable notice with one clause."""
    made = factories.notice(title=title, **facts)
    factories.clause(made.current, "clause", text, marker="（一）", heading="")
    search.index(made)
    return made


@zeal.zeal_ignore()
def index(notice):
    search.index(notice)


def found(question, notices=None):
    notices = Notice.objects.public() if notices is None else notices
    return search.find(notices, search.words_of(question)).keys


def near(question):
    """Return what is found only by its grams; [] where the words stand there in one piece, or nothing is found."""
    hits = search.find(Notice.objects.public(), search.words_of(question))
    return hits.keys if hits.is_near else []


# What counts


@pytest.mark.parametrize(("text", "counts"), [
    ("“质量月”活动", "质量月活动"),
    ("质 量　月\n活动", "质量月活动"),
    ("浙质联〔２００８〕１号", "浙质联20081号"),
    ("ISO９００１ Ｑuality", "iso9001quality"),
    ("①㈠½℃", "1一12c"),
    (RARE, RARE),
    ("\x00\ufffd\ud800，。！……", ""),
])  # fmt: skip
def test_letters_characters_and_digits_count_in_one_width_and_case(text, counts):
    assert normal(text) == counts
    assert len(places(text)) == len(counts)


def test_grams_are_codes_of_one_width_each_once():
    assert grams(["质量质量", "a"]) == "000061 008d28 008d280091cf 0091cf 0091cf008d28"
    assert needed("质量月") == ["008d280091cf", "0091cf006708"]
    assert needed("质") == ["008d28"]


def test_no_gram_reaches_from_one_clause_into_the_next():
    assert needed("量安")[0] not in grams(["质量", "安全"]).split()


# Which notices

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("question", [
    "质", "质量", "质量月", "开展“质量月”活动", "质 量", "质量月，活动", "ＩＳＯ9001", "iso ９００１", "号", "〔2008〕", "联[2008]17",
    RARE, RARE[0], "（一）各地", "活动。ISO 质检联", "_质量_", "% 质量",
])  # fmt: skip
def test_words_are_found_in_title_text_and_number(question):
    made = notice(f"各地开展“质量 月”活动。ISO 9001：{RARE}。", doc_number="质检联〔2008〕17号", title="关于检查的通知")
    assert found(question) == [made.pk]


@pytest.mark.parametrize("question", [
    "安", "量质", "月质量", "质量月安全", "质量 安全", "9002", RARE[1] + RARE[0], "地开动",
])  # fmt: skip
def test_what_is_not_there_is_not_found(question):
    notice(f"各地开展“质量月”活动。ISO 9001：{RARE}。")
    assert found(question) == []


def test_a_phrase_stands_in_one_piece():
    """All its grams are there, and it is not."""
    scattered = notice(SCATTERED, title="甲")
    whole = notice("锅炉，焊工赛。", title="乙")
    codes = needed("锅炉焊工赛")
    assert set(NoticeText.objects.holding(codes).values_list("pk", flat=True)) == {scattered.pk, whole.pk}
    assert found("锅炉焊工赛") == [whole.pk]
    assert near("锅炉焊工赛") == []


def test_a_phrase_stands_in_one_clause():
    made = notice("提高质量", title="甲")
    factories.clause(made.current, "clause", "安全第一")
    index(made)
    assert found("质量") == found("安全") == [made.pk]
    assert found("质量安全") == found("量安") == []


def test_where_no_notice_has_a_phrase_those_that_have_all_its_grams_come_near_it():
    scattered = notice(SCATTERED, title="甲")
    notice("锅炉甲。焊工丙。工赛丁。", title="乙")
    assert near("锅炉焊工赛") == near("锅炉焊工赛 锅炉") == [scattered.pk]
    assert near("锅炉焊工赛 起重") == near("锅炉焊工赛事") == near("锅炉") == []


def test_what_comes_near_is_asked_of_the_index_alone(monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 9)
    for _ in range(5):
        notice(SCATTERED, title="甲")
    with CaptureQueriesContext(connection) as queries:
        assert len(near("锅炉焊工赛")) == 5
    assert len(queries) == 3


@pytest.mark.parametrize("question", [
    "浙江质量月", "浙江省质量月通知", "浙江省质量月活动通知", "2008年浙江", "２００８年浙江省通知", "浙江省", "浙江 2008", "浙江省总工会",
    "浙江省质量技术监督局",
])  # fmt: skip
def test_a_notice_is_found_by_what_it_is_called_by_who_issued_it_and_by_where_it_is(regions, question):
    notice(title="甲", code="000000")
    made = notice(title="关于开展“2008年全省质量月”活动的通知")
    factories.Issuer.objects.create(edition=made.current, printed_name="浙江省总工会", position=0)
    index(made)
    notice(title="甲", code="330100", year=2007)
    assert made.pk in found(question)
    assert near(question) == []
    assert found(question, Notice.objects.filter(host__region__level="nation")) == []


@pytest.mark.parametrize(
    "question", ["杭州质量月", "浙江省杭州市", "浙江杭州", "浙江省", "2008年杭州市通知", "浙江省杭州市质量月"]
)
def test_a_region_is_found_by_those_above_it_too(regions, question):
    made = notice(title="甲", code="330100")
    notice(title="甲", code="000000")
    assert found(question) == [made.pk]


def test_the_nation_is_above_every_region_and_named_by_none(regions):
    national = notice(title="甲", code="000000")
    notice(title="甲")
    assert found("全国质量月") == found("2008年全国通知") == [national.pk]


def test_a_host_is_found_by_the_name_of_that_day(regions):
    made = notice(title="甲")
    made.host.names.update(until="2018-11")
    made.host.names.create(name="浙江省市场监督管理局", since="2018-11")
    index(made)
    assert found("浙江省质量技术监督局") == [made.pk]
    assert found("浙江省市场监督管理局") == []


@pytest.mark.parametrize(
    "question", ["浙质联〔2008〕17号", "浙质联[2008]17号", "浙质联〔２００８〕 17号", "浙质联2008 17号"]
)
def test_the_notice_that_bears_a_number_comes_before_those_that_name_it(question):
    bears = notice(doc_number="浙质联〔2008〕17号", dated_on="2008-07-01")
    longer = notice(doc_number="省浙质联〔2008〕17号", dated_on="2008-08-01")
    names = notice("按照浙质联〔2008〕17号办理。", dated_on="2008-09-01")
    assert found(question) == [bears.pk, names.pk, longer.pk]
    assert found("浙质联〔2008〕17") == [names.pk, longer.pk, bears.pk]
    assert found("浙质联", Notice.objects.of_year(2007)) == []


def test_a_number_is_found_first_however_many_name_it(monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 2)
    bears = notice(doc_number="浙质联〔2008〕17号", dated_on="2008-07-01")
    others = [notice("按照浙质联〔2008〕17号办理。", dated_on="2008-09-01").pk for _ in range(4)]
    assert found("浙质联〔2008〕17号") == [bears.pk, others[3], others[2]]


@pytest.mark.parametrize("number", ["", "1", "17", "长" * 60, RARE * 30, "\ufdfa" * 60])
def test_a_number_of_any_length_can_be_stored(number):
    made = notice(doc_number=number)
    assert made.searched.pk == made.pk


def test_all_the_words_must_be_there_and_the_filters_hold():
    both, one = notice("质量和安全。"), notice("质量。")
    assert found("质量") == [one.pk, both.pk]
    assert found("安全 质量") == [both.pk]
    assert found("质量", Notice.objects.public().of_year(2007)) == []


def test_what_is_not_public_is_not_found():
    closed = notice("质量。", openness=Notice.Openness.CLOSED)
    assert found("质量") == []
    assert found("质量", Notice.objects.all()) == [closed.pk]


def test_newest_first_and_one_more_than_are_listed(monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 3)
    days = ["2008-08", "2008-09-01", "", "2008-07-15", "2008-08-02"]
    made = {day: notice("质量月活动。", dated_on=day).pk for day in days}
    newest = [made[day] for day in sorted(days, reverse=True)]
    assert found("质量") == found("质量月活动") == newest[:4]


@pytest.mark.parametrize("place", range(7))
def test_a_phrase_is_looked_for_in_ever_older_notices_until_there_are_enough(monkeypatch, place):
    """Slices of 2, 2, 4 …: the only notice that has the phrase is found in whichever it lies."""
    monkeypatch.setattr(search, "LIMIT", 1)
    made = [notice("锅炉，焊工赛。" if number == place else SCATTERED, title="甲") for number in range(7)]
    assert found("锅炉焊工赛") == [made[place].pk]


def test_a_common_phrase_is_read_in_no_more_texts_than_are_listed(monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 2)
    for _ in range(9):
        notice("质量月活动。")
    with CaptureQueriesContext(connection) as queries:
        assert len(found("质量月活动")) == 3
    assert len(queries) == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the plan is PostgreSQL's")
def test_the_index_is_asked_for_a_word_that_every_notice_has():
    for _ in range(5):
        notice("质量。")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = NoticeText.objects.holding(needed("质量")).explain()
    assert "notices_grams_index" in plan
    assert "Seq Scan" not in plan


def test_what_is_searched_follows_the_text():
    made = notice("锅炉。", title="关于锅炉的通知")
    made.current.clauses.update(text="安全。")
    index(made)
    assert (found("安全"), found("锅炉。")) == ([made.pk], [made.pk])  # the title still has 锅炉
    made.editions.update(title="关于检查的通知")
    index(made)
    assert found("锅炉") == []
    NoticeText.objects.all().delete()
    assert found("安全") == []


def test_what_is_taken_in_can_be_found_at_once():
    origin = Origin(factories.campaign(), factories.department(), digest="a" * 64)
    made, _ = record(read("关于开展质量月活动的通知\n各市局：\n一、活动\n（一）检查锅炉。\n2008年8月20日\n"), origin)
    assert found("检查锅炉") == found("一活动") == [made.pk]


# What the page says


def test_the_page_says_what_was_found_and_marks_it(client):
    notice("各地开展“质量月”活动。", title="关于开展“2008年质量月”活动的通知", doc_number="质联〔2008〕1号")
    html = text_of(client.get("/notices/?q=质量月活动"))
    assert "“质量月活动”找到1件" in html
    assert html.count("<mark>质量月</mark>”") == 0
    assert "（一）各地开展“<mark>质量月”活动</mark>。" in html
    assert 'value="质量月活动"' in html
    assert "<mark>2008〕1</mark>号" in text_of(client.get("/notices/?q=20081"))


def test_more_than_are_listed_says_so_and_gives_ten_pages(client, monkeypatch):
    for module in ("search", "listing"):
        monkeypatch.setattr(f"campaigns.notices.{module}.LIMIT", 40)
    for _ in range(41):
        notice("质量。")
    html = text_of(client.get("/notices/?q=质量"))
    assert "“质量”找到40件以上" in html
    assert "只列最近的40件，请再加词或用筛选条件缩小范围。" in html
    assert client.get("/notices/?q=质量&page=2").status_code == 200
    assert client.get("/notices/?q=质量&page=3").status_code == 400
    assert "以上" not in text_of(client.get("/notices/?q=质量&year=2007"))


def test_a_search_without_hits_says_what_to_do(client):
    notice()
    answer = client.get("/notices/?q=锅炉")
    assert answer.status_code == 200
    assert "没有找到符合条件的通知" in text_of(answer)
    assert "请换一个说法" in text_of(answer)


def test_the_page_says_plainly_that_it_shows_what_comes_near_and_marks_it(client):
    notice("锅炉“甲”。炉焊乙。焊工丙。工赛丁。")
    answer = client.get("/notices/?q=锅炉焊工赛")
    html = text_of(answer)
    assert "没有与“锅炉焊工赛”完全一致的，以下1件含有相近的文字" in html
    assert "<title>与“锅炉焊工赛”相近的1件 ·" in html
    assert "<mark>锅炉</mark>“甲”。<mark>炉焊</mark>乙" in html
    assert "完全一致" not in text_of(client.get("/notices/?q=锅炉"))
    assert "<entry>" in text_of(client.get("/notices/atom.xml?q=锅炉"))
    assert "<entry>" not in text_of(client.get("/notices/atom.xml?q=锅炉焊工赛"))


@pytest.mark.parametrize(("query", "title"), [
    ("q=12365", "“12365”找到1件"), ("q=起重", "没有找到“起重”"), ("q=12365&year=2008&layout=1999", "“12365”找到1件（2008年、1999年版式）"),
    ("", "通知"), ("year=2008", "通知（2008年）"), ("q=，", "查询条件有误"), ("page=2", "查询条件有误"), ("page=x&q=12365", "查询条件有误"),
    ("q=“12365”", "“‘12365’”找到1件"), ("q=‘12365", "““12365”找到1件"),
])  # fmt: skip
def test_a_title_says_what_was_asked_and_found(client, query, title):
    notice("请拨打12365。")
    assert f"<title>{title} · 全国质量月</title>" in text_of(client.get(f"/notices/?{query}"))


def test_every_page_of_a_list_has_its_own_title(client):
    for _ in range(21):
        notice()
    assert "<title>通知，第2页 ·" in text_of(client.get("/notices/?page=2"))


@pytest.mark.parametrize("query", ["q=，", "year=1066", "province=x", "page=9", "q=a+b+c+d+e+f+g+h+i&line=x"])
def test_what_is_wrong_is_said_once_and_the_field_leads_to_it(client, query):
    answer = client.get(f"/notices/?{query}")
    html = text_of(answer)
    form = answer.context["form"]
    for name, (error,) in form.errors.items():
        assert html.count(error) == 1
        assert html.count(f'id="id_{name}_error"') == 1
        assert name == "page" or html.count(f'aria-describedby="id_{name}_error"') == 1


@pytest.mark.parametrize(("question", "sentence"), [
    ("%EF%BC%8C%E2%80%A6", "请输入文字或数字"),
    ("%00", "不能识别的字符"),
    ("%E8%B4%A8%00", "不能识别的字符"),
    ("%ff%fe", "请输入文字或数字"),
    ("+".join("abcdefghi"), "一次最多搜索8个词"),
    ("%E8%B4%A8" * 101, "最多100字"),
    ("%E8%B4%A8" * 350_000, "最多100字"),
])  # fmt: skip
def test_a_question_that_cannot_be_searched_gets_a_sentence(client, question, sentence):
    notice()
    answer = client.get(f"/notices/?q={question}")
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert len(answer.content) < 50_000
    assert b"\0" not in answer.content


@pytest.mark.parametrize("question", [
    "%E8%B4%A8" * 100, "%F0%A0%82%89", "%F0%9F%98%80a", "+%E8%B4%A8%01%E9%87%8F+", "%25_", "a%22%27%3Cb", "+", "%01%02", "AND+OR+NOT", "a*", "a+a+a+a+a+a+a+a+a",
])  # fmt: skip
def test_any_other_question_is_answered(client, question):
    notice()
    status = 400 if question == "%25_" else 200
    assert client.get(f"/notices/?q={question}").status_code == status


def test_a_search_costs_the_same_for_one_hit_and_thirty(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/notices/?q=质量月活动&year=2008").status_code == 200
        return len(captured)

    notice("质量月活动。")
    one = queries()
    for _ in range(29):
        factories.fill(notice("质量月活动。").current)
    assert queries() == one


# Where it is marked


@pytest.mark.parametrize(("text", "words", "html"), [
    ("开展“质量月”活动", ["质量月活动"], "开展“<mark>质量月”活动</mark>"),
    ("ＩＳＯ ９００１", ["iso9001"], "<mark>ＩＳＯ ９００１</mark>"),
    ("质量质量", ["质量"], "<mark>质量质量</mark>"),
    ("质量与质量", ["质量", "量与"], "<mark>质量与质量</mark>"),
    ("<b>质量</b>&", ["质量"], "&lt;b&gt;<mark>质量</mark>&lt;/b&gt;&amp;"),
    ("a<b", ["ab"], "<mark>a&lt;b</mark>"),
    ("½升", ["2升"], "<mark>½升</mark>"),
    (f"甲{RARE}乙", [RARE[1]], f"甲{RARE[0]}<mark>{RARE[1]}</mark>乙"),
    ("质量", ["安全"], "质量"),
    ("", ["质量"], ""),
])  # fmt: skip
def test_hits_are_marked_and_text_stays_text(text, words, html):
    assert marked(text, words) == html


def test_a_title_keeps_its_breaks():
    title = "关于开展“2008年全省质量月”活动的通知"
    html = marked(title, ["全省质量月活动"], phrases(title))
    assert html.replace("<wbr>", "").replace("</mark><mark>", "") == "关于开展“2008年<mark>全省质量月”活动</mark>的通知"
    assert marked(title, [], phrases(title)) == "<wbr>".join(phrases(title))


def test_a_snippet_is_about_the_first_hit():
    text = "甲" * 50 + "质量" + "乙" * 100
    assert snippet(text, ["质量"]) == f"…{'甲' * 16}<mark>质量</mark>{'乙' * 42}…"
    assert snippet("质量第一", ["第一"]) == "质量<mark>第一</mark>"
    assert snippet("质量", ["安全"]) == ""
    assert snippet("丙" * 100, ["丙" * 100]) == f"<mark>{'丙' * 100}</mark>"


def test_spans_are_places_in_the_text_itself():
    assert spans("一、“质 量”", ["质量"]) == [(3, 6)]


def test_text_is_never_markup_in_a_list_of_hits(client):
    notice("<script>质量</script>", title="<i>质量</i>", doc_number="<u>质</u>")
    html = text_of(client.get("/notices/?q=质"))
    assert not any(tag in html for tag in ("<script>", "<i>", "<u>"))
    assert "&lt;script&gt;<mark>质</mark>量" in html

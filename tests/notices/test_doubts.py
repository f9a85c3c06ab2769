"""Doubtful pieces of a reading: each is asked for once, and an answer changes that piece and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.notices.doubts import doubts, settled
from campaigns.notices.reading import as_json, read
from tests.notices.reading.test_nothing_is_lost import NOTICES, lost

HEAD = "关于开展2012年“质量月”活动的通知\n各市质监局：\n现将有关事项通知如下。\n"
TAIL = "省质监局\n2012年8月20日\n"


def asked(text):
    return [(doubt.key.split("-")[0], doubt.sentence) for doubt in doubts(read(text))]


def answered(text, *kinds):
    """The reading of `text` after the other answer to every doubt of these kinds."""
    reading = read(text)
    return settled(reading, {each.key: not each.default for each in doubts(reading) if each.key.split("-")[0] in kinds})


def printed(pieces):
    return [(piece.kind, piece.printed()) for piece in pieces]


def test_a_plain_notice_leaves_nothing_open():
    assert (
        asked(HEAD + "一、甲项工作\n（一）组织检查。认真检查。\n（二）开展宣传。认真宣传。\n特此通知。\n" + TAIL) == []
    )


def test_a_line_that_was_left_out_is_put_back_where_it_stood():
    text = "本市概况\n" + HEAD + "一、甲项工作\n请认真做好。\n" + TAIL + "返回\n"
    assert asked(text) == [
        ("dropped", "第1行“本市概况”像是页首，没有收入正文，对吗？"),
        ("dropped", "第9行“返回”像是页面按钮，没有收入正文，对吗？"),
    ]
    reading = answered(text, "dropped")
    assert not reading.dropped
    assert [piece.text for piece in reading.preamble] == ["本市概况", "现将有关事项通知如下。"]
    assert printed(reading.sections[0].children) == [("paragraph", "请认真做好。"), ("paragraph", "返回")]


def test_a_line_behind_an_attachment_is_put_back_into_it():
    reading = answered(HEAD + "一、甲项工作\n" + TAIL + "附件\n报名表\n一、单位\n返回\n", "dropped")
    assert [piece.printed() for piece in reading.attachments[0].pieces[0].walk()] == ["一、单位", "返回"]


MIXED = HEAD + "一、工作安排\n（一）组织检查。各地要认真检查。\n（二）各地要广泛宣传，务求实效。\n" + TAIL


def test_a_heading_that_its_sisters_lack_may_be_text():
    assert asked(MIXED) == [("heading", "第5行“组织检查。”读作标题，对吗？")]
    first, _ = answered(MIXED, "heading").sections[0].children
    assert (first.heading, first.text) == ("", "组织检查。各地要认真检查。")


SLOGANS = HEAD + "一、宣传口号\n质量第一，用户至上\n9月30日前报送总结\n" + TAIL


def test_slogans_are_asked_for_together_and_those_that_may_be_sentences_one_by_one():
    assert asked(SLOGANS) == [
        ("slogans", "第5行“质量第一，用户至上”等2行读作口号，对吗？"),
        ("slogan", "第6行“9月30日前报送总结”也读作口号，对吗？"),
    ]
    assert [piece.kind for piece in answered(SLOGANS, "slogan").sections[0].children] == ["slogan", "paragraph"]
    assert [piece.kind for piece in answered(SLOGANS, "slogans").sections[0].children] == ["paragraph", "paragraph"]


def test_a_numbered_slogan_that_is_none_keeps_its_number():
    text = HEAD + "一、宣传口号\n1.质量第一，用户至上\n2.人人重视质量\n" + TAIL
    paragraphs = answered(text, "slogans").sections[0].children
    assert printed(paragraphs) == [("paragraph", "1.质量第一，用户至上"), ("paragraph", "2.人人重视质量")]
    assert [piece.marker for piece in paragraphs] == ["", ""]


@pytest.mark.parametrize("leave", ["特此通知。", "特此通知", "请各地认真贯彻执行。"])
def test_what_takes_leave_after_the_slogans_is_no_slogan(leave):
    reading = read(HEAD + "一、宣传口号\n质量第一，用户至上\n人人重视质量\n" + leave + "\n" + TAIL)
    assert reading.slogans() == ["质量第一，用户至上", "人人重视质量"]
    assert printed(reading.closing) == [("paragraph", leave)]


def test_a_closing_paragraph_may_belong_to_the_last_clause():
    text = HEAD + "一、工作安排\n（一）各地要认真检查。\n（二）各地要广泛宣传。\n请于10月底前报送总结。\n" + TAIL
    (question,) = asked(text)
    assert question == (
        "closing",
        "第7行“请于10月底前报送总结。”读作全文的结语，不属于“（二）各地要广泛宣传。”，对吗？",
    )
    reading = answered(text, "closing")
    assert not reading.closing
    assert printed(reading.sections[0].children[-1].children) == [("paragraph", "请于10月底前报送总结。")]


UNSIGNED = (
    "关于开展质量月活动的通知\n各市局：\n省质监局、省总工会和省经贸委决定开展质量月活动。\n一、甲项工作\n认真组织。\n"
)


def test_who_seems_to_issue_an_unsigned_notice_is_taken_only_by_a_yes():
    reading = read(UNSIGNED)
    assert [(doubt.sentence, doubt.default) for doubt in doubts(reading)][1] == (
        "文末没有署名，省总工会是发文机关，对吗？",
        False,
    )
    second = settled(reading, {doubts(reading)[1].key: True})
    assert (second.issuers, second.proposed_issuers) == (["省总工会"], ["省质监局", "省经贸委"])
    assert answered(UNSIGNED, "issuer").issuers == ["省质监局", "省总工会", "省经贸委"]
    assert not answered(UNSIGNED, "issuer").advice


def test_a_key_stays_while_the_text_does_and_changes_with_it():
    def key(text):
        (doubt,) = doubts(read(text))
        return doubt.key

    assert key(MIXED) == key(MIXED)
    assert key(MIXED) != key(MIXED.replace("认真检查", "仔细检查"))


# --- whatever the text --------------------------------------------------------------------------------------------


@given(NOTICES)
@settings(max_examples=200, deadline=None)
def test_no_answer_leaves_the_reading_as_it_was(text):
    reading = read(text)
    keys = [doubt.key for doubt in doubts(reading)]
    assert len(keys) == len(set(keys))
    assert settled(reading, {"another": False}) == reading == read(text)


@given(NOTICES, st.lists(st.booleans(), min_size=60, max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_answer_loses_a_character(text, said):
    reading = read(text)
    before = as_json(reading)
    after = settled(reading, dict(zip((doubt.key for doubt in doubts(reading)), said, strict=False)))
    assert not lost(text, as_json(after))
    assert as_json(reading) == before


def test_many_lines_are_put_back_in_their_order():
    text = HEAD + "一、甲项工作\n认真组织。\n" + TAIL + "".join(f"版权所有{n}\n" for n in range(3_000))
    reading = answered(text, "dropped")
    found = [piece.line for piece in reading.body()]
    assert len(found) > 3_000 and found == sorted(found)

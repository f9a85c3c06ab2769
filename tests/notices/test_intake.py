"""What is not taken in is refused with one sentence that says what to do."""

import pytest

from campaigns.notices.intake import Refused, admitted, text_of, unmarked
from campaigns.notices.uploads import MOST_BYTES_OF_TEXT as MOST_BYTES

NOTICE = "关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_in_the_usual_encodings(encoding):
    assert text_of(NOTICE.encode(encoding)) == NOTICE


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"a" * (MOST_BYTES + 1), "2 MB"),
        (b"PK\x03\x04rest", "Word"),
        (b"\xd0\xcf\x11\xe0rest", "Word"),
        (b"%PDF-1.7", "PDF"),
        (NOTICE.encode("utf-16"), "UTF-16"),
        (b"\x00\x01\x02 text", "文本文件"),
        (b"text\x7f", "文本文件"),
        (b"\xff\xff\xff\xff", "编码"),
    ],
)
def test_what_is_no_text_is_refused(data, word):
    with pytest.raises(Refused, match=word) as refusal:
        text_of(data)
    assert str(refusal.value).endswith("。") and "\n" not in str(refusal.value)


def test_exactly_two_megabytes_pass():
    assert len(text_of(b"a" * MOST_BYTES)) == MOST_BYTES


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_an_empty_file_is_refused(text):
    with pytest.raises(Refused, match="没有文字"):
        admitted(text)


def test_a_text_without_title_is_refused():
    with pytest.raises(Refused, match="标题"):
        admitted("各地要认真组织实施质量月活动，务求实效。")


def test_a_marked_document_is_refused_at_every_entrance():
    for entrance in (unmarked, admitted):
        with pytest.raises(Refused, match="机密"):
            entrance("机密★1年\n" + NOTICE)


def test_a_notice_is_admitted():
    assert admitted(NOTICE).title == "关于开展质量月活动的通知"

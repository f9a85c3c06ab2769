"""Files in parts: what a browser gets is always a slice of what was frozen."""

import datetime
import io

import pytest
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from campaigns.notices.serving import serve

CONTENT = b"0123456789"
ETAG = '"abc"'
MADE = datetime.datetime(2008, 8, 1, 12, 30, 15, 999, datetime.UTC)
DATE = http_date(MADE.timestamp())


class Stored:
    """What a FieldFile is to the one who serves it."""

    def __init__(self, content):
        self.size = len(content)
        self.file = io.BytesIO(content)

    def open(self):
        return self.file


def ask(method="GET", content=CONTENT, **headers):
    request = RequestFactory().generic(method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    facts = {"etag": ETAG, "modified": MADE, "content_type": "application/pdf", "filename": "通知.pdf"}
    return serve(request, Stored(content), **facts)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-0", slice(0, 1)),
        ("bytes=2-5", slice(2, 6)),
        ("bytes=7-", slice(7, 10)),
        ("bytes=7-99", slice(7, 10)),
        ("bytes=-3", slice(7, 10)),
        ("bytes=-99", slice(0, 10)),
        ("Bytes=0-9", slice(0, 10)),
        ("bytes=2-5,", slice(2, 6)),
        ("bytes= ,2-5\t", slice(2, 6)),
        ("bytes=0000000000000000000000002-5", slice(2, 6)),
        (f"bytes=2-{'9' * 5000}", slice(2, 10)),
        (f"bytes=-{'9' * 5000}", slice(0, 10)),
    ],
)
def test_one_range_is_answered_with_that_part(asked, part):
    answer = ask(Range=asked)
    first, last = part.start, part.stop - 1
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/10"
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == CONTENT[part]


@pytest.mark.parametrize("asked", [
    "", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=x-", "bytes=1-x", "bytes=+1-2", "bytes=1--2", "bytes=1 -2",
    "bytes=１-２", "bytes=0-1,4-5", "bytes=0-1,99-", "lines=0-1", "bytes 0-1", "bytes=0x1-2", "0-1", "bytes=,",
])  # fmt: skip
def test_several_ranges_and_what_is_none_get_the_whole_file(asked):
    answer = ask(Range=asked.encode().decode("latin-1"))
    assert answer.status_code == 200
    assert "Content-Range" not in answer
    assert answer["Content-Length"] == "10"
    assert body(answer) == CONTENT


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99-", f"bytes={'9' * 5000}-"])
def test_a_range_behind_the_end_is_refused_with_the_length(asked):
    answer = ask(Range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")
    assert "文件共10字节" in answer.content.decode()


@pytest.mark.parametrize(("asked", "status"), [("bytes=0-", 416), ("bytes=-5", 200), ("bytes=-0", 416)])
def test_of_an_empty_file_no_part_is_given(asked, status):
    assert ask(content=b"", Range=asked).status_code == status


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=2-5"}, {"Range": "bytes=2-5", "If_Range": '"old"'}])
def test_every_answer_says_what_it_is_and_that_parts_can_be_had(headers):
    answer = ask(**headers)
    said = [answer[name] for name in ("ETag", "Last-Modified", "Accept-Ranges", "Content-Type", "Cache-Control")]
    assert said == [ETAG, DATE, "bytes", "application/pdf", "public, no-cache"]
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%E9%80%9A%E7%9F%A5.pdf"


def test_a_head_has_the_headers_of_the_whole():
    answer = ask("HEAD", Range="bytes=2-5")
    assert (answer.status_code, answer["Content-Length"], answer["Accept-Ranges"]) == (200, "10", "bytes")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (ETAG, 206),
        (DATE, 206),
        ("Friday, 01-Aug-08 12:30:15 GMT", 206),
        ('"other"', 200),
        (f"W/{ETAG}", 200),
        (http_date(MADE.timestamp() + 1), 200),
        (http_date(MADE.timestamp() - 1), 200),
        ("nonsense", 200),
        ("", 200),
    ],
)
def test_a_part_is_given_only_of_the_very_file_that_the_reader_has(name, status):
    answer = ask(Range="bytes=2-5", If_Range=name)
    assert answer.status_code == status
    assert body(answer) == (CONTENT[2:6] if status == 206 else CONTENT)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If_None_Match": ETAG}, 304),
        ({"If_None_Match": f'"x", W/{ETAG}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_None_Match": '"other"', "If_Modified_Since": DATE}, 200),
        ({"If_Modified_Since": DATE}, 304),
        ({"If_Modified_Since": http_date(MADE.timestamp() - 1)}, 200),
        ({"If_Match": ETAG}, 200),
        ({"If_Match": '"other"'}, 412),
        ({"If_Unmodified_Since": http_date(MADE.timestamp() - 1)}, 412),
        ({"If_None_Match": ETAG, "Range": "bytes=2-5"}, 304),
        ({"If_Match": '"other"', "Range": "bytes=2-5"}, 412),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_conditions_come_before_ranges(method, headers, status):
    answer = ask(method, **headers)
    assert (answer.status_code, answer["ETag"]) == (status, ETAG)
    assert status == 200 or body(answer) == b""


def test_it_is_taken_away_where_the_page_says_so():
    facts = {"etag": ETAG, "modified": MADE, "content_type": "application/pdf", "filename": "a.docx"}
    answer = serve(RequestFactory().get("/"), Stored(CONTENT), as_attachment=True, **facts)
    assert answer["Content-Disposition"] == 'attachment; filename="a.docx"'


@pytest.mark.django_db  # the end of an answer is a signal that closes connections, too
@pytest.mark.parametrize("asked", ["", "bytes=2-5"])
def test_the_file_is_closed_with_the_answer(asked):
    stored = Stored(CONTENT)
    facts = {"etag": ETAG, "modified": MADE, "content_type": "application/pdf", "filename": "a.pdf"}
    answer = serve(RequestFactory().get("/", headers={"Range": asked}), stored, **facts)
    assert not stored.file.closed
    answer.close()
    assert stored.file.closed


numbers = st.integers(0, 30) | st.integers(0, 10**25)
specs = st.tuples(st.none() | numbers, st.none() | numbers)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(content=st.binary(max_size=25), spec=specs)
@example(content=b"", spec=(None, 1))
@example(content=b"ab", spec=(0, None))
def test_whatever_is_asked_the_answer_is_a_slice(content, spec):
    first, last = spec
    answer = ask(content=content, Range=f"bytes={'' if first is None else first}-{'' if last is None else last}")
    got = body(answer)
    if spec == (None, None) or (None not in spec and last < first):
        assert (answer.status_code, got) == (200, content)
    elif first is None:
        expected = content[-last:] if last else b""
        assert (got == expected) if content and last else answer.status_code in (200, 416)
        assert answer.status_code == (206 if expected else 416 if not last else 200)
    else:
        expected = content[first : None if last is None else last + 1]
        assert answer.status_code == (206 if expected else 416)
        assert not expected or got == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(asked=st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=40))
def test_no_header_whatever_breaks_it(asked):
    assert ask(Range=asked).status_code in (200, 206, 416)
    assert ask(Range=f"bytes={asked}", If_Range=asked).status_code in (200, 206, 416)

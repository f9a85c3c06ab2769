"""核验: whether a file is ours byte for byte, and whether it still holds. Nothing is kept of what is uploaded."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.notices.issuing import ending, verify_views, verifying
from campaigns.notices.models import Notice
from tests import factories, sparse

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def pdf(issued):
    return issued.files.get(format="pdf").content.read()


def upload(client, data, name="通知.pdf"):
    file = io.BytesIO(data)
    file.name = name
    return client.post("/verify/", {"file": file})


def by_hash(client, data):
    return client.get("/verify/", {"sha256": hashlib.sha256(data).hexdigest().upper()})


@pytest.mark.parametrize("ask", [upload, by_hash])
def test_a_file_of_ours_is_known_with_edition_number_and_date(client, issued, pdf, ask):
    html = ask(client, pdf).content.decode()
    for words in ("现行有效", issued.title, "第1版", issued.doc_number, issued.dated):
        assert words in html
    assert "不是本站生成的文件" in ask(client, pdf + b" ").content.decode()


def test_a_word_file_is_known_too(client, issued):
    assert "现行有效" in upload(client, issued.files.get(format="docx").content.read(), "a.docx").content.decode()


def test_whether_it_still_holds_is_told(client, issued, pdf, monkeypatch):
    by, tomorrow = factories.signatory(issued), timezone.localdate() + timedelta(days=1)
    ending.repeal(issued.notice_id, tomorrow, "另有规定", by=by)
    assert "目前仍然有效" in upload(client, pdf).content.decode()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: tomorrow)
    html = upload(client, pdf).content.decode()
    assert "起废止</h3>" in html and "另有规定" in html


def test_a_replaced_edition_is_told(client, issued, pdf):
    made = issued.notice.editions.create(number=2, title="更正后的通知", state="issued")
    Notice.objects.update(current=made)
    html = upload(client, pdf).content.decode()
    assert "已被替代" in html and "已被第2版替代" in html and "/editions/1/" in html


@pytest.mark.parametrize(("end", "headline"), [("repeal", "已被替代"), ("withdraw", "已撤销")])
def test_a_replaced_edition_held_no_longer_than_until_it_was_replaced(client, issued, pdf, end, headline):
    by, tomorrow = factories.signatory(issued), timezone.localdate() + timedelta(days=1)
    Notice.objects.update(current=issued.notice.editions.create(number=2, title="更正后的通知", state="issued"))
    if end == "repeal":
        ending.repeal(issued.notice_id, tomorrow, "另有规定", by=by)
    else:
        ending.withdraw(issued.notice_id, "误发", by=by)
    assert f"，{headline}</h3>" in upload(client, pdf).content.decode()


@pytest.mark.parametrize("openness", ["on-request", "closed"])
def test_a_notice_that_is_not_public_is_not_told_of(client, pdf, openness):
    Notice.objects.update(openness=openness, openness_reason="内部事项")
    assert "不是本站生成的文件" in upload(client, pdf).content.decode()


def test_files_of_a_signed_edition_are_not_told_of_before_it_is_issued(client):
    edition = factories.printed(
        factories.signed(factories.ready(year=2025), issue_at=timezone.now() + timedelta(days=1))
    )
    assert "不是本站生成的文件" in upload(client, edition.files.first().content.read()).content.decode()


def test_nothing_is_kept_and_no_cookie_is_set(client, pdf, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    answer = upload(client, b"x" * 3_000_000)
    assert answer.status_code == 200 and not answer.cookies
    assert list(settings.FILE_UPLOAD_TEMP_DIR.iterdir()) == []


def test_a_file_that_is_too_large_is_refused_while_it_comes(client, monkeypatch):
    monkeypatch.setattr(verifying, "MOST_BYTES", 1000)
    assert upload(client, b"x" * 1001).status_code == 400
    assert upload(client, b"x" * 1000).status_code == 200
    monkeypatch.setattr(verify_views, "MOST_BYTES", 10)
    monkeypatch.setattr(verify_views, "ROOM", 0)
    assert upload(client, b"x").status_code == 400  # by what it says of its length


BAD = {
    "no file": ({}, "multipart/form-data; boundary=x"),
    "an empty file": (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n--x--\r\n',) * 1
    + ("multipart/form-data; boundary=x",),
    "no boundary": (b"abc", "multipart/form-data"),
    "no form": (b"a=b", "application/x-www-form-urlencoded"),
    "cut off": (b'--x\r\nContent-Disposition: form-data; name="file"; fil', "multipart/form-data; boundary=x"),
    "something else": (b"\x00\xff", "application/octet-stream"),
}


@pytest.mark.parametrize(("body", "content_type"), BAD.values(), ids=BAD)
def test_what_is_no_file_is_a_bad_question(client, body, content_type):
    client.raise_request_exception = False
    answer = client.generic("POST", "/verify/", body or b"--x--\r\n", content_type=content_type)
    assert answer.status_code == 400


@pytest.mark.parametrize("asked", ["", "x", "0" * 63, "0" * 65, "\x00" * 64, "𠮷" * 64, "a" * 5000])
def test_what_is_no_hash_is_a_bad_question(client, asked):
    assert client.get("/verify/", {"sha256": asked}).status_code == 400


def test_of_many_at_once_some_are_asked_to_come_again(client, monkeypatch):
    class Full:
        def acquire(self, blocking):
            return False

    monkeypatch.setattr(verify_views, "AT_ONCE", Full())
    answer = upload(client, b"x")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "核对码" in answer.content.decode()


def test_a_broken_upload_gives_its_place_back(client):
    client.raise_request_exception = False
    for _ in range(3):
        client.generic("POST", "/verify/", b"abc", content_type="multipart/form-data")
    assert upload(client, b"x").status_code == 200


def test_it_is_found_from_every_page_and_from_the_files_of_a_notice(client, issued):
    assert client.get("/about/").content.decode().count('href="/verify/"') == 1
    assert client.get(issued.notice.get_absolute_url()).content.decode().count('href="/verify/"') == 2


PIECES = {
    "a text called a PDF": (lambda pdf: "质量月".encode(), "通知.pdf"),
    "cut off": (lambda pdf: pdf[: len(pdf) // 2], "通知.pdf"),
    "a name that no disk takes": (lambda pdf: b"x", "a\x00\x1b[31m\u202e<b>.pdf"),
}


@pytest.mark.parametrize(("made_of", "name"), PIECES.values(), ids=PIECES)
def test_what_is_not_ours_is_told_so_whatever_it_is_called(client, pdf, made_of, name):
    answer = upload(client, made_of(pdf), name)
    html = answer.content.decode()
    assert (answer.status_code, "不是本站生成的文件" in html, "<b>" in html.split("核验结果")[1][:300]) == (
        200,
        True,
        False,
    )
    assert "\x00" not in html


def test_an_empty_file_is_told_to_be_empty(client):
    answer = upload(client, b"")
    assert (answer.status_code, "空文件不能核验" in answer.content.decode()) == (400, True)


def test_a_file_of_a_withdrawn_notice_is_ours_and_void(client, issued, pdf):
    ending.withdraw(issued.notice_id, "依据有误", by=factories.signatory(issued))
    html = upload(client, pdf).content.decode()
    assert "是本站生成的文件，已撤销</h3>" in html and "自始无效。理由：依据有误" in html


def test_a_hundred_megabytes_are_refused_by_what_they_say_of_their_length(client):
    answer, most = sparse.post(client, "/verify/", 100 * sparse.MEGABYTE)
    assert (answer.status_code, "文件超过50 MB，没有核验。" in answer.content.decode()) == (400, True)
    assert most < 10 * sparse.MEGABYTE

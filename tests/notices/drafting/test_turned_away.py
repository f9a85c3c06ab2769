"""What no draft is begun from is turned away with a sentence; what was typed beside it is kept."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.notices.models import DraftSource
from campaigns.notices.uploads import MOST_BYTES
from tests.notices.drafting.beginning import NEW

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def word(*parts):
    """Return the bytes of a file that claims to be a Word file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return file.getvalue()


REFUSED = {
    "nothing": (b"", "没有读到文字"),
    "no Word file": (b"PK\x03\x04" + b"x" * 100, "Word"),
    "bomb": (word(("[Content_Types].xml", b"0" * 80_000_000)), "Word"),
    "NUL": ("关于开展活动的通知\0".encode(), "不是文本文件"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "too large": (b"x" * (MOST_BYTES + 1), "上限"),
    "too long": (("质" * 200_001).encode(), "20 万字"),
    "secret": ("机密★1年\n关于开展活动的通知".encode(), "“机密”标志"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence_and_all_else_is_kept(begin, content, said):
    file = SimpleUploadedFile("通知.docx", content)
    answer = begin("file", file=file, title="先写好的标题", text="先写好的正文")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "先写好的标题" in page
    assert "先写好的正文" in page
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("质" * 200_001, "20 万字"),
        ("通知\0正文", "NUL"),
        ("秘密\n关于开展活动的通知", "“秘密”标志"),
        ("关于开展活动的通知\n" + "一段。\n" * 2_001, "超过2,000条"),
        ("\u200b", "没有读到文字"),
        ("", "请粘贴"),
    ],
)
def test_a_pasted_text_that_cannot_be_taken_is_shown_again_with_a_sentence(begin, text, said):
    answer = begin("paste", text=text, title="先写好的标题")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert text.replace("\0", "")[:50] in page
    assert "先写好的标题" in page
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize("text", ["\ud800坏字".encode("utf-8", "surrogatepass"), "𠮷野家质量月\U0001f600".encode()])
def test_characters_that_few_expect_break_nothing(client, campaign, beginner, text):
    body = b"campaign=%d&way=paste&text=" % campaign.pk + b"".join(b"%%%02x" % byte for byte in text)
    answer = client.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200

"""check_gongwen as a person runs it: its table, its JSON, its exit, its one sentence."""

import json
import subprocess
import sys
import zlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaigns.documents.document import Document, Piece
from campaigns.documents.management.commands import check_gongwen
from campaigns.documents.pdf.typesetting import lay_out
from tests.documents.checking import bases, breaks
from tests.documents.checking.test_reading import assembled

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def conforming(tmp_path):
    path = tmp_path / "通知.pdf"
    path.write_bytes(lay_out(breaks.joint()))
    return str(path)


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(lay_out(bases.css(breaks.joint(), ".to{position:relative;left:3mm}")))
    return str(path)


def run(*args):
    out = StringIO()
    call_command("check_gongwen", *args, stdout=out)
    return out.getvalue()


def exit_of(*args):
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("check_gongwen", *args, stdout=out)
    return caught.value.code, out.getvalue()


def test_json_is_plain_and_says_what_was_measured(conforming):
    data = json.loads(run(conforming, "--json"))
    assert set(data) == {"layout", "pages", "checks", "advice"}
    assert data["layout"] == "2012"
    assert all(set(one) == {"rule", "section", "measured", "expected", "tolerance", "ok"} for one in data["checks"])
    [mark] = [one for one in data["checks"] if one["rule"] == "mark.top"]
    assert mark["ok"] is True
    assert mark["measured"].endswith(" mm")
    assert {(one["ok"], one["measured"]) for one in data["checks"] if one["rule"] == "order.mark_top"} == {(None, None)}


def test_one_failure_makes_the_exit_1(broken):
    code, out = exit_of(broken, "--json")
    assert code == 1
    assert [one["rule"] for one in json.loads(out)["checks"] if one["ok"] is False] == ["addressees.left"]


def test_the_table_begins_with_what_fails(broken):
    code, out = exit_of(broken)
    lines = out.splitlines()
    assert code == 1
    assert lines[0].split() == ["结果", "项目", "条款", "实测", "应为", "允许偏差"]
    assert lines[1].startswith("不合格  主送机关顶格")
    assert sum(line.startswith("不合格") for line in lines) == 1
    assert "1项不合格" in out


def test_the_table_ends_with_a_summary_and_advice(conforming):
    out = run(conforming)
    assert "未发现不合格项" in out
    assert "文字建议" in out.splitlines()[-1]


def test_the_layout_decides_what_is_expected(conforming):
    code, out = exit_of(conforming, "--layout", "1999", "--json")
    failed = {one["rule"] for one in json.loads(out)["checks"] if one["ok"] is False}
    assert code == 1
    assert {"mark.top", "date.form", "imprint.size"} <= failed


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "没有这个文件"), (b"", "文件是空的"), (b"hello", "不是 PDF"), (b"%PDF-1.4 \x00", "损坏")],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path, content, says):
    path = tmp_path / "file.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=says) as caught:
        run(str(path))
    assert caught.value.returncode == 1


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="文件夹"):
        run(str(tmp_path))


def test_an_unknown_layout_is_refused(conforming):
    with pytest.raises(CommandError):
        run(conforming, "--layout", "2013")


def bomb(size):
    """A PDF of a page whose content is so many bytes of nothing, a thousandth of that as a file."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    sums = (size % 65521) << 16 | 1
    stream = b"\x78\x9c" + block * (size // 10_000_000) + b"\x03\x00" + sums.to_bytes(4)
    assert len(stream) < size // 900
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream)
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content])


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux says how much memory is in use")
def test_what_swells_is_given_up(tmp_path, conforming):
    import resource

    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb(1_000_000_000))
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(CommandError, match="PDF 文件过于复杂，内存不够"):
        run(str(path))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert "未发现不合格项" in run(conforming)


def test_what_takes_for_ever_is_given_up(conforming, monkeypatch):
    def slow(*_):
        while True:
            pass

    monkeypatch.setattr(check_gongwen, "check", slow)
    monkeypatch.setattr(check_gongwen, "MOST_SECONDS", 0.2)
    with pytest.raises(CommandError, match="过于复杂"):
        run(conforming)


def test_what_need_not_be_there_is_listed_on_request(conforming):
    assert "无此项" not in run(conforming).split("未发现")[0]
    assert "无此项" in run(conforming, "--all").split("未发现")[0]


def test_quotation_marks_within_others_are_single(tmp_path):
    path = tmp_path / "quoted.pdf"
    path.write_bytes(
        lay_out(bases.html(Document(title="关于开展“质量月”活动的通知", pieces=(Piece("paragraph", "请执行。"),))))
    )
    assert "“关于开展‘质量月’活动的通知”" in run(str(path))


@pytest.mark.parametrize("redirection", [">/dev/full", ">&-", "<&-"])
def test_without_a_standard_stream_it_is_said_in_a_sentence(conforming, redirection):
    name = "-" if "<" in redirection else f"'{conforming}'"
    command = f"{sys.executable} manage.py check_gongwen {name} {redirection}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "标准输出" in done.stderr or "读不到文件" in done.stderr

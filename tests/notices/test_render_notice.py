"""The command that prints: a stored notice, or one straight from a text, to a file or to standard output."""

import io
import subprocess
import sys
from pathlib import Path

import docx
import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from campaigns.documents import fonts
from campaigns.notices.models import Notice
from campaigns.notices.sample import FOLDER
from campaigns.notices.tasks import print_edition
from tests import factories

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = "关于开展质量月活动的通知\n各省局：\n请认真组织实施{}。\n"
SIGNED = "关于开展质量月活动的通知\n浙质联〔2008〕1号\n各市局：\n请认真组织实施。\n\n浙江省总工会\n二OO八年八月\n"


@pytest.fixture
def output(tmp_path):
    return tmp_path / "notice.pdf"


@pytest.fixture
def text(tmp_path):
    """A text without a number, a date or a signature."""
    path = tmp_path / "notice.txt"
    path.write_text(TEXT.format(""))
    return path


@pytest.fixture
def seal(tmp_path):
    path = tmp_path / "seal.png"
    Image.new("RGBA", (40, 40), (200, 0, 0, 255)).save(path)
    return path


def render(*args, **options):
    call_command("render_notice", *map(str, args), **options)


def words(path):
    with pdfplumber.open(path) as pdf:
        return ["".join(sheet.extract_text().split()) for sheet in pdf.pages]


def seals_on(path):
    with pdfplumber.open(path) as pdf:
        return sum(len(sheet.images) for sheet in pdf.pages)


class TestStored:
    @pytest.fixture
    def notice(self, db, step_by_step):
        return factories.derived(dated_text="二OO八年八月", is_signed=True)

    def test_by_number_and_by_title_it_is_printed_as_it_was_frozen(self, notice, tmp_path):
        print_edition(notice.current_id)
        for (format, layout), file in notice.current.files_made.items():
            output = tmp_path / f"notice.{format}"
            for name in (notice.pk, notice):
                render(name, output=str(output), format=format, layout=layout)
                assert output.read_bytes() == file.content.read()
                file.content.seek(0)

    def test_the_layout_is_that_of_its_time_unless_another_is_named(self, notice, tmp_path):
        for name, options in {"own": {}, "1999": {"layout": "1999"}, "2012": {"layout": "2012"}}.items():
            render(notice.pk, output=str(tmp_path / f"{name}.pdf"), **options)
        own, old, new = ((tmp_path / f"{name}.pdf").read_bytes() for name in ("own", "1999", "2012"))
        assert own == old != new

    def test_a_draft_says_so_on_every_page(self, notice, output):
        render(notice.pk, "--draft", output=str(output))
        with pdfplumber.open(output) as pdf:
            across = ["".join(each["text"] for each in sheet.chars if each["size"] > 100) for sheet in pdf.pages]
        assert across and set(across) == {"草稿"}

    def test_the_seals_of_our_own_notice_are_put_on_when_asked_for(self, notice, seal, output):
        organ = self.own(notice)
        organ.seal.save("", seal.open("rb"))
        for options, count in (((), 0), (("--seals",), 1), (("--sample-seals",), 1)):
            render(notice.pk, *options, output=str(output))
            assert seals_on(output) == count

    def own(self, notice):
        """Make the notice one of our own, and return the organ that issues it."""
        organ = factories.department("浙江省总工会")
        notice.current.issuers.update(department=organ)
        Notice.objects.filter(pk=notice.pk).update(is_recorded=False)
        return organ

    def test_a_seal_that_was_never_uploaded_or_is_gone_is_named(self, notice, seal, output):
        organ = self.own(notice)
        assert_refused([str(notice.pk), "--seals"], output, "还没有上传印章")
        organ.seal.save("", seal.open("rb"))
        organ.seal.storage.delete(organ.seal.name)
        assert_refused([str(notice.pk), "--seals"], output, "印章图片已经不在")

    @pytest.mark.parametrize(
        ("options", "words"),
        [
            (["0"], "没有找到通知“0”"),
            (["没有的通知"], "没有找到通知“没有的通知”"),
            (["9" * 30], "没有找到通知“999"),
            (["{notice}", "--text", "{text}"], "二者取一"),
            (["{notice}", "--number", "1号"], "--number 只用于 --text"),
            (["{notice}", "--date", "2008"], "--date 只用于 --text"),
            (["{notice}", "--issuer", "省局"], "--issuer 只用于 --text"),
            (["{notice}", "--seal", "{text}"], "--seal 只用于 --text"),
            (["{notice}", "--seals"], "收录的通知不是由本系统制发的，不能加盖印章"),
            (["{notice}", "--seals", "--sample-seals"], "不能与真实的印章同时使用"),
        ],
    )
    def test_what_it_refuses_it_says(self, notice, text, output, options, words):
        assert_refused([option.format(notice=notice.pk, text=text) for option in options], output, words)

    def test_a_title_that_several_notices_bear_needs_a_number(self, notice, output):
        factories.notice(title=str(notice))
        assert_refused([str(notice)], output, "请改用通知编号")


def assert_refused(options, output, words):
    """One sentence says why, and nothing is written."""
    with pytest.raises(CommandError) as error:
        render(*options, output=str(output))
    said = str(error.value)
    assert words in said
    assert said.endswith("。") and said.count("。") == 1 and "\n" not in said
    assert error.value.returncode == 1
    assert not output.exists()


# Straight from a text: no database is asked


def test_the_options_stand_in_for_what_the_text_lacks(text, output):
    organs = ["--issuer", "浙江省总工会", "--issuer", "浙江省教育厅"]
    render("--text", text, *organs, "--number", "浙质〔2008〕1号", "--date", "2008-08-26", output=str(output))
    printed = "".join(words(output))
    for word in ("关于开展质量月活动的通知", "浙质〔2008〕1号", "浙江省总工会", "浙江省教育厅", "2008年8月26日"):
        assert word in printed


def test_nothing_is_made_up_for_what_nobody_says(text, output):
    render("--text", text, output=str(output))
    assert words(output) == ["关于开展质量月活动的通知各省局：请认真组织实施。—1—"]


def test_what_the_text_says_may_be_said_again(tmp_path, text, output):
    text.write_text(SIGNED)
    again = ["--issuer", "浙江省总工会", "--number", "浙质联〔2008〕1号", "--date", "2008-08"]
    for name, options in (("once.pdf", []), ("twice.pdf", again)):
        render("--text", text, *options, output=str(tmp_path / name))
    assert (tmp_path / "once.pdf").read_bytes() == (tmp_path / "twice.pdf").read_bytes()


def test_seals_stand_where_they_are_given_or_where_they_will_stand(text, seal, output):
    organs = ["--text", text, "--issuer", "浙江省总工会", "--issuer", "浙江省教育厅", "--date", "2008-08-26"]
    for options, count in (([], 0), (["--seal", seal, "--seal", seal], 2), (["--sample-seals"], 2)):
        render(*organs, *options, output=str(output))
        assert seals_on(output) == count


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "二者取一"),
        (["--text", "{text}", "--seals"], "--seals 只用于已存的通知"),
        (["--text", "{text}", "--seal", "{text}", "--sample-seals"], "不能与真实的印章同时使用"),
        (["--text", "{folder}/gone.txt"], "没有这个文件"),
        (["--text", "{folder}"], "这是一个文件夹"),
        (["--text", "{text}", "--issuer", " "], "--issuer 应为发文机关名称"),
        (["--text", "{text}", "--issuer", "局" * 101], "--issuer 应为发文机关名称"),
        (["--text", "{text}", "--number", "号" * 29], "发文字号超过 28 字"),
        (["--text", "{text}", "--date", "2008-13"], "日历上没有这一天"),
        (["--text", "{text}", "--date", "去年"], "日期请写成"),
        (["--text", "{text}", "--number", "😀1号"], "没有字体可以排印字符“😀”（U+1F600）"),
        (["--text", "{text}", "--issuer", "省局", "--seal", "{folder}/gone.png"], "没有这个文件"),
        (["--text", "{text}", "--issuer", "省局", "--seal", "{text}"], "这不是可用的印章图片"),
        (["--text", "{text}", "--issuer", "省局", "--seal", "/dev/null"], "这不是可用的印章图片"),
        (["--text", "{text}", "--issuer", "省局", "--seal", "/dev/zero"], "印章图片不能超过 5 MB"),
        (["--text", "{text}", "--issuer", "省局", "--seal", "{seal}", "--seal", "{seal}"], "给出了 2 枚印章"),
        (["--text", "{text}", "--issuer", "省局", "--issuer", "省厅", "--seal", "{seal}"], "只给出 1 枚印章"),
        (["--text", "{text}", "--sample-seals"], "印章示意无处可放"),
    ],
)
def test_what_does_not_fit_together_is_refused(text, seal, tmp_path, output, options, words):
    options = [option.format(text=text, seal=seal, folder=tmp_path) for option in options]
    assert_refused(options, output, words)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--issuer", "浙江省教育厅", "原文的署名是浙江省总工会，与 --issuer 不一致"),
        ("--date", "2008-09", "原文的成文日期是二OO八年八月，与 --date 不一致"),
        ("--number", "浙质联〔2008〕2号", "原文的发文字号是浙质联〔2008〕1号，与 --number 不一致"),
    ],
)
def test_what_the_text_says_is_not_overruled(text, output, option, value, words):
    text.write_text(SIGNED)
    assert_refused(["--text", text, option, value], output, words)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "文件里没有文字"),
        ("没有标题的一句话，就这样。", "没有找到标题"),
        (f"机密\n{TEXT}", "标志"),
        (TEXT.format("😀"), "没有字体可以排印字符“😀”（U+1F600）"),
    ],
    ids=["empty", "no title", "marked", "unprintable"],
)
def test_a_text_that_is_no_notice_is_refused(text, output, content, words):
    text.write_text(content)
    with pytest.raises(CommandError, match=words.replace("（", ".").replace("+", ".")):
        render("--text", text, output=str(output))
    assert not output.exists()


# Where it goes


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("notice.pdf", [], b"%PDF"),
        ("notice.docx", [], b"PK"),
        ("NOTICE.DOCX", [], b"PK"),
        ("notice", ["--format", "docx"], b"PK"),
        ("notice.pdf", ["--format", "pdf"], b"%PDF"),
    ],
)
def test_the_format_goes_by_the_name_of_the_output_unless_it_is_said(text, tmp_path, name, options, start):
    render("--text", text, *options, output=str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("notice", [], "看不出格式"),
        ("notice.doc", [], "看不出格式"),
        ("notice.docx", ["--format", "pdf"], "不一致"),
        ("notice.txt", ["--format", "pdf"], "同一个文件"),
    ],
)
def test_a_name_that_misleads_or_would_be_overwritten_is_refused(text, tmp_path, name, options, words):
    before = text.read_bytes()
    with pytest.raises(CommandError, match=words):
        render("--text", text, *options, output=str(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == [text.name]
    assert text.read_bytes() == before


def test_what_was_written_and_what_the_text_gives_to_say_is_said(tmp_path, output, capsys):
    path = tmp_path / "number.txt"
    path.write_text(SIGNED.replace("〔2008〕", "(2008)"))
    render("--text", path, output=str(output))
    said = capsys.readouterr()
    assert said.out == f"已写入 {output}。\n"
    assert "发文字号的年份应使用六角括号" in said.err


def test_from_standard_input_to_standard_output(tmp_path):
    command = [sys.executable, "manage.py", "render_notice", "--text", "-", "--output", "-", "--format", "docx"]
    data = (FOLDER / "2008-zhejiang.txt").read_bytes()
    done = subprocess.run(command, cwd=REPOSITORY, input=data, capture_output=True, timeout=60, check=True)
    printed = "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(done.stdout)).paragraphs)
    assert "关于开展“2008年全省质量月”活动的通知" in printed


def test_on_the_command_line_a_refusal_is_one_sentence_and_exit_1(text, output):
    command = [sys.executable, "manage.py", "render_notice", "--text", text, "--output", output, "--date", "2008-02-30"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CommandError: 日历上没有这一天：2008-02-30。\n"
    assert not output.exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [("folder.pdf", "这是一个文件夹"), ("gone/notice.pdf", "没有这个文件夹"), ("notice.txt/x.pdf", "请检查路径")],
)
def test_a_file_that_cannot_be_written_is_named(text, tmp_path, name, words):
    (tmp_path / "folder.pdf").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match=f"写不了文件 .*{words}"):
        render("--text", text, output=str(tmp_path / name))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_link_is_followed_and_a_long_name_is_no_hindrance(text, tmp_path):
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    render("--text", text, output=str(link))
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"%PDF")
    long = tmp_path / ("质" * 82 + ".pdf")
    render("--text", text, output=str(long))
    assert long.read_bytes() == real.read_bytes()


def test_what_stood_there_stays_when_writing_fails(text, output, monkeypatch):
    output.write_bytes(b"old")
    monkeypatch.setattr("campaigns.notices.management.commands._files.Path.replace", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render("--text", text, output=str(output))
    assert output.read_bytes() == b"old"
    assert sorted(path.name for path in output.parent.iterdir()) == sorted([output.name, text.name])


# The fonts


def test_a_stand_in_for_a_font_is_said_on_standard_error(text, output, capsys, monkeypatch):
    render("--text", text, output=str(output))
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(fonts, "warnings", lambda: ["没有小标宋字体，请运行 bin/fonts。"])
    render("--text", text, output=str(output))
    assert capsys.readouterr().err == "没有小标宋字体，请运行 bin/fonts。\n"
    assert output.exists()


def test_without_any_font_nothing_is_printed(text, output, monkeypatch):
    def none(role):
        raise fonts.NoFontError

    monkeypatch.setattr(fonts, "refuse_unprintable", none)
    assert_refused(["--text", text], output, "没有可用的中文字体")

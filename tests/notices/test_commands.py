"""The commands, as a person runs them: their answers, their sentences, what they store and what they leave alone."""

import json
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from campaigns.documents import fonts
from campaigns.models import Campaign
from campaigns.notices.models import Clause, Edition, Lineage, Notice
from campaigns.notices.sample import FOLDER, NATIONAL_ISSUERS
from organizations.models import Department
from tests.notices.word.files import docx, p

NATIONAL, ZHEJIANG = str(FOLDER / "2008-national.txt"), str(FOLDER / "2008-zhejiang.txt")


def run(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def import_national(**options):
    return run("import_notice", NATIONAL, campaign=2008, host="国家质检总局", issuer=list(NATIONAL_ISSUERS), **options)


class TestParse:
    def test_it_prints_json_and_asks_no_database(self):
        data = json.loads(run("parse_notice", NATIONAL))
        assert data["title"] == "关于开展“2008年全国质量月”活动的通知"
        assert {"recipients", "preamble", "theme", "sections", "slogans", "attachments", "issuers", "date", "keywords", "cc",
                "internal_distribution", "print_office", "print_date", "notes", "source", "dropped", "advice"} <= set(data)  # fmt: skip

    def test_an_empty_text_has_nothing(self, tmp_path):
        (tmp_path / "empty.txt").write_text("")
        data = json.loads(run("parse_notice", str(tmp_path / "empty.txt")))
        assert (data["title"], data["sections"], data["dropped"]) == (None, [], [])

    @pytest.mark.parametrize(
        ("name", "content", "word"), [("gone.txt", None, "没有这个文件"), ("marked.txt", "秘密★1年\n通知", "秘密")]
    )
    def test_what_it_refuses_it_says(self, tmp_path, name, content, word):
        if content:
            (tmp_path / name).write_text(content)
        with pytest.raises(CommandError, match=word):
            run("parse_notice", str(tmp_path / name))


def test_align_prints_the_proposal():
    data = json.loads(run("align_notice", ZHEJIANG, NATIONAL))
    assert {"child": "四（三）", "parents": ["四（三）", "四（四）"], "relation": "merged", "score": 0.96} in data[
        "clauses"
    ]
    assert data["omitted"] == [f"三（{n}）" for n in "二三四五六七"]


class TestImport:
    def test_a_word_file_is_taken_in_and_what_it_leaves_out_is_said(self, offices, tmp_path):
        lines = Path(NATIONAL).read_text().splitlines()
        (tmp_path / "notice.docx").write_bytes(docx("".join(map(p, lines)) + "<w:p><w:r><w:drawing/></w:r></w:p>"))
        said = run("import_notice", str(tmp_path / "notice.docx"), campaign=2008, host="国家质检总局")
        assert "有1处图片或图形没有读入。" in said
        assert Notice.objects.get().current.clauses.filter(kind=Clause.Kind.CLAUSE).count() == 14

    def test_the_national_notice_is_stored_whole(self, offices):
        assert "已收录" in import_national()
        notice = Notice.objects.get()
        edition = notice.current
        assert notice.is_recorded and edition.doc_number == ""
        assert edition.signatories == [] and edition.distributed.startswith("本局：局领导，")
        assert (edition.dated_on, edition.printed_on) == ("", "2008-06-26")
        assert [issuer.printed_name for issuer in edition.issuers.all()] == list(NATIONAL_ISSUERS)
        assert not edition.issuers.filter(department=None).exists()
        assert edition.clauses.filter(kind=Clause.Kind.CLAUSE).count() == 14
        assert edition.clauses.filter(kind=Clause.Kind.SLOGAN).count() == 15
        assert list(edition.clauses.filter(kind="section").values_list("anchor", flat=True)) == [
            "s1",
            "s2",
            "s3",
            "s4",
            "s5",
        ]
        assert edition.clauses.get(path="三（八）").anchor == "s3-8"

    @pytest.mark.usefixtures("step_by_step")
    def test_a_parent_brings_the_lineage(self, offices):
        import_national()
        run(
            "import_notice",
            ZHEJIANG,
            campaign=2008,
            host="浙江省质量技术监督局",
            parent="关于开展“2008年全国质量月”活动的通知",
        )
        edition = Edition.objects.get(title__contains="全省")
        tally = edition.lineage.values_list("relation").annotate(Count("clause", distinct=True)).order_by()
        assert dict(tally) == {"kept": 1, "adapted": 7, "merged": 1, "moved": 1, "new": 2, "omitted": 0}
        pairs = edition.lineage.filter(clause__path="四（三）").values_list("relation", "parent__path")
        assert list(pairs) == [("merged", "四（三）"), ("merged", "四（四）")]
        assert set(edition.lineage.filter(relation="omitted").values_list("reason", flat=True)) == {Lineage.UNSTATED}
        assert not edition.lineage.filter(confirmed=True).exists()
        attachment = edition.clauses.get(kind="attachment")
        assert (attachment.listed_marker, attachment.marker) == ("附件:", "附件:")
        assert attachment.listed == "2008年全省质量月活动宣传口号"
        assert (edition.dated_text, edition.dated_on) == ("二OO八年八月", "2008-08")
        assert edition.signatories[0] == "中共浙江省委宣传部"

    def test_the_same_file_twice_changes_nothing(self, offices):
        import_national()
        before = list(Clause.objects.values()), list(Notice.objects.values()), list(Edition.objects.values())
        assert "未作改动" in import_national()
        assert before == (list(Clause.objects.values()), list(Notice.objects.values()), list(Edition.objects.values()))

    def test_a_dry_run_stores_nothing(self, offices):
        assert "未保存" in import_national(dry_run=True)
        assert not Notice.objects.exists()

    def test_a_date_fills_what_the_text_lacks(self, offices):
        import_national(date="2008-06")
        assert Edition.objects.get().dated_on == "2008-06"
        assert Edition.objects.get().dated_text == ""

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"campaign": 1999}, "1999 年的质量月活动"),
            ({"host": "没有的局"}, "没有叫“没有的局”的部门"),
            ({"parent": "没有的通知"}, "没有找到通知"),
            ({"parent": "99999999999999999999"}, "没有找到通知"),
            ({"date": "2008-13"}, "日历上没有"),
            ({"date": "去年"}, "日期请写成"),
            ({"issuer": [""]}, "不能为空"),
            ({"issuer": ["浙江省总工会", "😀局"]}, "没有字体可以排印字符“😀”（U\\+1F600）"),
        ],
    )
    def test_what_it_refuses_it_says_and_stores_nothing(self, offices, change, word):
        with pytest.raises(CommandError, match=word):
            run("import_notice", NATIONAL, **({"campaign": 2008, "host": "国家质检总局"} | change))
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(
        ("change", "word"), [({"issuer": ["浙江省总工会"]}, "署名"), ({"date": "2008-09"}, "成文日期是二OO八年八月")]
    )
    def test_what_the_text_says_is_not_overruled(self, offices, change, word):
        with pytest.raises(CommandError, match=word):
            run("import_notice", ZHEJIANG, campaign=2008, host="浙江省质量技术监督局", **change)
        assert not Notice.objects.exists()

    def test_another_parent_for_a_recorded_notice_is_said_to_be_ignored(self, offices, step_by_step):
        import_national()
        run("import_notice", ZHEJIANG, campaign=2008, host="浙江省质量技术监督局")
        parent = str(Notice.objects.order_by("pk").first().pk)
        assert "--parent 没有采用" in run("import_notice", ZHEJIANG, campaign=2008, host="浙江省质监局", parent=parent)

    def test_the_same_document_number_twice_is_worth_a_word(self, offices, tmp_path, step_by_step):
        text = "关于开展质量月活动的通知\n国质检〔2008〕12号\n各省局：\n请认真组织实施{}。\n"
        for name, word in (("one.txt", ""), ("two.txt", "好")):
            (tmp_path / name).write_text(text.format(word))
            answer = run("import_notice", str(tmp_path / name), campaign=2008, host="国家质检总局")
        assert "也是国质检〔2008〕12号" in answer

    @pytest.mark.parametrize(
        "content", [b"", b"\x00\x01", "没有标题的一句话，就这样。".encode(), "机密\n关于质量月的通知".encode()]
    )
    def test_bad_files_store_nothing(self, offices, tmp_path, content):
        (tmp_path / "bad.txt").write_bytes(content)
        with pytest.raises(CommandError):
            run("import_notice", str(tmp_path / "bad.txt"), campaign=2008, host="国家质检总局")
        assert not Notice.objects.exists()

    def test_what_cannot_be_printed_is_refused_unless_it_is_left_out_anyway(self, offices, tmp_path, step_by_step):
        text = "关于质量月的通知\n各省局：\n请认真组织实施{}。\n"
        (tmp_path / "smile.txt").write_text(text.format("😀"))
        with pytest.raises(CommandError, match="没有字体可以排印字符“😀”"):
            run("import_notice", str(tmp_path / "smile.txt"), campaign=2008, host="国家质检总局")
        assert not Notice.objects.exists()
        (tmp_path / "source.txt").write_text("信息来源：😀网\n" + text.format(""))
        assert "已收录" in run("import_notice", str(tmp_path / "source.txt"), campaign=2008, host="国家质检总局")

    def test_without_any_font_nothing_is_taken_in(self, offices, monkeypatch):
        def none(text):
            raise fonts.NoFontError

        monkeypatch.setattr(fonts, "refuse_unprintable", none)
        with pytest.raises(CommandError, match="没有可用的中文字体"):
            import_national()
        assert not Notice.objects.exists()

    def test_a_name_that_several_departments_bear_needs_a_number(self, offices):
        twin = Department.objects.called("国家质检总局").get()
        other = Department.objects.create(region=twin.region, line=twin.line)
        other.names.create(name="国家质检总局")
        with pytest.raises(CommandError, match="请改用部门编号"):
            import_national()
        run("import_notice", NATIONAL, campaign=2008, host=str(twin.pk))
        assert Notice.objects.get().host == twin


@pytest.mark.skipif(connection.vendor == "sqlite", reason="there the browser's sample is loaded twice")
def test_the_sample_loads_twice_and_stays_the_same(db, step_by_step):
    first = run("load_sample")
    counts = [model.objects.count() for model in (Department, Campaign, Notice, Clause, Lineage)]
    assert run("load_sample") == first
    assert counts == [model.objects.count() for model in (Department, Campaign, Notice, Clause, Lineage)]
    assert "示例账号" in first and "zongju-qicao" in first


def test_the_sample_stays_on_this_machine(db, settings):
    settings.SITE = urlsplit("http://quality.example")
    with pytest.raises(CommandError, match="只能装在本机"):
        run("load_sample")

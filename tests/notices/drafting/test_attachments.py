"""附件: texts, tables and files, numbered by themselves; what is no such file is refused by its content."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from campaigns.notices.drafting import attached_files, attaching, room
from campaigns.notices.drafting.attached_files import brought, named
from campaigns.notices.drafting.tables import as_typed, table_from, table_of_csv
from campaigns.notices.models import AttachmentFile, Edition
from campaigns.notices.printing import document_of
from campaigns.notices.refusal import Refused
from tests import factories, sparse
from tests.notices.drafting.plain import fields
from tests.notices.pdf_files import pdf
from tests.notices.word.files import docx, p

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]
PDF = pdf()
CELLS = "序号\t单位\n1\t浙江省教育厅\n2\t=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def act(client, edition, drafter):
    client.force_login(drafter.user)
    return lambda address, **typed: client.post(f"/desk/notices/{edition.pk}/attachments/{address}", typed)


def package(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def picture(format, **facts):
    stream = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(stream, format, **facts)
    return stream.getvalue()


def heads(edition):
    rows = edition.clauses.filter(kind="attachment").order_by("position")
    return list(rows.values_list("marker", "listed_marker", "heading"))


# --- the list -----------------------------------------------------------------------------------------------------


def test_attachments_are_added_numbered_moved_renamed_removed_and_put_back(act, client, edition):
    assert act("add/", title="日程", form="text").status_code == 302
    added = edition.clauses.filter(kind="attachment").last()
    assert heads(edition) == [("附件1", "附件：1.", "名单"), ("附件2", "2.", "日程")]
    act(f"{added.pk}/up/")
    assert [name for *_, name in heads(edition)] == ["日程", "名单"]
    assert act(f"{added.pk}/rename/", title="日程安排", seen="日程").status_code == 302
    act(f"{added.pk}/remove/")
    assert heads(edition) == [("附件", "附件：", "名单")]
    page = client.get(f"/desk/notices/{edition.pk}/attachments/")
    assert "您" in page.content.decode() and "删去了" in page.content.decode()
    act(f"removed/{edition.removed.first().pk}/")
    assert [name for *_, name in heads(edition)] == ["日程安排", "名单"]


@pytest.mark.parametrize(
    ("limit", "said"), [((room, "MOST", 1), "附件最多1个。"), ((attached_files, "MOST_IN_ALL", 2 * len(PDF) - 1), "合计不能超过")]
)  # fmt: skip
@pytest.mark.parametrize("address", ["attachments/removed", "edit/removed"])
def test_what_a_draft_has_no_room_for_is_not_put_back_either(
    client, edition, drafter, monkeypatch, limit, said, address
):
    head = edition.clauses.get(kind="attachment")
    attaching.set_file(edition.pk, head.pk, brought(PDF, "名单.pdf"), by=drafter)
    attaching.remove(edition.pk, head.pk, by=drafter)
    again = attaching.add(edition.pk, "又一份名单", "file", by=drafter)
    attaching.set_file(edition.pk, again, brought(PDF, "又一份.pdf"), by=drafter)
    monkeypatch.setattr(*limit)
    client.force_login(drafter.user)
    row = edition.removed.get()
    answer = client.post(f"/desk/notices/{edition.pk}/{address}/{row.pk}/")
    assert (answer.status_code, said in answer.content.decode()) == (409, True)
    assert edition.removed.filter(restored_at=None).exists()
    assert [clause.pk for clause in edition.clauses.filter(kind="attachment")] == [again]


def test_a_table_says_who_saved_it_last_and_for_whom(edition, drafter, colleague):
    deputy = replace(drafter, on_behalf_of=colleague.user)
    key = attaching.add(edition.pk, "一览表", "table", by=drafter)
    for version, by in enumerate((drafter, deputy, drafter)):
        table = {"header": ["甲"], "rows": [[str(version)]], "is_landscape": False}
        assert attaching.set_table(edition.pk, key, table, version, by=by)
        assert edition.clauses.get(kind="table").saver_name == by.name


def test_who_renames_what_a_colleague_has_renamed_is_told_and_saves_again(act, edition):
    head = edition.clauses.get(kind="attachment")
    act(f"{head.pk}/rename/", title="单位名单", seen="名单")
    answer = act(f"{head.pk}/rename/", title="企业名单", seen="名单")
    assert answer.status_code == 409
    assert "单位名单" in answer.content.decode() and "企业名单" in answer.content.decode()
    typed = fields(answer, f"{head.pk}/rename/")
    assert act(f"{head.pk}/rename/", title=typed["title"], seen=typed["seen"]).status_code == 302
    assert heads(edition)[0][2] == "企业名单"


@pytest.mark.parametrize("typed", [{}, {"title": "甲"}, {"title": "甲", "form": "x"}, {"title": "\0", "form": "text"}])
def test_an_attachment_without_name_or_form_is_refused(act, edition, typed):
    assert act("add/", **typed).status_code == 400
    assert len(heads(edition)) == 1


def test_the_page_costs_the_same_for_one_attachment_and_for_many(client, edition, act, django_assert_num_queries):
    address = f"/desk/notices/{edition.pk}/attachments/"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    count = len(one)
    for number in range(5):
        act("add/", title=f"附件{number}", form="text")
    client.get(address)  # and what was said of them
    with django_assert_num_queries(count):
        client.get(address)


# --- tables -------------------------------------------------------------------------------------------------------


def test_a_table_is_pasted_shown_printed_and_stays_text(act, client, edition):
    act("add/", title="单位一览表", form="table")
    head = edition.clauses.filter(kind="attachment").last()
    assert act(f"{head.pk}/table/", cells=CELLS, version=0, is_landscape="on").status_code == 302
    table = edition.clauses.get(kind="table")
    assert table.table == {"header": ["序号", "单位"], "rows": [["1", "浙江省教育厅"], ["2", "=HYPERLINK(1)"]], "is_landscape": True}  # fmt: skip
    page = client.get(f"/desk/notices/{edition.pk}/").content.decode()
    assert '<th scope="col">单位</th>' in page and "<td>=HYPERLINK(1)</td>" in page
    [printed] = document_of(Edition.objects.get(pk=edition.pk)).attachments[1].pieces
    assert printed.header == ("序号", "单位") and printed.is_landscape
    assert act(f"{head.pk}/table/", cells="甲\t乙\n1\t2", version=0).status_code == 409  # it has been stored since
    assert act(f"{head.pk}/table/", cells="甲\t乙\n1\t2", version=1).status_code == 302
    csv = SimpleUploadedFile("表.csv", "名称,数量\n甲,1\n".encode("gb18030"))
    assert act(f"{head.pk}/table/", cells="", file=csv, version=2).status_code == 302
    assert edition.clauses.get(kind="table").table["rows"] == [["甲", "1"]]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ('名称\t说明\n"甲\t1\n乙\t2', [['"甲', "1"], ["乙", "2"]]),
        ('活动\t说明\r\n"质量月"活动\t开展"质量月"', [['"质量月"活动', '开展"质量月"']]),
        ('活动\t说明\n"质量月"\t""', [['"质量月"', ""]]),
        ('活动\t说明\n"质量\r\n月"\t"开展""质量月"""', [["质量 月", '开展"质量月"']]),
    ],
)
def test_quotes_of_a_pasted_cell_stay_and_no_cell_swallows_the_next(typed, rows):
    assert table_from(typed)["rows"] == rows
    assert table_from(as_typed(table_from(typed)))["rows"] == rows


@pytest.mark.parametrize("typed", ['名称,说明\n"甲,1\n乙,2', '名称,说明\n"质量月"活动,1'])
def test_a_csv_whose_quotes_are_no_pairs_is_refused(typed):
    with pytest.raises(Refused, match="引号是否成对"):
        table_of_csv(typed.encode())


def test_a_table_comes_back_as_it_was_typed():
    table = table_from('甲\t乙\n"一\n行"\t有"引号\n')
    assert table_from(as_typed(table)) == table
    assert table["rows"] == [["一 行", '有"引号']]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("", "至少要有表头"),
        ("只有表头", "至少要有表头"),
        ("甲\n" + "乙\n" * 3_001, "最多3,000行"),
        ("甲\n" + "\t".join("乙" * 31), "最多30列"),
        ("甲\n" + "乙" * 501, "超过500字"),
        ("甲\0\n乙", "NUL"),
        ("质" * 500_001, "500,000字"),
    ],
)
def test_a_table_that_cannot_be_printed_is_refused(act, edition, cells, said):
    head = edition.clauses.get(kind="attachment")
    answer = act(f"{head.pk}/table/", cells=cells, version=0)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not edition.clauses.filter(kind="table").exists()


@pytest.mark.parametrize("data", [package("xl/workbook.xml"), b"\xff\xfe\x00", b"\x00\x01\x02" * 9])
def test_what_is_no_csv_is_refused(data):
    with pytest.raises(Refused):
        table_of_csv(data)


# --- files --------------------------------------------------------------------------------------------------------


def test_a_hundred_megabytes_are_refused_in_a_sentence_and_never_stand_in_memory(
    client, edition, drafter, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    client.force_login(drafter.user)
    head = edition.clauses.get(kind="attachment")
    address = f"/desk/notices/{edition.pk}/attachments/{head.pk}/file/"
    answer, most = sparse.post(client, address, 100 * sparse.MEGABYTE)
    assert (answer.status_code, "文件超过 20 MB 的上限" in answer.content.decode()) == (400, True)
    assert most < 30 * sparse.MEGABYTE  # all that the page needs among them
    assert not AttachmentFile.objects.exists() and list(tmp_path.iterdir()) == []


def test_a_file_is_kept_under_its_hash_and_served_to_those_who_see_the_draft(act, client, edition):
    head = edition.clauses.get(kind="attachment")
    file = SimpleUploadedFile("../../名单\u202e.exe.PDF", PDF)
    assert act(f"{head.pk}/file/", file=file).status_code == 302
    kept = AttachmentFile.objects.get(clause=head)
    assert kept.name == "名单.exe.pdf" and kept.content.name == f"attachments/{kept.sha256}.pdf"
    answer = client.get(kept.desk_url)
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf" and "private" in answer["Cache-Control"]
    assert client.get(kept.get_absolute_url()).status_code == 404  # nobody else before it is issued
    stranger = factories.person("外人", factories.department("杭州市市场监督管理局", "330100"), "drafter")
    client.force_login(stranger)
    assert client.get(kept.desk_url).status_code == 404
    assert "随本文件一并印发" in document_of(Edition.objects.get(pk=edition.pk)).attachments[0].pieces[0].text


def test_a_removed_file_comes_back_with_its_attachment(act, edition):
    head = edition.clauses.get(kind="attachment")
    act(f"{head.pk}/file/", file=SimpleUploadedFile("a.pdf", PDF))
    act(f"{head.pk}/remove/")
    assert not AttachmentFile.objects.exists()
    act(f"removed/{edition.removed.first().pk}/")
    assert AttachmentFile.objects.get().content.read() == PDF


def test_once_issued_everybody_reads_it_at_an_address_of_its_own(client):
    edition = factories.draft()
    kept = AttachmentFile.objects.create(
        clause=edition.clauses.get(kind="attachment"),
        **brought(docx(p("名单")), "表.docx").facts,
    )
    kept.content.storage.save(kept.content.name, io.BytesIO(b"x" * kept.size))
    assert client.get(kept.get_absolute_url()).status_code == 404
    Edition.objects.filter(pk=edition.pk).update(state="issued")
    edition.notice.current = edition
    edition.notice.save()
    answer = client.get(kept.get_absolute_url())
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment") and "%E8%A1%A8.docx" in answer["Content-Disposition"]
    assert client.get(f"/notices/files/{kept.sha256}/别的.docx").status_code == 404
    assert client.get(f"/notices/files/{kept.sha256}/a%00.docx").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00", "只能上传"),
        (b"<svg onload=alert(1)>", "只能上传"),
        (b"%PDF-1.7 cut off", "已损坏"),
        (docx(members={"word/vbaProject.bin": "x"}), "宏"),
        (package("a.txt"), "只能上传"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "旧版"),
        (b"\xff\xd8\xff no picture", "已损坏"),
        (b"%PDF-" + b"0" * (20 * 1024 * 1024), "20 MB"),
    ],
)
def test_what_is_no_file_to_publish_is_refused_in_a_sentence(act, edition, data, said):
    head = edition.clauses.get(kind="attachment")
    answer = act(f"{head.pk}/file/", file=SimpleUploadedFile("名单.pdf", data))
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not AttachmentFile.objects.exists()


def test_a_picture_keeps_its_dots_alone():
    exif = Image.Exif()
    exif[0x010F] = "照相机"
    made = brought(picture("JPEG", exif=exif) + b"<script>", "照片.png")
    assert made.name == "照片.jpg"
    assert b"<script>" not in made.data and not Image.open(io.BytesIO(made.data)).getexif()


def test_a_draft_holds_a_hundred_megabytes_at_most(act, edition, monkeypatch):
    monkeypatch.setattr("campaigns.notices.drafting.attached_files.MOST_IN_ALL", len(PDF))
    first = edition.clauses.get(kind="attachment")
    act("add/", title="又一个", form="file")
    second = edition.clauses.filter(kind="attachment").last()
    assert act(f"{first.pk}/file/", file=SimpleUploadedFile("a.pdf", PDF)).status_code == 302
    assert act(f"{first.pk}/file/", file=SimpleUploadedFile("a.pdf", PDF)).status_code == 302  # instead of the first
    assert "合计" in act(f"{second.pk}/file/", file=SimpleUploadedFile("b.pdf", PDF)).content.decode()


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("table", {"cells": "单位\t说明\n甲厅\t机密★1年"}),
        ("table", {"file": SimpleUploadedFile("表.csv", "密级：绝密,说明\n甲厅,无\n".encode())}),
        ("file", {"file": SimpleUploadedFile("名单.docx", docx(p("机密★"), p("名单如下。")))}),
        (
            "file",
            {"file": SimpleUploadedFile("名单.docx", docx(p("名单"), members={"word/header1.xml": "<h>秘密</h>"}))},
        ),
        ("file", {"file": SimpleUploadedFile("机密.docx", docx(p("名单")))}),
    ],
)
def test_nothing_that_is_marked_as_secret_comes_in_beside_the_text(act, edition, address, typed):
    head = edition.clauses.get(kind="attachment")
    answer = act(f"{head.pk}/{address}/", version=0, **typed)
    assert answer.status_code == 400 and "本系统不处理涉密文件，没有保存" in answer.content.decode()
    assert not edition.clauses.filter(kind="table").exists() and not AttachmentFile.objects.exists()


def test_a_name_is_never_empty_nor_long():
    assert named("／../", "pdf").endswith(".pdf")
    assert named("\x00.pdf", "pdf") == "附件.pdf"
    assert len(named("质" * 300, "xlsx")) == 85

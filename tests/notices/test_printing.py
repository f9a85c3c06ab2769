import hashlib
import threading

import pdfplumber
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image

from campaigns.documents.document import Listed, Organ
from campaigns.notices import tasks
from campaigns.notices.models import Edition, EditionFile, PagePicture
from campaigns.notices.printing import document_of
from organizations import jobs
from organizations.models import Job
from tests import factories

THREE = {("pdf", "1999"), ("docx", "1999"), ("pdf", "2012")}

pytestmark = pytest.mark.usefixtures("step_by_step")


@pytest.fixture
def edition(db):
    return factories.derived(
        dated_text="二OO八年八月", is_signed=True, annotations="（此件公开发布）\n（共印一份）", cc="各市。"
    ).current


@pytest.fixture
def quick(monkeypatch):
    """Spare the typesetter where the bytes do not matter."""
    monkeypatch.setattr(tasks, "typeset", lambda edition, format, layout: f"{format} of {layout}".encode())


def made():
    return set(EditionFile.objects.values_list("format", "layout"))


def files():
    """The documents in the storage; pictures of their pages are another matter."""
    names = default_storage.listdir("editions")[1] if default_storage.exists("editions") else []
    return [name for name in names if not name.endswith(".png")]


def words(pieces):
    return [piece.marker + piece.heading + piece.text for piece in pieces]


def test_the_document_holds_all_of_the_edition_in_order(edition):
    document = document_of(edition)
    inside = [
        words(document.pieces),
        *([[part.label + part.title], words(part.pieces)] for part in document.attachments),
    ]
    printed = "".join(str(part) for part in inside)
    for clause in edition.clauses.all():
        assert clause.marker + clause.heading + clause.text in printed.replace("', '", "")
    assert document.listed == (Listed("附件：", "名单"),)
    assert document.notes == ("（此件公开发布）", "（共印一份）")
    assert (document.dated, document.cc, document.organs) == ("2008-08", "各市。", (Organ("浙江省总工会"),))
    assert document.is_signed and not document.is_draft


@pytest.mark.parametrize(
    ("is_recorded", "has_seals", "seal"),
    [(False, True, b"ring"), (False, False, None), (True, True, None), (True, False, None)],
)
def test_a_seal_stands_on_what_we_issue_where_it_is_asked_for(edition, is_recorded, has_seals, seal):
    organ = factories.department("浙江省总工会")
    organ.seal.save("ring.png", ContentFile(b"ring"))
    edition.issuers.update(department=organ)
    edition.notice.is_recorded = is_recorded
    document = document_of(edition, has_seals)
    assert [organ.seal for organ in document.organs] == [seal]
    assert document.is_draft is not is_recorded
    assert ("非原件" in document.remark) is is_recorded


@pytest.mark.parametrize("is_recorded", [True, False])
def test_a_file_of_a_sample_says_that_it_is_invented(edition, is_recorded):
    edition.notice.is_recorded = is_recorded
    edition.notice.campaign.is_sample = True
    assert document_of(edition).remark == "示例，内容虚构。"


def test_a_date_that_the_text_does_not_bear_is_not_printed(edition):
    edition.dated_text = ""
    assert document_of(edition).dated == ""


@pytest.mark.parametrize(
    ("label", "line"), [("本局", "本局：领导。"), ("本部", "本部：领导。"), ("", "本机关：领导。")]
)
def test_the_imprint_calls_the_organ_as_the_source_does(edition, label, line):
    edition.internal_label, edition.internal_distribution, edition.printed_text = label, "领导。", "2008年6月26日"
    assert document_of(edition).internal_distribution == line
    assert document_of(edition).printed == "2008年6月26日印发"


def test_the_theme_is_set_as_such(edition):
    edition.theme = "质量安全"
    factories.clause(edition, "paragraph", "质量安全")
    assert document_of(edition).attachments[0].pieces[-1].kind == "theme"


@pytest.mark.parametrize(
    ("dated", "printed", "files"),
    [
        ("2008-08", "", THREE),
        ("", "2008-06-26", THREE),
        ("2012-06-30", "", THREE),
        ("2012-07-01", "", {("pdf", "2012"), ("docx", "2012")}),
        ("2013-08", "2008", {("pdf", "2012"), ("docx", "2012")}),
        ("", "", {("pdf", "2012"), ("docx", "2012")}),
    ],
)
def test_an_edition_is_printed_as_in_its_time_and_as_today_and_then_owes_nothing(db, quick, dated, printed, files):
    edition = factories.notice(dated_on=dated, printed_on=printed).current
    assert list(Edition.objects.unprinted()) == [edition]
    tasks.print_edition(edition.pk)
    assert made() == set(Edition.objects.get().files_wanted) == files
    assert not Edition.objects.unprinted() and not Edition.objects.get().files_owed


def test_its_own_print_comes_first_and_says_no_layout(edition, quick):
    for wanted in reversed(edition.files_wanted):
        tasks.freeze(edition, *wanted, repr(wanted).encode())
    edition = Edition.objects.prefetch_related("files__edition__notice").get(pk=edition.pk)
    assert [file.label for file in edition.files_made.values()] == ["PDF", "Word", "2012年版式PDF"]


def test_an_edition_is_printed_once(edition):
    tasks.print_edition(edition.pk)
    first = list(EditionFile.objects.values())
    tasks.print_edition(edition.pk)
    assert list(EditionFile.objects.values()) == first
    assert made() == THREE
    assert len(files()) == 3
    for file in EditionFile.objects.all():
        content = file.content.read()
        assert content.startswith({"pdf": b"%PDF", "docx": b"PK"}[file.format])
        assert len(content) == file.size


def test_of_two_at_once_one_leaves_a_file(edition, monkeypatch, quick):
    typeset = tasks.typeset

    def overtaken(edition, format, layout):
        monkeypatch.setattr(tasks, "typeset", typeset)
        tasks.print_edition(edition.pk)  # another worker gets through while this one lays out
        return b"another rendering"

    monkeypatch.setattr(tasks, "typeset", overtaken)
    tasks.print_edition(edition.pk)
    assert edition.files.get(format="pdf", layout="1999").content.read() == b"pdf of 1999"
    assert len(files()) == EditionFile.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_threads_at_once_leave_one_file_of_each_kind(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("needs a server: SQLite's test database is one connection")
    edition = factories.derived().current
    gate = threading.Barrier(4)

    def together(edition, format, layout):
        gate.wait()
        return f"{format} of {layout}".encode()

    monkeypatch.setattr(tasks, "typeset", together)

    def work():
        tasks.print_edition(edition.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made() == THREE
    assert EditionFile.objects.count() == len(files()) == 3


def test_what_a_broken_run_left_is_replaced(edition, quick):
    name = f"editions/{edition.pk}-{hashlib.sha256(b'docx of 1999').hexdigest()[:16]}.docx"
    default_storage.save(name, ContentFile(b"do"))
    tasks.print_edition(edition.pk)
    assert edition.files.get(format="docx").content.read() == b"docx of 1999"
    assert len(files()) == 3


def test_a_failed_write_leaves_no_row(edition, monkeypatch, quick):
    monkeypatch.setattr(tasks, "store", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.print_edition(edition.pk)
    assert not EditionFile.objects.exists()


def test_what_failed_is_due_again_and_what_was_made_stays(edition, monkeypatch, quick):
    typeset = tasks.typeset
    monkeypatch.setattr(
        tasks, "typeset", lambda edition, *kind: 1 / 0 if kind[0] == "docx" else typeset(edition, *kind)
    )
    with pytest.raises(ZeroDivisionError):
        tasks.print_edition(edition.pk)
    monkeypatch.setattr(tasks, "typeset", typeset)
    assert ("pdf", "1999") in made()
    assert edition in Edition.objects.unprinted()
    tasks.print_edition(edition.pk)
    assert made() == THREE


def test_what_cannot_be_made_keeps_nothing_else_from_being_made(edition, monkeypatch, quick):
    typeset = tasks.typeset
    monkeypatch.setattr(tasks, "typeset", lambda edition, *kind: 1 / 0 if kind[0] == "pdf" else typeset(edition, *kind))
    with pytest.raises(ZeroDivisionError):
        tasks.print_edition(edition.pk)
    assert made() == {("docx", "1999")}


def test_a_file_that_cannot_be_made_keeps_no_other_from_being_drawn(edition, monkeypatch):
    typeset = tasks.typeset
    monkeypatch.setattr(
        tasks, "typeset", lambda edition, *kind: 1 / 0 if kind[0] == "docx" else typeset(edition, *kind)
    )
    with pytest.raises(ZeroDivisionError):
        tasks.print_edition(edition.pk)
    assert PagePicture.objects.filter(file__layout="1999").exists()


def test_an_edition_that_is_gone_is_nothing_to_do(db):
    tasks.print_edition(0)


# Asked for, and looked for by the sweep


def asked(kind="print-edition"):
    """The editions whose work of this kind is owed, in order."""
    return sorted(int(key) for key in Job.objects.unfinished().filter(kind=kind).values_list("key", flat=True))


def work():
    """Do what is owed, as a worker does."""
    for job in Job.objects.due():
        jobs.run(job.pk)


def test_the_sweep_asks_for_the_files_of_recorded_editions_that_lack_one(edition, quick):
    draft = factories.notice(is_recorded=False).current
    tasks.print_waiting()
    assert asked() == sorted(Edition.objects.exclude(pk=draft.pk).values_list("pk", flat=True))
    work()
    tasks.print_waiting()
    assert asked() == []
    other = factories.notice(title="另一件通知").current
    tasks.print_edition(other.pk)
    late = factories.notice(title="后来的通知").current
    tasks.print_waiting()
    assert asked() == [late.pk]


def test_the_sweep_finds_prints_without_pictures(edition, quick):
    tasks.print_edition(edition.pk)
    edition.files.filter(layout="1999", format="pdf").update(pages=None)
    tasks.print_waiting()
    assert edition.pk in asked()


def test_the_sweep_finds_what_descends_and_is_not_compared(db):
    child = factories.derived()
    tasks.print_waiting()
    assert asked("print-comparison") == [child.current_id]
    tasks.print_comparisons(child.current_id)
    Job.objects.all().delete()
    tasks.print_waiting()
    assert asked("print-comparison") == []


def test_the_sweep_costs_the_same_for_one_edition_and_thirty_whose_work_is_under_way(db, django_assert_num_queries):
    for _ in range(30):
        factories.notice()
    tasks.print_waiting()
    assert len(asked()) == 30
    with django_assert_num_queries(4):
        tasks.print_waiting()


def test_a_job_prints_says_how_far_it_is_and_leads_to_the_notice(edition, quick, monkeypatch):
    told = []
    monkeypatch.setattr(jobs, "progress", lambda job, *far: told.append(far))
    tasks.owe_files(edition)
    job = Job.objects.get(kind="print-edition")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert told == [
        (0, 3, "正在排版"),
        (1, 3, "正在排版"),
        (2, 3, "正在排版"),
        (0, 2, "正在绘制页面图片"),
        (1, 2, "正在绘制页面图片"),
    ]
    assert (job.state, job.label, job.about) == ("done", "生成通知文件", edition.title)
    assert job.result == {"path": edition.notice.get_absolute_url(), "label": "查看通知"}
    assert made() == THREE


def test_what_cannot_be_printed_is_given_up_and_not_asked_for_by_the_sweep_but_by_a_person(edition, quick, monkeypatch):
    typeset = tasks.typeset
    monkeypatch.setattr(tasks, "typeset", lambda *kind: 1 / 0)
    monkeypatch.setattr(jobs, "MOST_ATTEMPTS", 1)
    tasks.owe_files(edition)
    work()
    job = Job.objects.get(kind="print-edition")
    assert (job.state, job.error) == ("failed", jobs.UNTOLD)
    tasks.print_waiting()
    assert edition.pk not in asked()
    monkeypatch.setattr(tasks, "typeset", typeset)
    assert jobs.retry(job, by=None)
    work()
    assert made() == THREE


def test_a_worker_whose_work_was_taken_over_stops_printing(edition, monkeypatch):
    def slow(edition, format, layout):
        Job.objects.update(holder="another")
        return b"bytes"

    monkeypatch.setattr(tasks, "typeset", slow)
    tasks.owe_files(edition)
    jobs.run(Job.objects.get(kind="print-edition").pk)
    assert EditionFile.objects.count() == 1
    assert Job.objects.get(kind="print-edition").state == "running"


def test_every_page_of_a_print_has_its_picture_once(edition):
    tasks.print_edition(edition.pk)
    for file in edition.files.filter(format="pdf"):
        with pdfplumber.open(file.content) as pdf:
            assert [picture.number for picture in file.pictures.all()] == list(range(1, len(pdf.pages) + 1))
        assert file.pages == file.pictures.count()
    before = list(PagePicture.objects.values())
    tasks.print_edition(edition.pk)
    assert list(PagePicture.objects.values()) == before


def test_a_picture_is_as_wide_as_it_says_and_shows_ink(edition):
    tasks.print_edition(edition.pk)
    picture = PagePicture.objects.first()
    with Image.open(picture.content) as image:
        assert image.size == (picture.width, picture.height) == (1080, 1528)
        assert len(image.convert("RGB").getcolors()) > 2
    assert picture.content.size == picture.size


def test_a_print_that_cannot_be_drawn_is_told_and_not_tried_again(edition, quick, caplog):
    tasks.print_edition(edition.pk)
    assert set(edition.files.filter(format="pdf").values_list("pages", flat=True)) == {0}
    assert "cannot be drawn" in caplog.text
    assert not EditionFile.objects.unpictured()


def test_a_file_that_is_gone_from_the_disk_is_no_server_error(edition, client, caplog):
    tasks.freeze(edition, "pdf", "1999", b"%PDF")
    default_storage.delete(edition.files.get().content.name)
    answer = client.get(f"{edition.notice.get_absolute_url()}1999.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "暂时取不到" in answer.content.decode()
    assert "gone from the disk" in caplog.text

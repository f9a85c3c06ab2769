import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from campaigns.notices import tasks
from campaigns.notices.models import Edition, EditionFile
from campaigns.notices.printing import document_of
from tests import factories

pytestmark = pytest.mark.usefixtures("step_by_step")


@pytest.fixture
def edition(db):
    return factories.derived(
        dated_text="二OO八年八月", is_signed=True, annotations="（此件公开发布）\n（共印一份）", cc="各市。"
    ).current


def files():
    return default_storage.listdir("editions")[1] if default_storage.exists("editions") else []


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
    assert document.listed == ("附件：名单",)
    assert document.notes == ("（此件公开发布）", "（共印一份）")
    assert (document.dated, document.cc, document.issuers) == ("二OO八年八月", "各市。", ("浙江省总工会",))


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


def test_an_edition_is_printed_once(edition):
    tasks.print_edition(edition.pk)
    first = EditionFile.objects.values().get()
    tasks.print_edition(edition.pk)
    assert EditionFile.objects.values().get() == first
    assert len(files()) == 1
    assert default_storage.size(first["content"]) == first["size"]


def test_of_two_at_once_one_leaves_a_file(edition, monkeypatch):
    typeset = tasks.typeset

    def overtaken(edition):
        monkeypatch.setattr(tasks, "typeset", typeset)
        tasks.print_edition(edition.pk)  # another worker gets through while this one lays out
        return b"another rendering"

    monkeypatch.setattr(tasks, "typeset", overtaken)
    tasks.print_edition(edition.pk)
    assert EditionFile.objects.get().content.read().startswith(b"%PDF")
    assert len(files()) == 1


@pytest.mark.django_db(transaction=True)
def test_threads_at_once_leave_one_file(monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("needs a server: SQLite's test database is one connection")
    edition = factories.derived().current
    gate = threading.Barrier(4)
    monkeypatch.setattr(tasks, "typeset", lambda edition: (gate.wait() and None) or b"%PDF")

    def work():
        tasks.print_edition(edition.pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert EditionFile.objects.count() == len(files()) == 1


def test_what_a_broken_run_left_is_replaced(edition, monkeypatch):
    monkeypatch.setattr(tasks, "typeset", lambda edition: b"whole")
    tasks.print_edition(edition.pk)
    file = EditionFile.objects.get()
    EditionFile.objects.all().delete()
    default_storage.delete(file.content.name)
    with default_storage.open(file.content.name, "wb") as broken:
        broken.write(b"wh")
    tasks.print_edition(edition.pk)
    assert EditionFile.objects.get().content.read() == b"whole"
    assert len(files()) == 1


def test_a_failed_write_leaves_no_row(edition, monkeypatch):
    monkeypatch.setattr(tasks, "typeset", lambda edition: b"whole")
    monkeypatch.setattr(tasks.default_storage, "save", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.print_edition(edition.pk)
    assert not EditionFile.objects.exists()


def test_an_edition_that_is_gone_is_nothing_to_do(db):
    tasks.print_edition(0)


def test_the_sweep_finds_recorded_editions_without_a_file(edition, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.print_edition, "apply_async", lambda args, expires: asked.append(args[0]))
    draft = factories.notice(is_recorded=False).current
    tasks.print_waiting()
    assert sorted(asked) == sorted(Edition.objects.exclude(pk=draft.pk).values_list("pk", flat=True))
    tasks.freeze(edition, tasks.PDF, b"%PDF")
    asked.clear()
    tasks.print_waiting()
    assert edition.pk not in asked


def test_a_file_that_is_gone_from_the_disk_is_no_server_error(edition, client, caplog):
    tasks.freeze(edition, tasks.PDF, b"%PDF")
    default_storage.delete(edition.files.get().content.name)
    answer = client.get(f"{edition.notice.get_absolute_url()}pdf/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "暂时取不到" in answer.content.decode()
    assert "gone from the disk" in caplog.text

"""What migrations do to the rows and files of a site that has been running."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from campaigns.notices import search
from campaigns.notices.digest import digest_of
from campaigns.notices.models import NoticeText
from tests import factories

LATEST = ("notices", "0002_files_by_layout")
TODAY = ("notices", "0011_numbers_files_and_signing_are_final")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("step_by_step")]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


@pytest.fixture
def editions():
    """An edition of a recorded notice and one of our own, from before the tables are taken back."""
    return [factories.notice(is_recorded=is_recorded).current for is_recorded in (True, False)]


@pytest.fixture
def before(editions):
    """The models as they were when an edition had one file; afterwards all is as it is today."""
    yield migrate(("notices", "0001_initial"))
    migrate(TODAY)


@pytest.fixture
def old_files(before, editions):
    """Write the plain file of a recorded notice and of one that is our own; return their names."""
    names = []
    for edition in editions:
        facts = {"edition_id": edition.pk, "format": "pdf", "sha256": "0" * 64, "size": 5}
        file = before.get_model("notices", "EditionFile")(**facts)
        file.content.save(f"{edition.pk}-old.pdf", ContentFile(b"plain"))
        names.append(file.content.name)
    return names


def kept(models):
    return [file.content.name for file in models.get_model("notices", "EditionFile").objects.all()]


def test_the_plain_prints_of_recorded_notices_go_with_their_files_and_are_made_anew(old_files):
    _, own = old_files
    models = migrate(LATEST)
    assert kept(models) == [own]
    assert [file.layout for file in models.get_model("notices", "EditionFile").objects.all()] == ["2012"]
    assert [default_storage.exists(name) for name in old_files] == [False, True]
    migrate(TODAY)
    edition = factories.Notice.objects.get(is_recorded=True).current
    assert edition in type(edition).objects.unprinted()


def test_a_migration_that_fails_leaves_every_file(before, old_files, monkeypatch):
    editor = type(connection.schema_editor())
    monkeypatch.setattr(editor, "add_constraint", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate(LATEST)
    monkeypatch.undo()
    assert kept(before) == old_files
    assert all(map(default_storage.exists, old_files))


def test_the_way_back_leaves_one_file_an_edition_at_most(before, editions):
    files = migrate(LATEST).get_model("notices", "EditionFile")
    for layout in ("1999", "2012"):
        facts = {"edition_id": editions[0].pk, "format": "pdf", "layout": layout}
        file = files(**facts, sha256="0" * 64, size=5)
        file.content.save(f"{layout}.pdf", ContentFile(b"plain"))
    assert kept(migrate(("notices", "0001_initial"))) == []


def test_notices_that_are_there_get_what_lists_ask_for_and_their_hash(editions):
    notice = factories.notice(code="330100", dated_on="", printed_on="2008-06-26")
    factories.fill(notice.current)
    digest = digest_of(notice.current)
    migrate(("notices", "0002_files_by_layout"))
    migrate(TODAY)
    notice.refresh_from_db()
    found = (notice.day, notice.province, notice.city, notice.county, notice.current.digest)
    assert found == ("2008-06-26", "330000", "330100", "", digest)


def test_notices_that_are_there_can_be_found(editions):
    notice = factories.notice(title="关于检查锅炉的通知")
    migrate(("notices", "0004_fill_lists"))
    migrate(TODAY)
    assert search.find(factories.Notice.objects.public(), ["检查锅炉"]).keys == [notice.pk]
    notice.searched.delete()
    assert search.find(factories.Notice.objects.public(), ["检查锅炉"]).keys == []


def test_notices_that_are_there_are_searched_like_new_ones(editions):
    """The migration keeps a copy of what the site did when it was written; while both say the same, it is a true one."""
    notice = factories.notice(code="330100", doc_number="杭质〔2008〕1号", dated_on="2008-08-26")
    factories.fill(notice.current)
    notice.host.names.update(until="2018")
    notice.host.names.create(name="杭州市市场监督管理局", since="2018")
    kept = NoticeText.objects.order_by("pk").values_list("pk", "words", "grams")
    fresh = list(kept)
    NoticeText.objects.filter(pk=notice.pk).update(words="质量", grams="008d28")
    NoticeText.objects.exclude(pk=notice.pk).delete()
    migrate(("notices", "0006_comparison_files"))
    migrate(TODAY)
    assert list(kept) == fresh
    assert search.find(factories.Notice.objects.public(), ["浙江省杭州市"]).keys == [notice.pk]


@pytest.mark.parametrize("name", ["0004_fill_lists", "0005_search", "0007_search_names"])
def test_a_migration_that_fills_rows_asks_nothing_of_the_site_of_today(name):
    source = Path(import_module(f"campaigns.notices.migrations.{name}").__file__).read_text(encoding="utf-8")
    assert not re.findall(r"^(?:from|import) (?:campaigns|organizations).*", source, re.M)

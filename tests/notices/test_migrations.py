"""What migrations do to the rows and files of a site that has been running."""

import re
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from campaigns.notices import search
from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.digest import digest_of
from campaigns.notices.models import Addressee, Edition, Notice, NoticeEnding, NoticeText
from organizations import audit
from tests import factories
from tests.notices.countersigning.conftest import ORGANS, Round

FIRST = ("notices", "0001_initial")
BY_LAYOUT = ("notices", "0002_files_by_layout")
BEFORE_LISTS = ("notices", "0003_lists_pictures_citations")
BEFORE_NAMES = ("notices", "0006_comparison_files")
ASKED = "0018_what_co_issuers_are_asked_and_until_when"
JOINT = "0027_departments_in_a_row_are_joint"
ENDED = "0020_who_ended_what_ended_before"
MIGRATIONS = Path(search.__file__).parent / "migrations"
FILLING = [
    path for path in sorted(MIGRATIONS.glob("0*.py")) if "migrations.RunPython(" in path.read_text(encoding="utf-8")
]
TODAY = MigrationLoader(None).graph.leaf_nodes("notices")[0]


def migrate(target):
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps


def files(models):
    return models.get_model("notices", "EditionFile").objects.order_by("pk")


def kept(models):
    return [file.content.name for file in files(models)]


def keep_file(models, edition, **facts):
    """Write a plain PDF of the edition as a site of that day did; return its name."""
    file = files(models).model(edition_id=edition.pk, format="pdf", sha256="0" * 64, size=5, **facts)
    file.content.save(f"{edition.pk}-{facts.get('layout', 'old')}.pdf", ContentFile(b"plain"))
    return file.content.name


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("step_by_step")
def test_what_a_running_site_has_goes_the_whole_way_with_it(monkeypatch):
    """All the way back and forth, once: each step rebuilds the tables, and that takes its time."""
    notice = factories.notice(
        title="关于检查锅炉的通知", code="330100", doc_number="杭质〔2008〕1号", dated_on="", printed_on="2008-06-26"
    )
    recorded, own = notice.current, factories.notice(is_recorded=False).current
    factories.fill(recorded)
    notice.host.names.update(until="2018")
    notice.host.names.create(name="杭州市市场监督管理局", since="2018")
    digest, words = digest_of(recorded), searched()

    names = to_files_by_layout(migrate(FIRST), recorded, own, monkeypatch)
    assert [default_storage.exists(name) for name in names] == [False, True]
    assert_one_file_at_most_on_the_way_back(recorded)
    migrate(BEFORE_LISTS)
    migrate(BEFORE_NAMES)
    NoticeText.objects.filter(pk=notice.pk).update(words="质量", grams="008d28")
    NoticeText.objects.exclude(pk=notice.pk).delete()
    migrate(TODAY)

    notice.refresh_from_db()
    found = (notice.day, notice.province, notice.city, notice.county, notice.current.digest)
    assert found == ("2008-06-26", "330000", "330100", "", digest)
    assert searched() == words
    assert find("检查锅炉") == find("浙江省杭州市") == [notice.pk]
    notice.searched.delete()
    assert find("检查锅炉") == []
    assert recorded in Edition.objects.unprinted()


def searched():
    return list(NoticeText.objects.order_by("pk").values_list("pk", "words", "grams"))


def find(words):
    return search.find(Notice.objects.public(), [words]).keys


def to_files_by_layout(models, recorded, own, monkeypatch):
    """A step that fails leaves every file; one that does not takes the plain prints of recorded notices away."""
    names = [keep_file(models, edition) for edition in (recorded, own)]
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(type(connection.schema_editor()), "add_constraint", lambda *args: 1 / 0)
        migrate(BY_LAYOUT)
    assert kept(models) == names
    assert all(map(default_storage.exists, names))
    models = migrate(BY_LAYOUT)
    assert [(file.content.name, file.layout) for file in files(models)] == [(names[1], "2012")]
    return names


def assert_one_file_at_most_on_the_way_back(edition):
    models = migrate(BY_LAYOUT)
    for layout in ("1999", "2012"):
        keep_file(models, edition, layout=layout)
    assert edition.pk not in [file.edition_id for file in files(migrate(FIRST))]


@pytest.mark.django_db
@pytest.mark.usefixtures("step_by_step")
def test_what_was_out_as_it_was_sent_was_asked_for_and_what_changed_since_was_not():
    tour, fill = Round(ORGANS[:1]).sent(), import_module(f"campaigns.notices.migrations.{ASKED}").fill
    for change, is_being_changed in ((lambda: None, False), (tour.edit, True)):
        change()
        Edition.objects.update(asked_hash="")
        fill(apps, None)
        assert tour.edition.is_being_changed is is_being_changed


@pytest.mark.django_db
@pytest.mark.usefixtures("step_by_step")
def test_who_is_co_issuer_of_what_was_sent_before_the_new_release_ran_is_held_back_by_nobody():
    tour = Round(ORGANS[:1]).sent()
    Edition.objects.update(asked_hash="")  # as the release before leaves it
    assert not tour.edition.is_being_changed
    assert tour.mark("省总工会").is_turn


def ended(year, ending, act, by=None):
    """Return a notice that ended before it was kept who did it; the audit says so of who is given."""
    notice, at = factories.notice(year=year, is_recorded=False), timezone.now()
    facts = {"ending": ending, "ended_on": at.date(), "ended_at": at, "ending_reason": "误发"}
    Notice.objects.filter(pk=notice.pk).update(**facts)
    audit.record(act, notice, by=by)
    return notice


@pytest.fixture
def stand_in():
    """王五, who acts for 李四 in another department than the one that issues."""
    at = factories.department("杭州市质量技术监督局", "330100")
    wang, li = factories.person("王五", at, "signatory"), factories.person("李四", at, "signatory")
    return replace(factories.actor(wang), on_behalf_of=li)


@pytest.mark.django_db
@pytest.mark.usefixtures("step_by_step")
def test_what_ended_before_says_who_did_it_by_the_audit_once_and_in_as_many_queries_for_many(
    stand_in, django_assert_num_queries
):
    fill = import_module(f"campaigns.notices.migrations.{ENDED}").fill
    withdrawn = [ended(year, "withdrawn", "notice-withdraw", stand_in) for year in (2008, 2009)]
    repealed = ended(2010, "repealed", "notice-repeal")
    models = MigrationLoader(connection).project_state(("notices", ENDED)).apps
    with django_assert_num_queries(5):  # audit, people, departments, notices, and what is written
        fill(models, None)
    fill(models, None)
    said = [(row.notice_id, row.kind, row.actor_name, row.department) for row in NoticeEnding.objects.order_by("pk")]
    hers = ("withdrawn", "王五代李四", stand_in.department)
    assert said == [*((each.pk, *hers) for each in withdrawn), (repealed.pk, "repealed", "未记载", None)]


@pytest.mark.django_db
@pytest.mark.usefixtures("step_by_step")
def test_departments_in_a_row_are_joined_in_what_is_still_written_and_nothing_else_changes():
    written, issued = factories.draft(), factories.draft(year=2025)
    organ = factories.department("浙江省教育厅")
    for edition in (written, issued):
        for position, (place, has_department) in enumerate(
            [("main", True), ("main", False), ("main", True), ("main", True), ("cc", True), ("cc", True)]
        ):
            department = organ if has_department else None
            edition.addressed.create(place=place, position=2 * position, text=f"单位{position}", department=department)
    Edition.objects.filter(pk=issued.pk).update(state="issued")
    before = hash_of(canonical_of(written))
    import_module(f"campaigns.notices.migrations.{JOINT}").fill(apps, None)
    joined = Addressee.objects.filter(joint=True).order_by("position")
    assert list(joined.values_list("edition", "text")) == [(written.pk, "单位3"), (written.pk, "单位5")]
    assert hash_of(canonical_of(written)) == before


def test_every_migration_that_fills_rows_is_known():
    assert {"0004_fill_lists", "0005_search", "0007_search_names", ASKED, ENDED, JOINT} <= {
        path.stem for path in FILLING
    }


@pytest.mark.parametrize("path", FILLING, ids=lambda path: path.stem)
def test_a_migration_that_fills_rows_asks_nothing_of_the_site_of_today(path):
    source = path.read_text(encoding="utf-8")
    assert not re.findall(r"^(?:from|import) (?:campaigns|organizations).*", source, re.M)

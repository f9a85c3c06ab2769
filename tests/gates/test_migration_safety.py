"""Migrations are complete, and none would break a site that keeps running while they are applied."""

import re
import shutil
from contextlib import closing
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser.sqlite import SqliteAnalyser

from campaigns.models import Campaign
from organizations.models import Message
from organizations.quiet_index import AddQuietIndex

FINAL = import_module("campaigns.notices.migrations.0015_what_is_final_is_never_emptied")
OURS = ("organizations", "campaigns", "slogans")
# What the linter may say of a migration all the same, and why that breaks nothing.
EXCUSED = {
    "0002_files_by_layout": {"ADD_UNIQUE"},  # it widens a unique constraint: what fitted the old one fits the new
    "0005_jobs_know_their_holder": {"ADD_UNIQUE"},  # SQLite makes the table anew, with the constraint that it had
    # Its unique constraint is on a table that it makes itself; its indexes are on one of some thousand rows, built at once.
    "0003_lists_pictures_citations": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    "0003_states_and_workdays": {"CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},  # on a handful of campaigns
    # One unique constraint is narrowed, the other is about drafts, of which there are none; the index is on few rows.
    "0008_from_draft_to_issue": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    # Its indexes are on some thousand rows at most, two of them on none so far. SQLite makes the table of the editions
    # anew for a foreign key, with the unique constraints that it had.
    "0011_numbers_files_and_signing_are_final": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    # Each place in a line was given to one addressee by code already; now the table says so too. SQLite makes the table
    # of the editions anew, with its indexes.
    "0013_each_edition_says_how_open_it_is": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    # SQLite makes tables anew for what is added, with the constraints that they had; the new constraint is on empty fields.
    "0014_who_did_it_by_the_name_of_the_day": {"ADD_UNIQUE"},
    "0016_a_form_begins_one_draft": {"ADD_UNIQUE"},
    # SQLite makes tables anew for what is added, with the constraints and indexes that they had. Else it makes indexes on
    # its own tables alone, which are empty.
    "0019_who_began_and_who_ended_it": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    "0011_people_with_an_account_are_asked": {"CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},  # on some hundred invitations
    # It narrows a unique constraint on some hundred rows: what fitted the old one fits the new.
    "0021_a_released_mark_begins_anew": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX"},
    # Some ten thousand rows at most, each index built in less than a second.
    "0017_what_sweeps_look_for_is_indexed": {"CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
    # SQLite makes the tables of drafts and editions anew, with the constraints and indexes that they had. Else its unique
    # constraints and indexes are on its own tables alone, which are empty.
    "0028_receiving_adapting_staying_in_step": {"ADD_UNIQUE", "CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE"},
}
COPIED = re.compile(r'INSERT INTO "new__\w+" \(.*?\) SELECT (.*) FROM')
BRITTLE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "LATEST")]
    operations = [
        migrations.AddField("campaign", "motto", models.CharField(max_length=9, default="")),
        migrations.RemoveField("campaign", "theme"),
    ]
"""

# Both databases are asked: the SQL differs, and so do the rules for it.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def fills_a_column_itself(sql_statements, **kwargs):
    """Whether a table that SQLite makes anew gets values that neither the old rows nor the database's defaults give.

    The code that is still running would not give them either. The linter's own rule takes every such table for one.
    """
    copied = [match[1].split(", ") for match in map(COPIED.match, sql_statements) if match]
    return any(not re.fullmatch(r'"\w+"|NULL', value) for values in copied for value in values)


@pytest.fixture(autouse=True)
def exact_rule_for_sqlite(monkeypatch):
    rule = next(check for check in SqliteAnalyser.migration_checks if check.code == "NOT_NULL")
    monkeypatch.setattr(rule, "fn", fills_a_column_itself)


def lint(**options):
    """Lint all migrations of ours. Initial ones make new, empty tables that no running site knows."""
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith(OURS)]
    linter = MigrationLinter(
        include_apps=labels, ignore_initial_migrations=True, all_warnings_as_errors=True, **options
    )
    linter.lint_all_migrations()
    return linter


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


def test_a_missing_migration_is_seen(monkeypatch):
    monkeypatch.setattr(Campaign._meta.get_field("name"), "max_length", 61)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True)


def test_no_migration_breaks_a_running_site(capsys):
    linter = lint(ignore_name=EXCUSED)
    assert linter.nb_total > len(EXCUSED)
    assert not linter.has_errors, capsys.readouterr().out


@pytest.mark.parametrize(("name", "excused"), EXCUSED.items())
def test_an_excused_migration_breaks_nothing_else(capsys, name, excused):
    linter = lint(include_name=[name], exclude_migration_tests=excused)
    assert linter.nb_valid == 1
    assert not linter.has_errors, capsys.readouterr().out


def test_a_migration_that_would_is_seen(repository, tmp_path, monkeypatch, settings, capsys):
    folder = tmp_path / "brittle_migrations"
    shutil.copytree(repository / "campaigns/migrations", folder)
    latest = max(path.stem for path in folder.glob("0*.py"))
    (folder / "9999_brittle.py").write_text(BRITTLE.replace("LATEST", latest))
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"campaigns": folder.name}
    assert lint(ignore_name=EXCUSED).nb_erroneous == 1
    assert "NOT NULL constraint on columns" in capsys.readouterr().out


def test_an_index_of_a_large_table_is_made_beside_its_writers_and_again_where_it_was_left_half_made():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite is for one machine of one's own")
    state = MigrationLoader(connection).project_state()
    index = next(each for each in Message._meta.indexes if each.name == "message_unread")
    with connection.schema_editor(atomic=False) as editor, CaptureQueriesContext(connection) as asked:
        AddQuietIndex("message", index).database_forwards("organizations", editor, state, state)  # it is there already
    assert [sql["sql"].split(' "')[0] for sql in asked] == [
        "DROP INDEX CONCURRENTLY IF EXISTS",
        "CREATE INDEX CONCURRENTLY",
    ]


def test_what_is_final_is_guarded_table_by_table_and_waits_for_none_for_long(monkeypatch):
    """Somebody writes to one of the tables all the while: the step gives up, keeps what it did, and is applied again."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    monkeypatch.setattr(FINAL, "PATIENCE", "SET LOCAL lock_timeout = '50ms'")
    with (
        closing(connection.copy()) as writer,
        connection.schema_editor(atomic=False) as editor,
        writer.cursor() as cursor,
    ):
        FINAL.run(FINAL.UNGUARD)(None, editor)
        cursor.execute("BEGIN; LOCK TABLE notices_edition IN ROW EXCLUSIVE MODE")
        with pytest.raises(OperationalError, match="lock timeout"):
            FINAL.run(FINAL.GUARD)(None, editor)
        assert guarded() == FINAL.FINAL.index("edition")
        cursor.execute("ROLLBACK")
        FINAL.run(FINAL.GUARD)(None, editor)
    assert guarded() == len(FINAL.FINAL)


def guarded():
    """Count the tables that this step guards and that are never emptied; a later one guards others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'never_emptied'")
        return sum(table.removeprefix("notices_") in FINAL.FINAL for (table,) in cursor.fetchall())

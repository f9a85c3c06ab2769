"""Migrations are complete, and none would break a site that keeps running while they are applied."""

import shutil

import pytest
from django.apps import apps
from django.core.management import call_command
from django_migration_linter import MigrationLinter

from campaigns.models import Campaign

OURS = ("organizations", "campaigns")
BRITTLE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]
    operations = [
        migrations.AddField("campaign", "motto", models.CharField(max_length=9, default="")),
        migrations.RemoveField("campaign", "theme"),
    ]
"""

# Both databases are asked: the SQL differs, and so do the rules for it.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def lint():
    """Lint all migrations of ours. Initial ones make new, empty tables that no running site knows."""
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith(OURS)]
    linter = MigrationLinter(include_apps=labels, ignore_initial_migrations=True, all_warnings_as_errors=True)
    linter.lint_all_migrations()
    return linter


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True)


def test_a_missing_migration_is_seen(monkeypatch):
    monkeypatch.setattr(Campaign._meta.get_field("name"), "max_length", 61)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True)


def test_no_migration_breaks_a_running_site(capsys):
    linter = lint()
    assert linter.nb_total
    assert not linter.has_errors, capsys.readouterr().out


def test_a_migration_that_would_is_seen(repository, tmp_path, monkeypatch, settings, capsys):
    folder = tmp_path / "brittle_migrations"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "0002_brittle.py").write_text(BRITTLE)
    shutil.copy(repository / "campaigns/migrations/0001_initial.py", folder)
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"campaigns": folder.name}
    assert lint().nb_erroneous == 1
    assert "NOT NULL constraint on columns" in capsys.readouterr().out

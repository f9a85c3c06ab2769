"""What is searched of a notice, and an index for it in the means of each database. Migration 0007 fills it."""

import django.db.models.deletion
from django.db import migrations, models

# The planner knows nothing of what it takes to unpack long texts, and for a common word would rather read them all than
# ask the index. So the function is said to cost much, and a word is always taken for a rare one: no statistics.
POSTGRESQL = [
    """
    CREATE FUNCTION notices_grams(grams text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100000
    AS $$ BEGIN RETURN pg_catalog.string_to_array(grams, ' '); END $$
    """,
    "CREATE INDEX notices_grams_index ON notices_noticetext USING gin (notices_grams(grams)) WITH (fastupdate = off)",
    "ALTER INDEX notices_grams_index ALTER COLUMN 1 SET STATISTICS 0",
]
SQLITE = [
    """
    CREATE VIRTUAL TABLE notices_grams USING fts5(
        grams, content='notices_noticetext', content_rowid='notice_id', tokenize='ascii', detail=none, columnsize=0
    )
    """,
    """
    CREATE TRIGGER notices_grams_insert AFTER INSERT ON notices_noticetext BEGIN
        INSERT INTO notices_grams(rowid, grams) VALUES (new.notice_id, new.grams);
    END
    """,
    """
    CREATE TRIGGER notices_grams_delete AFTER DELETE ON notices_noticetext BEGIN
        INSERT INTO notices_grams(notices_grams, rowid, grams) VALUES ('delete', old.notice_id, old.grams);
    END
    """,
    """
    CREATE TRIGGER notices_grams_update AFTER UPDATE ON notices_noticetext BEGIN
        INSERT INTO notices_grams(notices_grams, rowid, grams) VALUES ('delete', old.notice_id, old.grams);
        INSERT INTO notices_grams(rowid, grams) VALUES (new.notice_id, new.grams);
    END
    """,
]
MADE = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
UNMADE = {
    "postgresql": ["DROP INDEX notices_grams_index", "DROP FUNCTION notices_grams(text)"],
    "sqlite": [
        "DROP TRIGGER notices_grams_insert",
        "DROP TRIGGER notices_grams_delete",
        "DROP TRIGGER notices_grams_update",
        "DROP TABLE notices_grams",
    ],
}


def make(apps, schema_editor):
    for statement in MADE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for statement in UNMADE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_fill_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="searched",
                        serialize=False,
                        to="notices.notice",
                        verbose_name="通知",
                    ),
                ),
                ("words", models.TextField(verbose_name="规范化文字")),
                ("grams", models.TextField(verbose_name="一字和二字组合")),
            ],
            options={
                "verbose_name": "检索文本",
                "verbose_name_plural": "检索文本",
            },
        ),
        migrations.RunPython(make, unmake),
    ]

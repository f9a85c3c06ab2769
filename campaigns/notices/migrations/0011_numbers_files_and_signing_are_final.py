"""What is given once stays: who signed, when it was issued, its files, its marks and moves, and every number of the ledger.

On PostgreSQL the database itself refuses to change them. SQLite is for one's own machine. All that this needs stands here
as it was when it was written.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


SIGNED = "signed_by_id, signed_for_id, signed_at, exception_reason, exception_by_id, exception_for_id, exception_hash"
ISSUED = "state, issue_at, issued_at"
OF_FILE = "edition_id, format, layout, content, sha256, size, made_at"
OF_NUMBER = "series_id, year, serial, edition_id, at"
WRITTEN_ONCE = ("notices_editionmove", "notices_countersignature", "notices_pagepicture")


def differs(names):
    """The SQL of: one of these columns is another than before."""
    old, new = (", ".join(f"{row}.{name}" for name in names.split(", ")) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


FUNCTIONS = {
    "refuse_signature": f"""
  IF OLD.state IN ('signed', 'issued') AND {differs(SIGNED)} THEN
    RAISE EXCEPTION 'Who signed an edition is never changed.';
  END IF;
  IF OLD.state = 'issued' AND {differs(ISSUED)} THEN
    RAISE EXCEPTION 'When an edition was issued is never changed.';
  END IF;
""",
    "refuse_file": f"""
  IF TG_OP = 'DELETE' OR {differs(OF_FILE)} THEN
    RAISE EXCEPTION 'A file of an edition is made once.';
  END IF;
""",
    "refuse_number": f"""
  IF TG_OP = 'DELETE' OR OLD.state = 'voided' OR {differs(OF_NUMBER)} THEN
    RAISE EXCEPTION 'A number stays in the ledger as it was given.';
  END IF;
""",
    "refuse_row": """
  RAISE EXCEPTION 'Rows of % are never changed.', TG_TABLE_NAME;
""",
}
TRIGGERS = [
    ("signed_is_final", "UPDATE", "notices_edition", "refuse_signature"),
    ("made_once", "UPDATE OR DELETE", "notices_editionfile", "refuse_file"),
    ("given_once", "UPDATE OR DELETE", "notices_documentnumber", "refuse_number"),
    *(("written_once", "UPDATE OR DELETE", table, "refuse_row") for table in WRITTEN_ONCE),
]
GUARDS = [
    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$"
    for name, body in FUNCTIONS.items()
] + [
    f"CREATE TRIGGER {name} BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    for name, acts, table, function in TRIGGERS
]
UNGUARDS = [f"DROP TRIGGER {name} ON {table}" for name, _, table, _ in TRIGGERS] + [
    f"DROP FUNCTION {name}()" for name in FUNCTIONS
]


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0010_drafting_clause_by_clause"),
        ("organizations", "0004_audit_is_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="documentnumber",
            options={
                "base_manager_name": "objects",
                "ordering": ["-year", "-serial"],
                "verbose_name": "发文字号",
                "verbose_name_plural": "发文字号",
            },
        ),
        migrations.AlterModelOptions(
            name="editionfile",
            options={
                "base_manager_name": "objects",
                "ordering": ["pk"],
                "verbose_name": "版本文件",
                "verbose_name_plural": "版本文件",
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="exception_for",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="自签委托人",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="exception_hash",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=64, verbose_name="自签文本 SHA-256"
            ),
        ),
        migrations.AddField(
            model_name="editionfile",
            name="checked_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="核对时间"),
        ),
        migrations.AddField(
            model_name="editionfile",
            name="damaged_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="发现损坏的时间"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(models.F("issued_at"), descending=True),
                condition=models.Q(("issued_at__isnull", False)),
                name="edition_by_issue",
            ),
        ),
        migrations.AddIndex(
            model_name="editionfile",
            index=models.Index(fields=["sha256"], name="edition_file_by_hash"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                models.OrderBy(models.F("ended_at"), descending=True),
                condition=models.Q(("ended_at__isnull", False)),
                name="notice_by_ending",
            ),
        ),
        migrations.RunPython(run(GUARDS), run(UNGUARDS)),
    ]

"""How open a notice is to be is text of an edition, which is signed; a notice has what its edition in force says.

All that this needs stands here as it was when it was written.
"""

from django.db import migrations, models

TEXT = (
    "notice_id, number, title, masthead, urgency, doc_number, addressees, theme, dated_text, dated_on, is_signed, keywords, cc, "
    "internal_label, internal_distribution, print_office, printed_text, printed_on, annotations, digest, set_as, has_seals, "
    "change_note, text_hash"
)
MORE = "openness, openness_reason"


def guard(names):
    old, new = (", ".join(f"{row}.{name}" for name in names.split(", ")) for row in ("OLD", "NEW"))
    return f"""
CREATE OR REPLACE FUNCTION refuse_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('signed', 'issued') AND (
    TG_OP = 'DELETE' OR NEW.state NOT IN ('signed', 'issued') OR ROW({old}) IS DISTINCT FROM ROW({new})
  ) THEN
    RAISE EXCEPTION 'The text of an issued edition is never changed.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""


def run(*statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


def copy(apps, schema_editor):
    """Every edition was as open as its notice."""
    notices, editions = (apps.get_model("notices", name) for name in ("Notice", "Edition"))
    for name, fresh in (("openness", "public"), ("openness_reason", "")):
        of_notice = notices.objects.filter(pk=models.OuterRef("notice")).values(name)
        editions.objects.exclude(**{f"notice__{name}": fresh}).update(**{name: models.Subquery(of_notice)})


class Migration(migrations.Migration):
    dependencies = [("notices", "0012_reason_for_paper")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="openness",
            field=models.CharField(
                choices=[("public", "主动公开"), ("on-request", "依申请公开"), ("closed", "不予公开")],
                db_default="public",
                default="public",
                max_length=10,
                verbose_name="公开属性",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="openness_reason",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="不予公开的理由"),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RunPython(run(guard(f"{TEXT}, {MORE}")), run(guard(TEXT))),
    ]

"""How open a notice is to be is text of an edition, which is signed; a notice has what its edition in force says.

For which text its co-issuers were asked again stays with it. What a person confirmed is written once; who acted for
another is kept with it; addressees have a place each.

All that this needs stands here as it was when it was written.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TEXT = (
    "notice_id, number, title, masthead, urgency, doc_number, addressees, theme, dated_text, dated_on, is_signed, keywords, cc, "
    "internal_label, internal_distribution, print_office, printed_text, printed_on, annotations, digest, set_as, has_seals, "
    "change_note, text_hash"
)
MORE = "openness, openness_reason"
WRITTEN_ONCE = (
    "CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON notices_gateconfirmation "
    "FOR EACH ROW EXECUTE FUNCTION refuse_row()"
)


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
    Notice = apps.get_model("notices", "Notice")
    Edition = apps.get_model("notices", "Edition")
    for name, fresh in (("openness", "public"), ("openness_reason", "")):
        of_notice = Notice.objects.filter(pk=models.OuterRef("notice")).values(name)
        Edition.objects.exclude(**{f"notice__{name}": fresh}).update(**{name: models.Subquery(of_notice)})


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0012_reason_for_paper"),
        ("organizations", "0007_mail_to_an_address"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

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
        migrations.AddField(
            model_name="edition",
            name="asked_hash",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=64, verbose_name="提请重新会签的文本 SHA-256"
            ),
        ),
        migrations.AlterModelOptions(
            name="gateconfirmation",
            options={"base_manager_name": "objects", "verbose_name": "公开前核对", "verbose_name_plural": "公开前核对"},
        ),
        migrations.AlterModelOptions(
            name="revision",
            options={
                "base_manager_name": "objects",
                "ordering": ["-number"],
                "verbose_name": "稿",
                "verbose_name_plural": "稿",
            },
        ),
        migrations.AddField(
            model_name="documentnumber",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="委托人",
            ),
        ),
        migrations.AddField(
            model_name="gateconfirmation",
            name="on_behalf_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="委托人",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                fields=("edition", "place", "position"),
                name="addressee_position_once",
                violation_error_message="顺序重复。",
            ),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RunPython(
            run(guard(f"{TEXT}, {MORE}"), WRITTEN_ONCE),
            run(guard(TEXT), "DROP TRIGGER written_once ON notices_gateconfirmation"),
        ),
    ]

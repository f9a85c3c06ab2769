"""Each act keeps the name that who did it had then.

Rows from before have no name and are not filled: they are written once. Each table is waited for a few seconds at most:
where that is too long all of it fails, and is to be applied again. All that this needs stands here as it was when it was
written.
"""

from django.db import migrations, models

NAME = {"blank": True, "db_default": "", "default": "", "editable": False, "max_length": 310}
ACTED = ("countersignature", "documentnumber", "editionmove", "gateconfirmation", "removedclause", "revision")
OF_EDITION = (("signed_as", "签发人姓名"), ("exception_as", "自签人姓名"))
SIGNED = "signed_by_id, signed_for_id, signed_at, exception_reason, exception_by_id, exception_for_id, exception_hash"
OF_NUMBER = "series_id, year, serial, edition_id, at"
ISSUED = "state, issue_at, issued_at"
PATIENCE = "SET LOCAL lock_timeout = '5s'"


def differs(names):
    """The SQL of: one of these columns is another than before."""
    old, new = (", ".join(f"{row}.{name}" for name in names.split(", ")) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def signature(names):
    return f"""
CREATE OR REPLACE FUNCTION refuse_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('signed', 'issued') AND {differs(names)} THEN
    RAISE EXCEPTION 'Who signed an edition is never changed.';
  END IF;
  IF OLD.state = 'issued' AND {differs(ISSUED)} THEN
    RAISE EXCEPTION 'When an edition was issued is never changed.';
  END IF;
  RETURN NEW;
END $$
"""


def number(names):
    return f"""
CREATE OR REPLACE FUNCTION refuse_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'voided' OR {differs(names)} THEN
    RAISE EXCEPTION 'A number stays in the ledger as it was given.';
  END IF;
  RETURN NEW;
END $$
"""


GUARDS = [
    signature(f"{SIGNED}, signed_as, exception_as"),
    number(f"{OF_NUMBER}, user_id, on_behalf_of_id, printed_name"),
]
UNGUARDS = [signature(SIGNED), number(OF_NUMBER)]


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("notices", "0013_each_edition_says_how_open_it_is")]

    operations = [
        migrations.RunPython(run([PATIENCE]), migrations.RunPython.noop),
        *(
            migrations.AddField(
                model_name=model, name="printed_name", field=models.CharField(**NAME, verbose_name="办理人姓名")
            )
            for model in ACTED
        ),
        *(
            migrations.AddField(model_name="edition", name=name, field=models.CharField(**NAME, verbose_name=words))
            for name, words in OF_EDITION
        ),
        migrations.RunPython(run(GUARDS), run(UNGUARDS)),
    ]

"""On PostgreSQL the database refuses to change anything of a signed or issued edition but how far it is: also what it
answers, declined and locks, and by when it asks for notices below it.

All that this needs stands here as it was when it was written.
"""

from django.db import migrations

TEXT = (
    "notice_id, number, title, masthead, urgency, doc_number, addressees, theme, dated_text, dated_on, is_signed, keywords, cc, "
    "internal_label, internal_distribution, print_office, printed_text, printed_on, annotations, digest, set_as, has_seals, "
    "change_note, text_hash, openness, openness_reason"
)
MORE = "answers_id, declined, locks_theme, adapt_by, version"


NEVER_EMPTIED = (
    "CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON notices_lock"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()"
)
EMPTIED_AGAIN = "DROP TRIGGER IF EXISTS never_emptied ON notices_lock"


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


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("notices", "0030_what_a_newer_edition_of_the_parent_opened")]

    operations = [
        migrations.RunPython(on_postgresql(guard(f"{TEXT}, {MORE}")), on_postgresql(guard(TEXT))),
        migrations.RunPython(on_postgresql(NEVER_EMPTIED), on_postgresql(EMPTIED_AGAIN)),
    ]

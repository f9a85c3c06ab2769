"""On PostgreSQL the database itself keeps what stands behind an issued text: its revisions, its notice's host, its marks.

One table at a time, each for a few seconds at most: a trigger waits until nobody writes to its table, and meanwhile all
who come after wait as well. Where that is too long it fails, and what it did stands: it is to be applied again.
All that this needs stands here as it was when it was written.
"""

from django.db import migrations, transaction

PATIENCE = "SET LOCAL lock_timeout = '5s'"
FROZEN = "state IN ('signed', 'issued')"
FUNCTIONS = {
    # As Revision.objects.final() says it.
    "refuse_revision": f"""
  IF EXISTS (SELECT FROM notices_edition WHERE id IN (OLD.edition_id, NEW.edition_id) AND {FROZEN})
    OR EXISTS (SELECT FROM notices_countersignature WHERE edition_id = OLD.edition_id AND text_hash = OLD.text_hash)
  THEN
    RAISE EXCEPTION 'A text that somebody signed is never changed.';
  END IF;
""",  # noqa: S608  the states stand above
    # What is withdrawn stays so; whose repeal is declared may be withdrawn all the same.
    "refuse_notice": f"""
  IF (TG_OP = 'DELETE' OR OLD.host_id IS DISTINCT FROM NEW.host_id OR OLD.is_recorded <> NEW.is_recorded)
    AND EXISTS (SELECT FROM notices_edition WHERE notice_id = OLD.id AND {FROZEN})
  THEN
    RAISE EXCEPTION 'Whose an issued notice is, is never changed.';
  END IF;
  IF OLD.current_id IS NOT NULL AND NEW.current_id IS NULL THEN
    RAISE EXCEPTION 'An issued notice is never changed back to a draft.';
  END IF;
  IF OLD.ending <> '' AND NOT (OLD.ending = 'repealed' AND NEW.ending = 'withdrawn')
    AND ROW(OLD.ending, OLD.ended_on, OLD.ended_at, OLD.ending_reason)
      IS DISTINCT FROM ROW(NEW.ending, NEW.ended_on, NEW.ended_at, NEW.ending_reason)
  THEN
    RAISE EXCEPTION 'The end of a notice is never changed.';
  END IF;
""",  # noqa: S608  as above
    "refuse_series": """
  IF (TG_OP = 'DELETE' OR OLD.mark <> NEW.mark)
    AND EXISTS (SELECT FROM notices_documentnumber WHERE series_id = OLD.id)
  THEN
    RAISE EXCEPTION 'A mark of which a number was given is never changed.';
  END IF;
""",
    "refuse_asking": f"""
  IF OLD.{FROZEN} AND OLD.asked_hash <> NEW.asked_hash THEN
    RAISE EXCEPTION 'For which text an edition was signed is never changed.';
  END IF;
""",
}
# (table, name of the trigger, acts, function)
TRIGGERS = [
    ("notices_revision", "signed_is_final", "UPDATE OR DELETE", "refuse_revision"),
    ("notices_notice", "issued_is_final", "UPDATE OR DELETE", "refuse_notice"),
    ("notices_numberseries", "given_is_final", "UPDATE OR DELETE", "refuse_series"),
    ("notices_edition", "asked_is_final", "UPDATE", "refuse_asking"),
]
EMPTIED = ("notices_revision", "notices_notice", "notices_numberseries")
MADE = [
    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {body} RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END $$"
    for name, body in FUNCTIONS.items()
]
GUARDS = [
    *(
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        for table, name, acts, function in TRIGGERS
    ),
    *(
        f"CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()"
        for table in EMPTIED
    ),
]
UNGUARDS = [
    *(f"DROP TRIGGER IF EXISTS {name} ON {table}" for table, name, _, _ in TRIGGERS),
    *(f"DROP TRIGGER IF EXISTS never_emptied ON {table}" for table in EMPTIED),
]
UNMADE = [f"DROP FUNCTION IF EXISTS {name}()" for name in FUNCTIONS]


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for statement in statements:
            with transaction.atomic(schema_editor.connection.alias):
                schema_editor.execute(PATIENCE, params=None)
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("notices", "0021_a_released_mark_begins_anew"),
        ("organizations", "0008_tables_that_are_never_emptied"),
    ]

    operations = [migrations.RunPython(run([*MADE, *GUARDS]), run([*UNGUARDS, *UNMADE]), atomic=False)]

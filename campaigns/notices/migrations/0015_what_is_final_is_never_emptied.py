"""On PostgreSQL what is final cannot be emptied either: TRUNCATE asks no trigger that is asked for each row.

One table at a time, each for a few seconds at most: a trigger waits until nobody writes to its table, and meanwhile all
who come after wait as well. Where that is too long it fails, and what it did stands: it is to be applied again.
"""

from django.db import migrations, transaction

FINAL = (
    "addressee", "attachmentfile", "clause", "clauseduty", "countersignature", "documentnumber", "edition", "editionfile",
    "editionmove", "gateconfirmation", "issuer", "pagepicture",
)  # fmt: skip
PATIENCE = "SET LOCAL lock_timeout = '5s'"
GUARD = (
    "CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON notices_{} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()"
)
UNGUARD = "DROP TRIGGER IF EXISTS never_emptied ON notices_{}"


def run(statement):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for table in FINAL:
            with transaction.atomic(schema_editor.connection.alias):
                schema_editor.execute(PATIENCE, params=None)
                schema_editor.execute(statement.format(table), params=None)

    return on_postgresql


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("notices", "0014_who_did_it_by_the_name_of_the_day"),
        ("organizations", "0008_tables_that_are_never_emptied"),
    ]

    operations = [migrations.RunPython(run(GUARD), run(UNGUARD), atomic=False)]

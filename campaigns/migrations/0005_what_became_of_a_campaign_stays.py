"""On PostgreSQL the database itself refuses to change, delete or empty what became of a campaign.

One table at a time, each for a few seconds at most: a trigger waits until nobody writes to its table. Where that is too
long it fails, and what it did stands: it is to be applied again.
"""

from django.db import migrations, transaction

TABLES = ("campaigns_campaignmove", "campaigns_campaignchange")
PATIENCE = "SET LOCAL lock_timeout = '5s'"
GUARDS = (
    "CREATE OR REPLACE TRIGGER written_once BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()",
)
UNGUARDS = ("DROP TRIGGER IF EXISTS written_once ON {}", "DROP TRIGGER IF EXISTS never_emptied ON {}")


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for table in TABLES:
            with transaction.atomic(schema_editor.connection.alias):
                schema_editor.execute(PATIENCE, params=None)
                for statement in statements:
                    schema_editor.execute(statement.format(table), params=None)

    return on_postgresql


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("campaigns", "0004_who_did_it_by_the_name_of_the_day"),
        ("organizations", "0008_tables_that_are_never_emptied"),
    ]

    operations = [migrations.RunPython(run(GUARDS), run(UNGUARDS), atomic=False)]

"""On PostgreSQL the audit cannot be emptied either: TRUNCATE asks no trigger that is asked for each row.

The function is there for the other apps, too. A table is waited for a few seconds at most: where that is too long all of
it fails, and is to be applied again. Who owns the database can drop all of it: for that the head of the chain
is kept outside.
"""

from django.db import migrations

TABLES = ("organizations_auditrow", "organizations_auditseal")
PATIENCE = "SET LOCAL lock_timeout = '5s'"
GUARDS = [
    PATIENCE,
    """
CREATE FUNCTION refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Table % is never emptied.', TG_TABLE_NAME; END $$
""",
    *(
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()"
        for table in TABLES
    ),
]
UNGUARDS = [
    PATIENCE,
    *(f"DROP TRIGGER never_emptied ON {table}" for table in TABLES),
    "DROP FUNCTION refuse_emptying()",
]


def run(statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("organizations", "0007_mail_to_an_address")]

    operations = [migrations.RunPython(run(GUARDS), run(UNGUARDS))]

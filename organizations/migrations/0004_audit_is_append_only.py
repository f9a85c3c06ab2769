"""On PostgreSQL the database itself refuses to change or delete a row of the audit. SQLite is for one machine of one's own."""

from django.db import migrations

TABLES = ("organizations_auditrow", "organizations_auditseal")
REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Rows of % are never changed.', TG_TABLE_NAME; END $$;
"""
GUARD = "CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION refuse_change();"
UNGUARD = "DROP TRIGGER written_once ON {0};"


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE + "".join(map(GUARD.format, TABLES)), params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("".join(map(UNGUARD.format, TABLES)) + "DROP FUNCTION refuse_change();", params=None)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0003_people_rights_audit_messages_jobs")]

    operations = [migrations.RunPython(guard, unguard)]

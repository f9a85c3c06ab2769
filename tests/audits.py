"""The audit as it is on a new site: its tables have given no key yet, which no transaction that is rolled back undoes."""

from django.db import connection

from organizations.models import AuditRow, AuditSeal


def given(model, key):
    """Let a table have given this key to a row; 0: none."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)", [table, max(key, 1), key > 0])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def new_audit():
    for model in (AuditRow, AuditSeal):
        given(model, 0)

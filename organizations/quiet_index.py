"""For migrations: an index on a table that grows with the years, made while the site keeps writing to it."""

from django.db.migrations import AddIndex


class AddQuietIndex(AddIndex):
    """On PostgreSQL the index is made concurrently; what an attempt that failed left of it is removed first.

    It needs a migration with `atomic = False`. SQLite is for one machine of one's own, and knows no such thing.
    """

    atomic = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        quietly = _quietly(schema_editor)
        if quietly:
            name = schema_editor.quote_name(self.index.name)
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", params=None)
        schema_editor.add_index(model, self.index, **quietly)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.remove_index(model, self.index, **_quietly(schema_editor))


def _quietly(schema_editor):
    return {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}

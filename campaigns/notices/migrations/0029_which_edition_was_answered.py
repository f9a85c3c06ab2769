"""Which edition of the upper notice an edition answers, as its lineage says; and what is locked in an issued text stays so.

All that this needs stands here as it was when it was written.
"""

from django.db import migrations
from django.db.models import Max

GUARD = (
    "CREATE TRIGGER issued_is_immutable BEFORE INSERT OR UPDATE OR DELETE ON notices_lock"
    " FOR EACH ROW EXECUTE FUNCTION refuse_text('clause')"
)
UNGUARD = "DROP TRIGGER issued_is_immutable ON notices_lock"


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement, params=None)

    return run


def fill(apps, schema_editor):
    lineage, editions = (apps.get_model("notices", name).objects for name in ("Lineage", "Edition"))
    rows = lineage.exclude(parent=None).order_by().values("edition").annotate(answered=Max("parent__edition"))
    for edition, answered in rows.values_list("edition", "answered"):
        editions.filter(pk=edition, answers=None).update(answers=answered)


class Migration(migrations.Migration):
    dependencies = [("notices", "0028_receiving_adapting_staying_in_step")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(on_postgresql(GUARD), on_postgresql(UNGUARD)),
    ]

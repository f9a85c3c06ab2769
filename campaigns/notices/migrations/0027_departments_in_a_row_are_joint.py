"""Two departments in a row were always parted by 、 and their rows did not say so: now those of what is still written do.

What is signed or issued is never changed; its line is kept as it was printed, and a copy of it is joined as that line says.
All that this needs stands here as it was when it was written.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery

FROZEN = ("signed", "issued")


def fill(apps, schema_editor):
    rows = apps.get_model("notices", "Addressee").objects
    above = rows.filter(edition=OuterRef("edition"), place=OuterRef("place"), position__lt=OuterRef("position"))
    before = Subquery(above.order_by("-position").values("department")[:1])
    written = rows.exclude(edition__state__in=FROZEN).exclude(department=None)
    written.annotate(before=before).exclude(before=None).update(joint=True)


class Migration(migrations.Migration):
    dependencies = [("notices", "0026_moves_that_a_change_made")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

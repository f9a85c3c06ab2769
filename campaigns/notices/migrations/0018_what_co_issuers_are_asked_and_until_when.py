"""Co-issuers sign the text that they were asked for and no other; they may be asked for it until a day.

What is with them as it was sent was asked for; what changed since has to be asked for anew. What a release from before
sends while this one is not running yet is left empty, which holds nobody back.
"""

from django.db import migrations, models


ANOTHER = "0" * 64  # of no text: which one they were asked for was not kept
PATIENCE = "SET LOCAL lock_timeout = '5s'"  # where that is too short all of it fails, and is to be applied again


def be_patient(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PATIENCE, params=None)


def fill(apps, schema_editor):
    Edition = apps.get_model("notices", "Edition")
    asked = Edition.objects.filter(state="countersigning").exclude(asked_hash=models.F("text_hash"))
    for edition in asked.iterator():
        sent = edition.moves.filter(new="countersigning").order_by("pk").last()
        came_back = sent and sent.old == "ready"
        is_changed = came_back or (sent and edition.revisions.filter(saved_at__gt=sent.at).exists())
        Edition.objects.filter(pk=edition.pk).update(asked_hash=ANOTHER if is_changed else edition.text_hash)


class Migration(migrations.Migration):
    dependencies = [("notices", "0017_what_sweeps_look_for_is_indexed")]

    operations = [
        migrations.RunPython(be_patient, migrations.RunPython.noop),
        migrations.AddField(
            model_name="edition",
            name="countersign_by",
            field=models.DateField(editable=False, null=True, verbose_name="会签期限"),
        ),
        migrations.AlterField(
            model_name="edition",
            name="asked_hash",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=64, verbose_name="提请会签的文本 SHA-256"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

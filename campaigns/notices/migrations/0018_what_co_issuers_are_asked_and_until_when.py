"""Co-issuers sign the text that they were asked for and no other; they may be asked for it until a day.

What is with them as it was sent was asked for; what changed since has to be asked for anew.
"""

from django.db import migrations, models


def fill(apps, schema_editor):
    Edition = apps.get_model("notices", "Edition")
    asked = Edition.objects.filter(state="countersigning").exclude(asked_hash=models.F("text_hash"))
    for edition in asked.iterator():
        sent = edition.moves.filter(new="countersigning").order_by("pk").last()
        came_back = sent and sent.old == "ready"
        if not came_back and not (sent and edition.revisions.filter(saved_at__gt=sent.at).exists()):
            Edition.objects.filter(pk=edition.pk).update(asked_hash=edition.text_hash)


class Migration(migrations.Migration):
    dependencies = [("notices", "0017_what_sweeps_look_for_is_indexed")]

    operations = [
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

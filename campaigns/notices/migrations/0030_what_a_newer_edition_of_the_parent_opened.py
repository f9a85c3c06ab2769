"""What a row of lineage came from before a newer edition of the parent opened it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0029_which_edition_was_answered"),
    ]

    operations = [
        migrations.AddField(
            model_name="lineage",
            name="opened",
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name="此前来自的上级条款"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0008_tables_that_are_never_emptied"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state", "done"), _negated=True), fields=["kind", "key"], name="job_standing"
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(condition=models.Q(("state", "done")), fields=["finished_at"], name="job_done"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(models.F("recipient"), condition=models.Q(("read_at", None)), name="message_unread"),
        ),
    ]

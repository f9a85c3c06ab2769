from django.db import migrations, models

from organizations.quiet_index import AddQuietIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("organizations", "0008_tables_that_are_never_emptied"),
    ]

    operations = [
        AddQuietIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("state", "done"), _negated=True), fields=["kind", "key"], name="job_standing"
            ),
        ),
        AddQuietIndex(
            model_name="job",
            index=models.Index(condition=models.Q(("state", "done")), fields=["finished_at"], name="job_done"),
        ),
        AddQuietIndex(
            model_name="message",
            index=models.Index(models.F("recipient"), condition=models.Q(("read_at", None)), name="message_unread"),
        ),
    ]

from django.db import migrations, models

from organizations.quiet_index import AddQuietIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("organizations", "0009_what_sweeps_look_for_is_indexed"),
    ]

    operations = [
        AddQuietIndex(
            model_name="auditrow",
            index=models.Index(
                condition=models.Q(("thing__in", ("organizations.job", "organizations.message")), _negated=True),
                fields=["-id"],
                name="audit_of_people",
            ),
        ),
    ]

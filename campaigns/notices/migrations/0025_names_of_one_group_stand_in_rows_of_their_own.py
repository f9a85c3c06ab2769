"""Names of one group (党委宣传部、质量技术监督局) may stand in rows of their own: each says whether 、 stands before it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0024_a_mark_fits_its_line_and_a_text_keeps_its_campaign"),
    ]

    operations = [
        migrations.AddField(
            "addressee",
            "joint",
            models.BooleanField(db_default=False, default=False, verbose_name="与前一行以顿号相连"),
        ),
    ]

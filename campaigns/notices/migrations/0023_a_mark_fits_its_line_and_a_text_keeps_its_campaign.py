"""A text that somebody brought keeps its campaign from being discarded.

It changes nothing in the database.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_what_became_of_a_campaign_stays"),
        ("notices", "0022_what_stands_behind_an_issued_text_stays"),
    ]

    operations = [
        migrations.AlterField(
            model_name="draftsource",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.campaign",
                verbose_name="质量月活动",
            ),
        ),
    ]

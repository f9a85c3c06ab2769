"""A mark leaves room on its line for year and number; a text that somebody brought keeps its campaign from being discarded.

Neither changes the database.
"""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_what_became_of_a_campaign_stays"),
        ("notices", "0023_proofs"),
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
        migrations.AlterField(
            model_name="numberseries",
            name="mark",
            field=models.CharField(
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator("\\A[一-鿿〇]+\\Z", "机关代字只用汉字，如“国质检质联”。"),
                    django.core.validators.MaxLengthValidator(16, "机关代字最多16字，再长的字号一行排不下。"),
                ],
                verbose_name="机关代字",
            ),
        ),
    ]

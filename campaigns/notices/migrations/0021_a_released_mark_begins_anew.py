"""A mark is held once; one that was released may be registered anew, in a series and with a ledger of its own."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0020_who_ended_what_ended_before"),
    ]

    operations = [
        migrations.AddConstraint(
            "numberseries",
            models.UniqueConstraint(
                condition=models.Q(is_released=False),
                fields=["mark"],
                name="number_series_mark_held_once",
                violation_error_message="这一机关代字已在使用。",
            ),
        ),
        migrations.AlterField(
            "numberseries",
            "mark",
            models.CharField(
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(r"\A[一-鿿〇]+\Z", "机关代字只用汉字，如“国质检质联”。")
                ],
                verbose_name="机关代字",
            ),
        ),
    ]

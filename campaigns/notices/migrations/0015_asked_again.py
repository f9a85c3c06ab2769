from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0012_reason_for_paper")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="asked_hash",
            field=models.CharField(
                blank=True, db_default="", editable=False, max_length=64, verbose_name="提请重新会签的文本 SHA-256"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0016_a_form_begins_one_draft"),
    ]

    operations = [
        migrations.AlterField(
            model_name="edition",
            name="is_signed",
            field=models.BooleanField(default=False, verbose_name="文末署名"),
        ),
        migrations.AddIndex(
            model_name="editionfile",
            index=models.Index(
                condition=models.Q(("format", "pdf"), ("pages", None)),
                fields=["edition"],
                name="edition_file_unpictured",
            ),
        ),
        migrations.AddIndex(
            model_name="editionfile",
            index=models.Index(fields=["checked_at", "id"], name="edition_file_by_check"),
        ),
    ]

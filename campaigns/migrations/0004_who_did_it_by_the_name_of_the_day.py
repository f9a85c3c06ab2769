"""What became of a campaign keeps the name that who did it had then. Rows from before have none and are not filled."""

from django.db import migrations, models

NAME = {
    "blank": True,
    "db_default": "",
    "default": "",
    "editable": False,
    "max_length": 310,
    "verbose_name": "办理人姓名",
}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_states_and_workdays")]

    operations = [
        migrations.AddField(model_name=model, name="printed_name", field=models.CharField(**NAME))
        for model in ("campaignchange", "campaignmove")
    ]

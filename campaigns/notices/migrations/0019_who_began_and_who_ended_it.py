"""Who began an edition and who withdrew or repealed a notice, by the names of the day, kept for good.

A mark that a department took wrongly can be released. Whether and until when co-issuers were asked is as final as who
signed. What people read and write all day is touched last, and waited for a few seconds at most: where that is too long,
all of it fails, and is to be applied again. All that this needs stands here as it was when it was written.
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

NAME = {"blank": True, "db_default": "", "default": "", "editable": False, "max_length": 310}
ISSUED = "state, issue_at, issued_at"
SIGNED = (
    "signed_by_id, signed_for_id, signed_at, exception_reason, exception_by_id, exception_for_id, exception_hash, "
    "signed_as, exception_as"
)
BEGUN = "begun_at, begun_by_id, begun_for_id, begun_by_name"
ASKED = "is_ordered, countersign_by"
PATIENCE = "SET LOCAL lock_timeout = '5s'"
ONCE = ("notices_noticeending", "notices_seriesrelease")


def differs(names):
    """The SQL of: one of these columns is another than before."""
    old, new = (", ".join(f"{row}.{name}" for name in names.split(", ")) for row in ("OLD", "NEW"))
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


def signature(names):
    return f"""
CREATE OR REPLACE FUNCTION refuse_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('signed', 'issued') AND {differs(names)} THEN
    RAISE EXCEPTION 'Who signed an edition is never changed.';
  END IF;
  IF OLD.state = 'issued' AND {differs(ISSUED)} THEN
    RAISE EXCEPTION 'When an edition was issued is never changed.';
  END IF;
  RETURN NEW;
END $$
"""


def guards(table):
    return (
        f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_row()",
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()",
    )


def run(*statements):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return on_postgresql


def person(words):
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=words,
    )


def hidden(words):
    field = person(words)
    field.editable = field.db_index = False  # nobody asks what somebody began
    return field


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def department(**facts):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organizations.department",
        verbose_name="部门",
        **facts,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0018_what_co_issuers_are_asked_and_until_when"),
        ("organizations", "0010_audit_is_listed_by_an_index_of_its_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(run(PATIENCE), migrations.RunPython.noop),
        migrations.CreateModel(
            name="NoticeEnding",
            fields=[
                ("id", key()),
                ("printed_name", models.CharField(**NAME, verbose_name="办理人姓名")),
                (
                    "kind",
                    models.CharField(
                        choices=[("withdrawn", "撤销"), ("repealed", "废止")], max_length=10, verbose_name="终止方式"
                    ),
                ),
                ("day", models.DateField(verbose_name="终止日期")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="时间"),
                ),
                ("department", department(null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="notices.notice",
                        verbose_name="通知",
                    ),
                ),
                ("on_behalf_of", person("委托人")),
                ("user", person("办理人")),
            ],
            options={
                "verbose_name": "终止记录",
                "verbose_name_plural": "终止记录",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SeriesRelease",
            fields=[
                ("id", key()),
                ("printed_name", models.CharField(**NAME, verbose_name="办理人姓名")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("department", department()),
                ("on_behalf_of", person("委托人")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="notices.numberseries",
                        verbose_name="机关代字",
                    ),
                ),
                ("user", person("办理人")),
            ],
            options={
                "verbose_name": "释放机关代字",
                "verbose_name_plural": "释放机关代字",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            "numberseries",
            "is_released",
            models.BooleanField(db_default=False, default=False, editable=False, verbose_name="已释放"),
        ),
        migrations.AddField("edition", "begun_by", hidden("起草发起人")),
        migrations.AddField("edition", "begun_for", hidden("起草委托人")),
        migrations.AddField("edition", "begun_by_name", models.CharField(**NAME, verbose_name="起草发起人姓名")),
        migrations.RunPython(
            run(
                signature(f"{SIGNED}, {BEGUN}, {ASKED}"), *(statement for table in ONCE for statement in guards(table))
            ),
            run(
                signature(SIGNED),
                *(f"DROP TRIGGER {name} ON {table}" for table in ONCE for name in ("written_once", "never_emptied")),
            ),
        ),
    ]

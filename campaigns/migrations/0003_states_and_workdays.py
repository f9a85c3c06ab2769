"""Give campaigns a state, an organizer and a history; keep which days are worked.

A campaign that was there was public: it is open from this year on, closed where it is of an earlier one.
"""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def show_what_was_public(apps, schema_editor):
    campaigns = apps.get_model("campaigns", "Campaign").objects.filter(state="draft")
    this_year = timezone.localdate().year
    campaigns.filter(year__gte=this_year).update(state="open")
    campaigns.filter(year__lt=this_year).update(state="closed")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_deadlines"),
        ("organizations", "0004_audit_is_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("is_workday", models.BooleanField(verbose_name="上班")),
                ("name", models.CharField(max_length=30, verbose_name="名称")),
                ("source", models.CharField(max_length=60, verbose_name="来源")),
            ],
            options={
                "verbose_name": "放假安排",
                "verbose_name_plural": "放假安排",
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年度")),
                ("is_complete", models.BooleanField(default=False, verbose_name="已登记完整")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="变更时间")),
            ],
            options={
                "verbose_name": "年度放假安排",
                "verbose_name_plural": "年度放假安排",
                "ordering": ["-year"],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="campaigns.campaign",
                verbose_name="参照的活动",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="organizer",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="organizations.department",
                verbose_name="牵头部门",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="state",
            field=models.CharField(
                choices=[("draft", "筹备中"), ("open", "已启动"), ("closed", "已结束"), ("archived", "已归档")],
                db_default="draft",
                default="draft",
                editable=False,
                max_length=8,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddField(
            model_name="deadline",
            name="on_workdays",
            field=models.BooleanField(db_default=True, default=True, verbose_name="遇休息日顺延"),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="year",
            field=models.PositiveSmallIntegerField(
                error_messages={"unique": "这一年度已有质量月活动。"},
                unique=True,
                validators=[
                    django.core.validators.MinValueValidator(1978, "全国质量月始于1978年。"),
                    django.core.validators.MaxValueValidator(2100, "年度最晚为2100年。"),
                ],
                verbose_name="年度",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="offset",
            field=models.SmallIntegerField(
                help_text="活动开始之日为0，前一天为−1。",
                validators=[
                    django.core.validators.MinValueValidator(-366, "最早为开始前366天（−366）。"),
                    django.core.validators.MaxValueValidator(366, "最晚为开始后366天。"),
                ],
                verbose_name="距开始的天数",
            ),
        ),
        migrations.CreateModel(
            name="CampaignChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("what", models.CharField(max_length=80, verbose_name="事项")),
                ("before", models.CharField(blank=True, max_length=200, verbose_name="此前")),
                ("after", models.CharField(blank=True, max_length=200, verbose_name="此后")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="campaigns.campaign",
                        verbose_name="质量月活动",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="委托人",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动变更记录",
                "verbose_name_plural": "活动变更记录",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CampaignMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "old",
                    models.CharField(
                        choices=[("draft", "筹备中"), ("open", "已启动"), ("closed", "已结束"), ("archived", "已归档")],
                        max_length=8,
                        verbose_name="原状态",
                    ),
                ),
                (
                    "new",
                    models.CharField(
                        choices=[("draft", "筹备中"), ("open", "已启动"), ("closed", "已结束"), ("archived", "已归档")],
                        max_length=8,
                        verbose_name="新状态",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="campaigns.campaign",
                        verbose_name="质量月活动",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.department",
                        verbose_name="部门",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="委托人",
                    ),
                ),
            ],
            options={
                "verbose_name": "活动状态变更",
                "verbose_name_plural": "活动状态变更",
                "ordering": ["pk"],
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.RunPython(show_what_was_public, migrations.RunPython.noop, elidable=True),
    ]

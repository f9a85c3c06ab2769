from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

import campaigns.sample
from campaigns import holidays
from campaigns.notices import sample as notices
from campaigns.notices.sample import in_hand, standing, this_year
from organizations import lines, regions, sample_accounts
from organizations import sample as organizations


class Command(BaseCommand):
    help = (
        "Load the sample: regions, departments, the campaign of 2008 with its two notices, an invented one of this year "
        "whose tenth day is today, accounts. Safe to run again."
    )

    def handle(self, **options):
        if settings.SITE.hostname not in settings.LOCAL_HOSTS:
            raise CommandError(
                "示例数据带有公开的账号密码，只能装在本机（SITE_URL 为 localhost），不能装入对外的网站。"
            )
        regions.load()
        lines.load()
        departments = organizations.load()
        _be_known()
        campaigns.sample.load()
        holidays.load()
        self.stdout.write(f"示例已就绪：{departments} 个部门。")
        self.stdout.write(f"2008年全国质量月：{len(notices.load())} 件通知（真实文件）。")
        self._load_accounts()  # they issue notices of this year
        campaign = self._load_this_year(timezone.localdate())
        if campaign:
            standing.load(campaign)
            self.stdout.write(f"在办和经本门户印发的示例通知：{in_hand.load(campaign)} 件。")

    def _load_accounts(self):
        self.stdout.write(f"示例账号（人名虚构），密码都是 {sample_accounts.PASSWORD}：")
        for account in sample_accounts.load():
            self.stdout.write(f"  {account.username:<16}{account.name:　<4}{account.where}，{account.part}")

    def _load_this_year(self, today):
        campaign = campaigns.sample.load_this_year(today)
        if campaign is None:
            self.stdout.write(f"{today.year}年已登记质量月活动，没有另装当年的示例。")
            return None
        loaded = this_year.load(campaign)
        span = f"{campaign.starts_on:%Y-%m-%d} 至 {campaign.ends_on:%Y-%m-%d}"
        self.stdout.write(
            f"{campaign}：{len(loaded)} 件通知（内容虚构），{span}，今天是第{campaigns.sample.TODAY_IS_DAY}天。"
        )
        coming = campaigns.sample.load_next_year(campaign)
        self.stdout.write(f"{coming}：{coming.get_state_display()}。")
        return campaign


def _be_known():
    """Let PostgreSQL look at what came in: what it plans for tables that it believes to be empty takes seconds a query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE organizations_region, organizations_department")

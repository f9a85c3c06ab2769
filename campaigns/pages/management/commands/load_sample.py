from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

import campaigns.sample
from campaigns.notices import sample as notices
from organizations import lines, regions
from organizations import sample as organizations


class Command(BaseCommand):
    help = "Load the sample: regions, departments, the 2008 campaign with its two notices, accounts. Safe to run again."

    def handle(self, **options):
        if settings.SITE.hostname not in settings.LOCAL_HOSTS:
            raise CommandError(
                "示例数据带有公开的账号口令，只能装在本机（SITE_URL 为 localhost），不能装入对外的网站。"
            )
        regions.load()
        lines.load()
        departments = organizations.load()
        campaigns.sample.load()
        loaded = notices.load()
        self.stdout.write(f"示例已就绪：{departments} 个部门，{len(loaded)} 件通知。")
        for username, password, name in organizations.ACCOUNTS:
            self.stdout.write(f"示例账号：{username}　口令：{password}　（{name}）")

from django.core.management.base import BaseCommand
from django.utils import timezone

from campaigns import holidays, workdays


class Command(BaseCommand):
    help = "Enter the public holidays of the years that chinesecalendar knows. What people entered stays. Safe to run again."

    def handle(self, **options):
        years = holidays.load()
        self.stdout.write(f"新登记{len(years)}个年度的放假安排。" if years else "已知年度的放假安排均已登记。")
        this_year = timezone.localdate().year
        for year in workdays.incomplete_years([this_year, this_year + 1]):
            self.stdout.write(f"{year}年的放假安排尚未登记完整，请由系统管理员在“放假安排”页面登记。")

from django.core.management.base import BaseCommand

from organizations import lines, regions


class Command(BaseCommand):
    help = "Load the administrative divisions of GB/T 2260 and the lines; a second run changes nothing."

    def handle(self, **options):
        added, changed = regions.load()
        lines.load()
        self.stdout.write(f"行政区划：新增 {added} 条，更新 {changed} 条。条线已就绪。")

import json

from django.core.management.base import BaseCommand, CommandError

from campaigns.notices.alignment import align, nodes_of
from campaigns.notices.intake import Refused, unmarked

from ._files import text_in


class Command(BaseCommand):
    help = "Propose how one notice derives from another, clause by clause, as JSON. Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("child", help="text file of the notice that adapts")
        parser.add_argument("parent", help="text file of the notice that is adapted")

    def handle(self, child, parent, **options):
        try:
            ours, theirs = (nodes_of(unmarked(text_in(file))) for file in (child, parent))
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(align(ours, theirs).as_json(), ensure_ascii=False, indent=2))

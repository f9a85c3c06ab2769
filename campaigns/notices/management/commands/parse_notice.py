import json

from django.core.management.base import BaseCommand, CommandError

from campaigns.notices.intake import Refused, unmarked
from campaigns.notices.reading import as_json

from ._files import text_in


class Command(BaseCommand):
    help = "Read the plain text of a notice and print what it says as JSON. Touches no database."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file, UTF-8 or GB 18030; - for standard input")

    def handle(self, file, **options):
        try:
            reading = unmarked(text_in(file))
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(as_json(reading), ensure_ascii=False, indent=2))

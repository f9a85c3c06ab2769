from django.core.management.base import BaseCommand, CommandError

from organizations import audit


class Command(BaseCommand):
    help = (
        "Follow the hash chain of the audit from its first row; fail at the first one that was changed or is missing. "
        "Note the head that it prints outside of this system: with --head it proves later that nothing was cut off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", metavar="DIGEST", help="a head that was printed earlier")

    def handle(self, *, head, **options):
        verdict = audit.verify(noted=head.strip().lower())
        if verdict.fault:
            raise CommandError(f"审计链在第{verdict.number}条断开：{verdict.fault}。")
        waiting = f"，另有{verdict.waiting}条待封存" if verdict.waiting else ""
        self.stdout.write(f"审计链完整：共{verdict.count}条{waiting}。\n链尾摘要：{verdict.head}")

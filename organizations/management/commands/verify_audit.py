from django.core.management.base import BaseCommand, CommandError

from organizations import audit, audit_head


class Command(BaseCommand):
    help = (
        "Follow the hash chain of the audit from its first row; fail at the first one that was changed or is missing. "
        "The sweep keeps the head of the chain outside of the database as well, in DATA_DIR/audit-head.json: a chain that "
        "does not hold it any more was emptied, cut short or written anew, and fails. Note the head that is printed where "
        "neither the database nor this machine reaches: with --head it proves later that all up to it still stands. "
        "After a backup was restored the file is ahead of the chain: note down why, remove it, and the next sweep writes "
        "it anew."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", metavar="DIGEST", help="a head that was printed and noted earlier")

    def handle(self, *, head, **options):
        verdict = audit.verify(noted=head.strip().lower())
        if verdict.fault:
            raise CommandError(f"审计链在第{verdict.number}条断开：{verdict.fault}。")
        waiting = f"，另有{verdict.waiting}条待封存" if verdict.waiting else ""
        self.stdout.write(f"审计链完整：共{verdict.count}条{waiting}。\n链尾摘要：{verdict.head}")
        if verdict.count and audit_head.kept() is None:
            self.stderr.write(f"库外没有链尾记录（{audit_head.place()}），下次封存时写入。此前的记录请用 --head 核对。")

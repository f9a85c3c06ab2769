from django.core.management.base import BaseCommand, CommandError

from organizations import audit, audit_head
from organizations.models import AuditSeal

MISSING = (
    "审计链现有{count}条，环环相接，但是库外的链尾记录（{place}）不见了，不能证明链尾没有被截去、整条链没有被改写。"
    "请先查明原因，并用 --head 核对以前记下的摘要；确认无误后，以 --accept-missing-head 重新写入，这件事会记入审计。"
)
EMPTIED = (
    "审计链曾经封存过记录，现在一条也没有，库外的链尾记录也不见了：审计表被清空，不能以 --accept-missing-head 接受。"
    "请从备份中恢复数据库和 DATA_DIR/audit-head.json。"
)


class Command(BaseCommand):
    help = (
        "Follow the hash chain of the audit from its first row; fail at the first one that was changed or is missing. "
        "The sweep keeps the head of the chain outside of the database as well, in DATA_DIR/audit-head.json: a chain that "
        "does not hold it any more was emptied, cut short or written anew, and fails; so does one whose file is gone. Note "
        "the head that is printed where neither the database nor this machine reaches: with --head it proves later that "
        "all up to it still stands. After a backup was restored the file is ahead of the chain: note down why, remove it, "
        "and run this with --accept-missing-head."
    )

    def add_arguments(self, parser):
        parser.add_argument("--head", default="", metavar="DIGEST", help="a head that was printed and noted earlier")
        parser.add_argument(
            "--accept-missing-head",
            action="store_true",
            help="where DATA_DIR/audit-head.json is gone and it is known why: if the chain is whole in itself, write that "
            "down in the audit and the file anew",
        )

    def handle(self, *, head, accept_missing_head, **options):
        verdict = self._verdict(head.strip().lower())
        if audit_head.is_missing():
            verdict = self._with_head(verdict, accept_missing_head)
        waiting = f"，另有{verdict.waiting}条待封存" if verdict.waiting else ""
        self.stdout.write(f"审计链完整：共{verdict.count}条{waiting}。\n链尾摘要：{verdict.head}")

    def _verdict(self, noted=""):
        verdict = audit.verify(noted)
        if verdict.fault:
            raise CommandError(f"审计链在第{verdict.number}条断开：{verdict.fault}。")
        return verdict

    def _with_head(self, verdict, is_accepted):
        """Have the head written that is missing, where that is accepted: nothing else shows that the end was not cut off."""
        if is_accepted:
            _accept()
        if audit_head.is_missing():
            raise CommandError(MISSING.format(count=verdict.count, place=audit_head.place()))
        self.stdout.write("库外的链尾记录已重新写入，并已记入审计。")
        return self._verdict()


def _accept():
    """Write the head outside anew where it is gone; that it was is the next link of the chain."""
    last = AuditSeal.objects.order_by("-number").first()
    if last is None:
        raise CommandError(EMPTIED)
    audit.record("accept-missing-head", last, after=last.digest)
    audit.seal()
    audit_head.keep(begin=True)

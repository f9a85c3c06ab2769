import hashlib

from django.core.management.base import BaseCommand, CommandError

from campaigns.documents.document import Layout, Organ
from campaigns.models import Campaign
from campaigns.notices.intake import Refused, admitted, refuse_unprintable
from campaigns.notices.models import Notice
from campaigns.notices.printing import document_from
from campaigns.notices.recording import Origin, record, recorded
from campaigns.notices.uploads import uploaded
from organizations.models import Department

from ._files import bytes_in
from ._said import advice_lines, notice_called, refuse_contradiction, whole

STORED = (Layout.Y2012, Layout.Y1999)  # the layouts that a recorded notice may be kept in


class Command(BaseCommand):
    help = "Store the text of a notice issued elsewhere or earlier as a recorded notice. The same file twice changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text file, UTF-8 or GB 18030; - for standard input")
        parser.add_argument("--campaign", type=int, required=True, metavar="YEAR", help="year of the campaign")
        parser.add_argument("--host", required=True, metavar="DEPARTMENT", help="name or number of the host department")
        parser.add_argument(
            "--issuer",
            action="append",
            default=[],
            metavar="D",
            help="name of an issuer, where none is signed; repeat in order",
        )
        parser.add_argument(
            "--date", default="", metavar="D", help="2008, 2008-08 or 2008-08-26, where the text has none"
        )
        parser.add_argument("--parent", metavar="NOTICE", help="number or exact title of the notice that it adapts")
        parser.add_argument("--dry-run", action="store_true", help="say what would be stored, store nothing")

    def handle(self, file, **options):
        try:
            data = bytes_in(file)
            upload = uploaded(data)
            reading = admitted(upload.text)
            refuse_contradiction(reading, options)
            refuse_unprintable(document_from(reading, organs=map(Organ, options["issuer"])), STORED)
            origin = self._origin(options, hashlib.sha256(data).hexdigest())
        except Refused as error:
            raise CommandError(str(error)) from None
        for note in upload.notes:
            self.stdout.write(note)
        if options["dry_run"]:
            self._say(recorded(origin), reading, "试读，未保存")
            return
        notice, is_new = record(reading, origin)
        self._say(notice, reading, "已收录" if is_new else "此前已收录，未作改动")
        self._warn(notice, origin, is_new)

    def _origin(self, options, digest):
        return Origin(
            campaign=_campaign(options["campaign"]),
            host=_department(options["host"]),
            digest=digest,
            parent=notice_called(options["parent"]) if options["parent"] else None,
            issuers=tuple(options["issuer"]),
            dated=options["date"],
        )

    def _warn(self, notice, origin, is_new):
        """Say what a person may have overlooked."""
        if not is_new and origin.parent and notice.parent_id != origin.parent.pk:
            self.stdout.write("  它的上级通知仍是原来登记的，这次给出的 --parent 没有采用。")
        number = notice.current.doc_number
        twins = Notice.objects.filter(campaign=notice.campaign, current__doc_number=number).exclude(pk=notice.pk)
        if is_new and number and (found := list(twins.values_list("pk", flat=True)[:5])):
            self.stdout.write(
                f"  注意：第 {'、'.join(map(str, found))} 号通知的发文字号也是{number}，请核对是否重复收录。"
            )

    def _say(self, notice, reading, what):
        clauses = sum(piece.kind == "clause" for section in reading.sections for piece in section.children)
        parts = [f"{len(reading.sections)} 个部分", f"{clauses} 个条款", f"{len(reading.attachments)} 个附件"]
        number = f"（第 {notice.pk} 号）" if notice else ""
        self.stdout.write(f"{what}：《{reading.title}》{number}，{'、'.join(parts)}，{len(reading.advice)} 条提示。")
        for dropped in sorted(reading.dropped, key=lambda each: each.line):
            self.stdout.write(f"  第 {dropped.line} 行未列入正文（{dropped.why}）：{dropped.text}")
        for line in advice_lines(reading):
            self.stdout.write(line)


def _campaign(year):
    campaign = Campaign.objects.filter(year=year).first()
    if campaign is None:
        raise Refused(f"还没有 {year} 年的质量月活动，请先在管理后台建立。")
    return campaign


def _department(name):
    found = list(Department.objects.called(name)[:2] if name.strip() else []) or list(
        Department.objects.filter(pk=whole(name))
    )
    if len(found) > 1:
        raise Refused(f"有几个部门都叫“{name}”，请改用部门编号。")
    if not found:
        raise Refused(f"没有叫“{name}”的部门，请检查名称，或先在管理后台登记。")
    return found[0]

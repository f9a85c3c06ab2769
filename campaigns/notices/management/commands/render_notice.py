from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from campaigns.documents import fonts, seals
from campaigns.documents.document import DocumentError, Layout, Organ
from campaigns.documents.making import FORMATS, made
from campaigns.notices.intake import Refused, admitted, refuse_unprintable
from campaigns.notices.printing import document_from, document_of

from ._files import bytes_in, text_in, write
from ._said import advice_lines, notice_called, refuse_contradiction


class Command(BaseCommand):
    help = "Typeset a stored notice, or one straight from a text, as PDF or DOCX."

    def add_arguments(self, parser):
        parser.add_argument("notice", nargs="?", metavar="NOTICE", help="number or exact title of a stored notice")
        parser.add_argument(
            "-o", "--output", required=True, metavar="FILE", help="where to write; - for standard output"
        )
        parser.add_argument(
            "--layout",
            choices=[layout.value for layout in Layout],
            help="default: 2012, for a stored notice that of its time",
        )
        parser.add_argument("--format", choices=[*FORMATS], help="default: by the name of the output")
        parser.add_argument("--draft", action="store_true", help="print 草稿 across every page")
        parser.add_argument(
            "--sample-seals", action="store_true", help="put a plain ring 印章示意 where each seal will stand"
        )
        parser.add_argument("--seals", action="store_true", help="put the seals on that the organs of NOTICE uploaded")
        text = parser.add_argument_group("straight from a text; the options stand in for what it lacks")
        text.add_argument("--text", metavar="FILE", help="a text file instead of NOTICE; - for standard input")
        text.add_argument("--number", default="", metavar="N", help="发文字号, like 国质检质〔2008〕270号")
        text.add_argument("--date", default="", metavar="D", help="2008, 2008-08 or 2008-08-26")
        text.add_argument(
            "--issuer", action="append", default=[], metavar="D", help="organ that signs; repeat in order"
        )
        text.add_argument("--seal", action="append", default=[], metavar="FILE", help="its seal; repeat in order")

    def handle(self, output, **options):
        try:
            _refuse_mixture(options)
            format = _format(output, options)
            document, layout = self._from_text(options) if options["text"] else self._stored(options)
            document = _finished(document, options)
            refuse_unprintable(document)
            content = made(document, options["layout"] or layout, format)
            write(output, content)
        except (Refused, DocumentError, fonts.NoFontError) as error:
            raise CommandError(str(error)) from None
        for warning in fonts.warnings():
            self.stderr.write(warning)
        if output != "-":
            self.stdout.write(f"已写入 {output}。")

    def _from_text(self, options):
        reading = admitted(text_in(options["text"]))
        refuse_contradiction(reading, options)
        for line in advice_lines(reading):
            self.stderr.write(line)
        organs = [Organ(name) for name in options["issuer"]]
        document = document_from(reading, organs=organs, number=options["number"], dated=options["date"])
        return document, Layout.Y2012

    def _stored(self, options):
        notice = notice_called(options["notice"])
        if options["seals"] and notice.is_recorded:
            raise Refused("收录的通知不是由本系统制发的，不能加盖印章。")
        return document_of(notice.current, has_seals=options["seals"]), notice.current.layout


def _refuse_mixture(options):
    if bool(options["notice"]) == bool(options["text"]):
        raise Refused("请写明要排印的通知（编号或标题），或用 --text 给出文本文件，二者取一。")
    alien = ("number", "date", "issuer", "seal") if options["notice"] else ("seals",)
    if given := [key for key in alien if options[key]]:
        only = " --text" if options["notice"] else "已存的通知"
        raise Refused(f"--{given[0]} 只用于{only}，请去掉。")
    if options["sample_seals"] and (options["seals"] or options["seal"]):
        raise Refused("--sample-seals 是印章示意，不能与真实的印章同时使用，请二者取一。")


def _format(output, options):
    """The format that is asked for: by --format, else by the name of the output. One of its sources it may not be."""
    suffix, asked = Path(output).suffix.lower().removeprefix("."), options["format"]
    for name in filter(None, (options["text"], *options["seal"])):
        if output != "-" and Path(output).exists() and Path(name).exists() and Path(output).samefile(name):
            raise Refused(f"--output 与 {name} 是同一个文件，写入会毁掉它，请换一个文件名。")
    if asked and suffix in FORMATS and suffix != asked:
        raise Refused(f"文件名 {output} 与 --format {asked} 不一致，请改其中一个。")
    if not asked and suffix not in FORMATS and output != "-":
        raise Refused(f"从文件名 {output} 看不出格式，应以 .pdf 或 .docx 结尾，或用 --format 写明。")
    return asked or (suffix if suffix in FORMATS else "pdf")


def _finished(document, options):
    """The document with the seals that a person gave, and the mark of a draft."""
    given = [bytes_in(name, seals.MOST_BYTES) for name in options["seal"]]
    if len(given) > len(document.organs):
        raise Refused(
            f"给出了 {len(given)} 枚印章，而发文机关只有 {len(document.organs)} 个，请核对 --seal 和 --issuer。"
        )
    if given and len(given) < len(document.organs):
        raise Refused(
            f"发文机关有 {len(document.organs)} 个，只给出 {len(given)} 枚印章；联合行文应当都加盖印章，请补齐 --seal。"
        )
    for picture in given:
        seals.ready(picture)  # an empty file is none, and is not passed over
    if options["sample_seals"] and not document.organs:
        raise Refused("没有发文机关，印章示意无处可放，请用 --issuer 写明发文机关。")
    if options["sample_seals"]:
        given = [seals.sample_ring()] * len(document.organs)
    organs = tuple(replace(organ, seal=seal or organ.seal) for organ, seal in zip_longest(document.organs, given))
    is_signed = document.is_signed or bool(given)
    return replace(document, organs=organs, is_signed=is_signed, is_draft=document.is_draft or options["draft"])

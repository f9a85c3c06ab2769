"""What a person says on the command line, whether it fits the text, and what the text gives to say back."""

from django.core.exceptions import ValidationError

from campaigns.notices.intake import Refused
from campaigns.notices.models import Notice
from campaigns.notices.reading.characters import same
from organizations.partial_dates import validate_partial_date

LONGEST_NAME = 100


def refuse_contradiction(reading, options):
    """Raise Refused where an option is no answer, or says otherwise than the text says itself."""
    _refuse_bad(options)
    signed, named = [same(name) for name in reading.issuers], [same(name) for name in options["issuer"]]
    if signed and named and signed != named:
        _clash("署名", "、".join(reading.issuers), "issuer")
    if reading.date and options["date"] and reading.date.iso != options["date"]:
        _clash("成文日期", reading.date.text, "date")
    if reading.doc_number and options.get("number") and same(reading.doc_number) != same(options["number"]):
        _clash("发文字号", reading.doc_number, "number")


def _refuse_bad(options):
    said = [options["date"], options.get("number"), options.get("host"), options.get("parent"), *options["issuer"]]
    if any("\ud800" <= each <= "\udfff" for text in said if text for each in text):
        raise Refused("命令行里有的文字不是 UTF-8 编码，请检查终端的编码。")
    if any(not 0 < len(name.strip()) <= LONGEST_NAME for name in options["issuer"]):
        raise Refused(f"--issuer 应为发文机关名称，不能为空，也不能超过 {LONGEST_NAME} 字。")
    try:
        validate_partial_date(options["date"] or "2000")
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def _clash(what, said, option):
    raise Refused(f"原文的{what}是{said}，与 --{option} 不一致，请去掉 --{option}，或核对是否选错了文件。")


def advice_lines(reading):
    """Return the advice on a Reading as lines for a person."""
    return [f"  第 {each.line} 行：{each.say}" if each.line else f"  {each.say}" for each in reading.advice]


def notice_called(name):
    """Return the notice of this number or exact title. Raise Refused where there is none, or several."""
    found = list(Notice.objects.filter(pk=whole(name)) or Notice.objects.filter(current__title=name)[:2])
    if len(found) > 1:
        raise Refused(f"有几件通知都叫“{name}”，请改用通知编号。")
    if not found or found[0].current is None:
        raise Refused(f"没有找到通知“{name}”，请检查编号或标题。")
    return found[0]


def whole(name):
    """Return the number that `name` is, or 0."""
    return int(name) if name.isascii() and name.isdigit() and len(name) < 18 else 0

"""公文种类, title, organs (党政机关公文处理工作条例, arts. 8, 9, 13 to 17)."""

import re

from ...wording import RULES, kind_of, title_slips
from .texts import joined

_REQUEST = re.compile(r"请(?:予)?(?:批示|批准|审批|审定|批复)|妥否|当否|可否")
_NUMBERED = re.compile(r"〔\d{4}〕")
_AND = re.compile(r"[、，；]|和")


def of_kind(elements, texts):
    title = joined(elements.title)
    kind = kind_of(title)
    for rule, section, sentence in title_slips(title):
        yield rule, section, title, sentence
    yield from _of_number(elements)
    yield from _of_upward(elements, kind, texts)
    yield from _of_secrecy(elements)


def _of_number(elements):
    number = elements.head.number
    if number and len(_NUMBERED.findall(number.text)) > 1:
        yield "number.host", f"{RULES}第九条", number.text, "联合行文只标主办机关的发文字号。"


def _of_upward(elements, kind, texts):
    to = joined(elements.addressees)
    if kind in ("请示", "报告") and elements.head.mark and not elements.head.signers:
        yield "upward.signer", f"{RULES}第九条", kind, "上行文应当标注签发人姓名。"
    if kind == "请示" and _AND.search(to.rstrip("：:")):
        yield "request.one", f"{RULES}第十五条", to[:20], "请示一般只主送一个上级机关。"
    if kind == "报告":
        for text in texts:
            if found := _REQUEST.search(text):
                yield "report.request", f"{RULES}第十五条", found[0], "不得在报告中夹带请示事项。"
                return


def _of_secrecy(elements):
    head = elements.head
    if head.secrecy and not head.copy_number:
        yield "secrecy.copy_number", f"{RULES}第九条", head.secrecy.text, "涉密公文应当标注份号。"

"""公文种类, title, organs (党政机关公文处理工作条例, arts. 8, 9, 13 to 17)."""

import re

from .texts import joined

KINDS = "决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
_LAST = re.compile(rf"(?:{'|'.join(KINDS)})(?:（[^）]*）)?$")
_STACKED = re.compile(r"(?:通知|通告|意见|决定|报告|请示|函)的(?:通知|通告|意见|决定|报告|请示|函)$|请示报告$")
_MATTER = re.compile(r"关于|印发|转发|批转")
_REQUEST = re.compile(r"请(?:予)?(?:批示|批准|审批|审定|批复)|妥否|当否|可否")
_NUMBERED = re.compile(r"〔\d{4}〕")
_RULES = "《党政机关公文处理工作条例》"
_AND = re.compile(r"[、，；]|和")


def of_kind(elements, texts):
    title = joined(elements.title)
    kind = _kind(title)
    yield from _of_title(title, kind)
    yield from _of_number(elements)
    yield from _of_upward(elements, kind, texts)
    yield from _of_secrecy(elements)


def _kind(title):
    found = _LAST.search(title)
    return re.sub(r"（.*", "", found[0]) if found else ""


def _of_title(title, kind):
    if not title:
        return
    if not kind:
        yield "kind.last", f"{_RULES}第八条", title, "标题应以15种公文种类之一结尾。"
    if _STACKED.search(title):
        yield "kind.one", f"{_RULES}第八条", title, "标题中文种重叠，宜只用一个文种。"
    if not _MATTER.search(title):
        yield "title.matter", f"{_RULES}第九条", title, "标题宜写明事由（“关于……的”）。"
    if title.startswith("关于"):
        yield "title.organ", f"{_RULES}第九条", title, "标题由发文机关名称、事由和文种组成，此处没有发文机关名称。"


def _of_number(elements):
    number = elements.head.number
    if number and len(_NUMBERED.findall(number.text)) > 1:
        yield "number.host", f"{_RULES}第九条", number.text, "联合行文只标主办机关的发文字号。"


def _of_upward(elements, kind, texts):
    to = joined(elements.addressees)
    if kind in ("请示", "报告") and elements.head.mark and not elements.head.signers:
        yield "upward.signer", f"{_RULES}第九条", kind, "上行文应当标注签发人姓名。"
    if kind == "请示" and _AND.search(to.rstrip("：:")):
        yield "request.one", f"{_RULES}第十五条", to[:20], "请示一般只主送一个上级机关。"
    if kind == "报告":
        for text in texts:
            if found := _REQUEST.search(text):
                yield "report.request", f"{_RULES}第十五条", found[0], "不得在报告中夹带请示事项。"
                return


def _of_secrecy(elements):
    head = elements.head
    if head.secrecy and not head.copy_number:
        yield "secrecy.copy_number", f"{_RULES}第九条", head.secrecy.text, "涉密公文应当标注份号。"

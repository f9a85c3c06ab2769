"""发文字号: the document number, in whatever brackets (GB/T 9704-2012 §7.2.5)."""

import re

NUMBER = re.compile(
    r"\(?(\((?:19)?\d{2}\)[\u4e00-\u9fff]{2,14}第?\d{1,5}号|[A-Za-z\u4e00-\u9fff()·]{1,24}[\[(](?:19|20)\d{2}[\])][\u4e00-\u9fff]{0,4}?(?:字)?第?\d{1,5}号"
    r"|(?:19|20)\d{2}年第\d{1,4}号|第\d{1,4}号)\)?"
)
_SIGNER = re.compile(r"(.*?)(签发人:.{2,20})")
_TITLE_WORD = re.compile("关于|通知|公告|意见")
URGENCY = re.compile(r"(?:(?:紧急程度|等级|缓急):)?(特急|加急|急件|特提|平急|紧急)(?:·?明电)?")


def number_in(line):
    """Return the match of a line that is a document number and nothing else, signer aside; group 1 is the number."""
    match = NUMBER.fullmatch(_without_signer(line.compact)) if len(line.compact) < 80 else None
    return match if match and not _TITLE_WORD.search(match[1]) and not URGENCY.match(match[1]) else None


def _without_signer(compact):
    match = _SIGNER.fullmatch(compact)
    return match[1] if match else compact

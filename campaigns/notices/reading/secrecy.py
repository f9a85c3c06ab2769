"""Markings of secrecy 绝密, 机密, 秘密 (GB/T 9704-2012 §7.2.2): a line that bears one and nothing of a sentence.

A marking stands alone or beside a label, a star, a term, an urgency, a copy number, a document number or a red head.
All of these are taken away; where only the word remains, the line is a marking. The word inside a sentence is none.
"""

import re
import unicodedata
from itertools import pairwise

_SIMPLIFIED = str.maketrans("絕機祕級長啟", "绝机秘级长启")
_INK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")
_COUNT = "[0-9一二三四五六七八九十百两半]"
_BESIDE = re.compile(
    rf"密级和保密期限|保密(?:等级|级别|期限)|密级|紧急程度|缓急"
    rf"|特急|加急|急件|特提|平急"
    rf"|至?[12][0-9]{{3}}年(?:{_COUNT}{{1,3}}月)?(?:{_COUNT}{{1,3}}日)?前?|{_COUNT}{{1,3}}(?:个?月|年|天|日)"
    rf"|长期|不满|(?:公布|启封|启用|解密|印发)前"
    rf"|[\u4e00-\u9fff]{{1,20}}(?:19|20)[0-9]{{2}}第?[0-9]{{1,5}}号|第?(?:No)?[0-9]{{6,7}}号?|[\u4e00-\u9fff]{{3,30}}文件$"
)
_WORD = re.compile("(绝密|机密|秘密)(?:级|件)?")
_STARRED = re.compile(r"[\s(（\[【]*([绝絕机機秘祕]密)[★☆]")  # at the head of a line, whatever goes on behind it
_LONGEST = 80
_GOES_ON = ("，", "。", "、", "；", "）", "”", ",", ".", ";", ")")


def marking_of(text, following=""):
    """Return 绝密, 机密 or 秘密 where the line `text` is a marking, else "".

    `following` is the next line: a bare word before a comma was torn out of a sentence by a line break.
    """
    if starred := _STARRED.match(text[:40]):
        return starred[1].translate(_SIMPLIFIED)
    if len(text) > 4 * _LONGEST:
        return ""
    bare = _INK.sub("", unicodedata.normalize("NFKC", text)).translate(_SIMPLIFIED)
    word = _WORD.search(bare)
    if not word or len(bare) > _LONGEST:
        return ""
    if bare == word[0] == text.strip() and following.lstrip().startswith(_GOES_ON):
        return ""
    before, after = bare[: word.start()], bare[word.end() :]
    return word[1] if not _BESIDE.sub("", before) and not _BESIDE.sub("", after) else ""


def marking_in(text):
    """Return the marking that a line of `text` is, the first one, or ""."""
    found = (marking_of(line, following) for line, following in pairwise([*text.splitlines(), ""]))
    return next(filter(None, found), "")

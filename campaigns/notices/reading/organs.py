"""Names of organs, as they stand under a notice, over its title, or in its first sentence."""

import re
from itertools import pairwise

from .characters import fold

_ENDINGS = (
    "局 部 委 委员会 厅 办 办公室 办公厅 总局 会 院 署 社 中心 政府 党委 团委 省委 市委 县委 区委 中央 公司 集团 学校 大学 学院 "
    "所 站 处 科 厂 组 指挥部 司 总队 支队 法院 联 台 库 馆 校 协会 工商联 妇联 协 银行 分行 管委会 国务院 工委 司令部"
).split()
_NAME = re.compile(
    rf"[\u4e00-\u9fff·()“”\"]{{1,38}}(?:{'|'.join(sorted(_ENDINGS, key=len, reverse=True))})(?:\([^()]{{1,20}}\))?"
)
_TWO = ("工会", "团委", "党委", "妇联")
_SEAL_NOTE = re.compile(r"[(（](?:\s*(?:盖\s*章|印\s*章|公\s*章|章|印)\s*|[^()（）]{0,30}代\s*章?\s*)[)）]")
_COMMAS = re.compile("[、,，;；]")
_NOT_A_NAME = re.compile(r"[。!?:;,]|^(?:各|请|并|及|和|与|由|经|对)")


def is_organ(name):
    """Say whether `name` has the form of an organ's name, such as 浙江省总工会 or 共青团浙江省委."""
    folded = fold(name)
    return bool(_NAME.fullmatch(folded)) and not _NOT_A_NAME.search(folded) and (len(folded) >= 3 or folded in _TWO)


_PERSON = re.compile(
    r"(?:代)?(?:[局部署省市县区州厅院行社校会]长|主任|主席|总理|书记|总经理|董事长)[:：]?\s*[\u4e00-\u9fff·\s]{2,12}"
)


def is_signer(text):
    """Say whether `text` is an office and a name, such as 局长 张三, as it stands under an order."""
    return bool(_PERSON.fullmatch(text.strip()))


def seal_notes(text):
    """Return the marks （盖章） and the like that stand in for a seal."""
    return _SEAL_NOTE.findall(text)


def without_seal_notes(text):
    return _SEAL_NOTE.sub("", text)


def organs_in(text):
    """Return the names that `text` consists of, or [] where it is anything but names.

    Spaces separate names (浙江省总工会 共青团浙江省委) or letters of one name (浙 江 省 总 工 会).
    """
    bare = without_seal_notes(text).strip()
    if not bare or len(bare) > 400:
        return []
    names = []
    for part in _COMMAS.split(bare):
        found = _spaced_names(part.split())
        if part.strip() and not found:
            return []
        names += found
    return names


def _spaced_names(tokens):
    if len(tokens) > 2 and all(len(token) == 1 for token in tokens):
        tokens = ["".join(tokens)]
    names, part = [], ""
    for token, following in pairwise([*tokens, ""]):
        part += token
        if is_organ(part) and not (len(following) == 1 and is_organ(part + following)):
            names.append(part)
            part = ""
    return [] if part else names


_LIST = re.compile(r"(?P<names>[^。；;:：]{4,400}?)(?:共同|联合|研究|将|拟)*(?:决定|定于|商定)")


def organs_before_decision(text):
    """Return the organs named in “A、B、C和D决定…”, in order, or [] where fewer than two stand there."""
    match = _LIST.search(text[:600])
    if not match:
        return []
    parts = re.split(r"[、，,]", match["names"])
    names = [name for part in parts for name in _split_and(part)]
    tail = []
    for name in reversed(names):
        if not is_organ(name):
            break
        tail.insert(0, name)
    return tail if len(tail) > 1 else []


def _split_and(part):
    """Split 中华全国总工会和共青团中央; leave 国家发展和改革委员会 alone."""
    for match in re.finditer("[和与及]", part):
        left, right = part[: match.start()], part[match.end() :]
        if is_organ(left) and is_organ(right):
            return [left, *_split_and(right)]
    return [part]

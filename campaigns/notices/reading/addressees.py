"""主送机关: who is addressed, on the first lines under the title (GB/T 9704-2012 §7.3.2)."""

import re

from . import furniture

_NO_ADDRESSEE = re.compile(r"如下|现将|现就|现予|决定|根据|^为|按照|特制定|(?:通知|附件|要求|原则|内容|日程|时间):$")


def is_addressees(line):
    """Whether `line` alone can be the addressees: it ends with a colon and leads on to no list or reason."""
    if not line.folded.endswith(":") or "。" in line.text or len(line.text) > 1500 or line.marker:
        return False
    return len(line.compact) > 2 and not _NO_ADDRESSEE.search(line.compact) and not furniture.facts(line)


def count_addressees(lines):
    """Over how many of the first lines the addressees run; 0 where there are none."""
    for count, line in enumerate(lines[:8], start=1):
        if "。" in line.text or line.marker or furniture.facts(line):
            return 0
        if is_addressees(line):
            return count
    return 0


def bare_addressees(lines):
    """1 where the first line is addressees without their colon: 各市、县市场监管局 over an indented text."""
    if len(lines) < 2 or lines[0].marker or not lines[0].compact.startswith("各") or len(lines[0].compact) > 200:
        return 0
    return int(not re.search("[。;!?:]", lines[0].folded) and lines[1].indent > lines[0].indent)

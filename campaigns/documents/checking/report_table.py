"""A report as a table for people, in Chinese; wide characters count twice."""

import unicodedata

from .rules import rules_for

_WORDS = {True: "合格", False: "不合格", None: "无此项"}
_HEADER = ("结果", "项目", "条款", "实测", "应为", "允许偏差")
_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks (GB/T 15834)
_WIDEST = (6, 44, 13, 40, 60, 14)


def as_table(report, is_whole=False):
    """Return the report as lines: what fails first, then what conforms; the advice last. is_whole: also what is not there."""
    names = {rule.id: rule.name for rule in rules_for(report.layout)}
    order = {False: 0, True: 1, None: 2}
    shown = [check for check in report.checks if is_whole or check.ok is not None]
    checks = sorted(shown, key=lambda check: order[check.ok])
    table = [_HEADER, *(_cells(check, names[check.rule]) for check in checks)]
    return "\n".join([*_aligned(table), "", _summary(report), *_advice(report)])


def _cells(check, name):
    return (_WORDS[check.ok], name, check.section, check.measured or "—", check.expected, check.tolerance)


def _aligned(table):
    widths = [min(most, max(_width(row[at]) for row in table)) for at, most in enumerate(_WIDEST)]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def _padded(cell, width):
    return cell + " " * max(0, width - _width(cell))


def _width(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _summary(report):
    counts = {ok: sum(check.ok is ok for check in report.checks) for ok in (True, False, None)}
    verdict = f"{counts[False]}项不合格" if counts[False] else "未发现不合格项"
    return (
        f"共{report.pages}页，按{_layout(report.layout)}检查{len(report.checks)}项："
        f"{verdict}，{counts[True]}项合格，{counts[None]}项无此项。用纸、印刷和装订无法由 PDF 测得。"
    )


def _layout(layout):
    return {"2012": " GB/T 9704-2012 ", "1999": " GB/T 9704-1999 ", "letter": " GB/T 9704-2012 信函格式"}[layout]


def _advice(report):
    if not report.advice:
        return ["", "文字建议：无。"]
    lines = [
        f"{at}. {one.advice}（{one.section}）“{one.text.translate(_INNER)}”"
        if one.text
        else f"{at}. {one.advice}（{one.section}）"
        for at, one in enumerate(report.advice, 1)
    ]
    return ["", f"文字建议（供参考，不影响结论）{len(lines)}条：", *lines]

"""From the end of the text on: list of attachments, signature, notes, attachments, 版记 (GB/T 9704-2012 §7.3.4 to §7.4)."""

import re
from dataclasses import replace
from itertools import pairwise

from . import furniture
from .body import SLOGAN_WORDS, build
from .characters import close_up, fold, same, squeeze
from .dates import at_end
from .dates import whole as whole_date
from .head import ends_like_title, title_text
from .numerals import number
from .organs import is_signer, organs_in, seal_notes, without_seal_notes
from .structure import Attachment, Dropped

_SERIAL = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_ANNEX = re.compile(
    rf"(?P<label>附\s{{0,9}}[件表]\s{{0,9}}(?:{_SERIAL})?|后\s{{0,9}}附\s{{0,9}}[件表]?\s{{0,9}}(?:{_SERIAL})?(?=\s{{0,9}}:)|附\s{{0,9}}(?:{_SERIAL})?(?=\s{{0,9}}:))\s{{0,9}}(?:[:.、]|(?<=\s)|$)\s{{0,9}}"
)
_LISTED = re.compile(rf"(?P<serial>{_SERIAL})\s*[.、:]\s*(?:(?!\d)|(?=\d{{4}}|\d{{1,2}}月))")
_NEXT_LISTED = re.compile(r"(?:(?<=[;。])|(?<=\s\s))\s*(?=\d{1,2}\s*[.、]\s*(?!\d))(?<!:)")
_CONTACT = re.compile(r"\(?(?:联系人|联系电话|联系方式|咨询电话|电话|传真|邮箱|电子邮箱|地址)")
_IMPRINT = re.compile(r"(主\s*题\s*词|抄\s*送|抄\s*报|抄\s*发|分\s*送|内部发送|本\s*[局厅部委会办院署社])\s*:\s*")
_PRINT_WORD = re.compile(r"\s{0,9}印\s{0,9}[发制]?$")
_MISCELLANY = re.compile(r"\(?共印\d+份\)?|(?:打字|校对|录入|核稿|拟稿|承办单位|承办人):.{0,40}")
_NOTE = re.compile(r"\(.{2,300}\)|[A-Z]{2,6}\d{2}[-—]\d{4}[-—]\d{3,5}|(?:信息)?公开(?:选项|方式|属性|形式)\s*:.{2,12}")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,24}[\[(](?:19|20)\d{2}[\])]\d{1,5}号")
_SUBTITLE = re.compile(r"\([^()]{1,20}\)")
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,20}")
_FILE = re.compile(
    r"(?:\.[a-z]{2,4}|[表单书图]|方案|办法|口号|格式|模板|要求|意见|通知|安排|计划|标准|细则|指南|材料|说明)$",
    re.IGNORECASE,
)
_COMMAS = re.compile("[、,，;；]")


# --- where the text ends ------------------------------------------------------------------------------------------


def cut_feet(lines, reading):
    """Take off the foot of the page: from the first foot line after the last line that is surely the notice's."""
    sure = max((i for i, line in enumerate(lines) if _is_sure(line)), default=-1)
    start = next((i for i in range(sure + 1, len(lines)) if furniture.foot(lines[i])), len(lines))
    for line in lines[start:]:
        reading.drop(line, furniture.foot(line) or "页脚")
    return lines[:start]


def _is_sure(line):
    if furniture.foot(line):
        return False
    if line.marker or "。" in line.text or whole_date(line.text, line.folded):
        return True
    return bool(_ANNEX.match(line.folded) or _IMPRINT.match(line.folded) or _printed(line))


def cut(lines):
    """Divide `lines` into (text, list of attachments, remarks under it, signature, rest)."""
    start, stop = _signature(lines) or (None, None)
    if start is None:
        start = stop = next((i for i, line in enumerate(lines) if i and _ends_text(line)), len(lines))
        return lines[:start], [], [], [], lines[start:]
    listing = _listing_start(lines, start)
    remarks = next((i for i in range(listing, start) if _CONTACT.match(lines[i].compact)), start)
    return lines[:listing], lines[listing:remarks], lines[remarks:start], lines[start:stop], lines[stop:]


def _ends_text(line):
    return bool(_IMPRINT.match(line.folded) or _printed(line) or _annex(line))


def _annex(line):
    match = _ANNEX.match(line.folded)
    return match if match and len(line.compact) <= 120 and "。" not in line.text[:-1] else None


def _signature(lines):
    """Return (start, stop) of the lines of names and date, or None."""
    for i, line in enumerate(lines):
        if not i or line.marker or len(line.compact) > 120:
            continue
        if whole_date(line.text, line.folded):
            start = _names_above(lines, i)
            after = lines[i + 1 : i + 3]
            if start < i or not after or _follows_signature(after[0]) or (_stops(lines[i - 1]) and _is_plan(after)):
                return start, i + 1
        elif (date := at_end(line.text, line.folded)) and organs_in(line.text[: date[1]]):
            return _names_above(lines, i), i + 1
    return _undated(lines)


def _is_plan(lines):
    """A title and what stands under it."""
    return len(lines) == 2 and _is_title(lines[0]) and ends_like_title(lines[0])


def _names_above(lines, index):
    start = index
    while (
        start > 1
        and not lines[start - 1].marker
        and (organs_in(lines[start - 1].text) or _is_seal_note(lines[start - 1]))
    ):
        start -= 1
    if start == index > 1 and _SHORT_NAME.fullmatch(lines[index - 1].compact) and _stops(lines[index - 2]):
        start -= 1
    return start


def _is_seal_note(line):
    return bool(seal_notes(line.text)) and not without_seal_notes(line.text).strip()


def _stops(line):
    return line.folded[-1] in "。!;:" or bool(_annex(line) or _LISTED.match(line.folded))


def _follows_signature(line):
    return bool(_ends_text(line) or _NOTE.fullmatch(line.folded) or furniture.foot(line))


def _undated(lines):
    """Names alone under a finished sentence, at the end or before what follows a signature."""
    for i in range(1, len(lines)):
        if not lines[i].marker and _stops(lines[i - 1]) and organs_in(lines[i].text) and not _annex(lines[i]):
            stop = i
            while stop < len(lines) and not lines[stop].marker and organs_in(lines[stop].text):
                stop += 1
            if stop == len(lines) or _follows_signature(lines[stop]):
                return i, stop
    return None


def _listing_start(lines, end):
    """Where the list of attachments before the signature begins; `end` if there is none."""
    start = i = end
    while i > 1 and end - i < 60 and _is_listed(lines[i - 1]) and not organs_in(lines[i - 1].text):
        i -= 1
        if _annex(lines[i]):
            start = i
    return start


def _is_listed(line):
    if len(line.compact) > 90 or "。" in line.text[:-1]:
        return False
    return bool(_annex(line) or _LISTED.match(line.folded)) or not line.compact.endswith("。")


# --- reading them -------------------------------------------------------------------------------------------------


def read_listing(lines, reading):
    """附件说明: return the attachments as listed, without bodies."""
    listed = []
    for line in [part for whole in lines for part in _one_by_one(whole)]:
        label, rest = _take(_ANNEX, line.text, line.folded)
        serial, name = _take(_LISTED, rest, fold(rest))
        if label.strip() or serial.strip() or not listed:
            marker = close_up(label + serial)
            if marks := "".join(re.findall("[;；。]$", name.strip())):
                reading.drop(line, "附件名称后的标点", marks)
                name = name.strip()[: -len(marks)]
            listed.append(
                Attachment(line.number, _label(label, serial), squeeze(name), squeeze(name), listed_marker=marker)
            )
            reading.drop(line, "附件说明的标签和序号", marker)
        else:
            listed[-1].title = listed[-1].listed = title_text([listed[-1].listed, name])
    if len(listed) > 1 and not listed[0].listed:
        bare, *listed = listed
        listed[0].listed_marker = bare.listed_marker + listed[0].listed_marker
    return [each for each in listed if each.listed]


def _one_by_one(line):
    """Divide 附件：1.报名表；2.规则；3.汇总表 into a line each."""
    cuts = [0, *(match.start() for match in _NEXT_LISTED.finditer(line.folded)), len(line.text)]
    return [replace(line, text=line.text[start:stop].strip()) for start, stop in pairwise(cuts)]


def _take(form, text, folded):
    match = form.match(folded)
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def _label(label, serial):
    digits = re.sub(r"\D", "", fold(serial)) or re.sub(r"[^一二三四五六七八九十]", "", serial)
    return "".join(label.split()).strip(":：.、") + digits if label.strip() else "附件" + digits


def read_signature(lines, reading):
    for line in lines:
        date = whole_date(line.text, line.folded)
        found = (date, 0) if date else at_end(line.text, line.folded)
        names = without_seal_notes(line.text[: found[1]] if found else line.text)
        if found and reading.date:
            reading.drop(line, "又一个日期", line.text[found[1] :])
        reading.date = reading.date or (found[0] if found else None)
        if is_signer(names):
            reading.notes.append(squeeze(names))
        else:
            reading.issuers += organs_in(names) or ([squeeze(names)] if names.strip() else [])
        if found and found[0].time:
            reading.drop(line, "钟点", found[0].time)
        if marks := "".join(_COMMAS.findall(names)):
            reading.drop(line, "署名之间的标点", marks)
        for note in seal_notes(line.text):
            reading.drop(line, "用印标记", note)


class Tail:
    """What stands after the signature, line by line. One field of the imprint or one attachment is open at a time."""

    def __init__(self, reading, listed):
        self.reading, self.listed = reading, listed
        self.listing, self.office = False, ""
        self.bodies = []  # (Attachment, its lines)
        self.field = ""
        self.fields = {}

    def read(self, lines):
        matter = _matter(lines)
        for i in range(len(lines)):
            self._take(lines, i, matter[i])
        self._imprint()
        self._attach()

    def _take(self, lines, i, is_matter):
        """File line `i`. The order of the tests is the rule: what is surest comes first."""
        line, following = lines[i], lines[i + 1] if i + 1 < len(lines) else None
        if match := _IMPRINT.match(line.folded):
            self._open_field("".join(match[1].split()), line, match.end())
        elif printed := _printed(line):
            self._print(line, *printed)
        elif _MISCELLANY.fullmatch(line.compact):
            self.reading.drop(line, "版记其他事项")
        elif match := _annex(line):
            self._open_annex(line, match, lines, i)
        elif self.listing and _LISTED.match(line.folded) and _is_listed(line):
            self.listed += read_listing([line], self.reading)
        elif (
            not self.reading.print_date
            and following
            and organs_in(line.text)
            and (printed := _printed(following))
            and not printed[1]
        ):
            self.office = line.text
        elif self.field and not self.fields[self.field][-1].endswith("。"):
            self.fields[self.field][-1] += line.text
        elif _NOTE.fullmatch(line.folded) and (not self.bodies or "此件" in line.text):
            self.reading.notes.append(close_up(line.text))
        elif self.bodies and not self.field:
            self.bodies[-1][1].append(line)
        elif not self.field and is_matter:
            self.bodies.append((Attachment(line.number), [line]))
        else:
            self.reading.drop(line, furniture.foot(line) or "页脚")

    # 版记

    def _open_field(self, label, line, end):
        name = {"主题词": "keywords"}.get(label, "internal" if label.startswith(("本", "内部")) else "cc")
        self.field = name
        if name == "internal":
            self.reading.internal_label = label
        self.fields.setdefault(name, []).append(line.text[end:].strip())
        self.reading.where.setdefault(name, line.number)
        self.reading.drop(line, "版记标签", close_up(line.text[:end]))

    def _print(self, line, date, start):
        if self.reading.print_date:
            self.reading.drop(line, "重复的印发行")
            return
        office = line.text[:start].strip() or self.office
        self.reading.print_office, self.reading.print_date = squeeze(office), date
        self.reading.drop(line, "印发日期", close_up(line.text[start:]))
        self.field = "printed"
        self.fields.setdefault("printed", []).append("。")

    def _imprint(self):
        keywords = " ".join(self.fields.get("keywords", []))
        self.reading.keywords = [word for word in re.split(r"[\s、,，;；]+", keywords) if word]
        self.reading.cc = "\n".join(map(close_up, self.fields.get("cc", [])))
        self.reading.internal_distribution = "\n".join(map(close_up, self.fields.get("internal", [])))
        if marks := "".join(_COMMAS.findall(keywords)):
            self.reading.dropped.append(Dropped(self.reading.where["keywords"], marks, "主题词之间的标点"))

    # Attachments

    def _open_annex(self, line, match, lines, i):
        self.field = ""
        label, rest = line.text[: match.end()], line.text[match.end() :]
        self.listing = bool(_LISTED.match(fold(rest))) or (not rest.strip() and _is_list_of_files(lines, i + 1))
        if self.listing:
            self.listed += read_listing([line], self.reading)
            return
        printed = "".join(label.split())
        attachment = Attachment(line.number, printed.strip(":：.、"), squeeze(rest), printed_label=printed)
        if marks := "".join(re.findall("[:：.、]", label)):
            self.reading.drop(line, "附件标签的标点", marks)
        self.bodies.append((attachment, []))

    def _attach(self):
        for attachment, lines in self.bodies:
            rest = _titled(attachment, lines)
            attachment.pieces = build(rest, slogans=bool(SLOGAN_WORDS.search(attachment.title)))
        self.reading.attachments = _matched([attachment for attachment, _ in self.bodies], self.listed)


def _printed(line):
    """Return (date, where it begins) of a line like 国家质检总局办公厅 2008年6月26日印发, or None."""
    bare = line.folded.rstrip()
    match = _PRINT_WORD.search(bare[-12:]) if len(line.compact) <= 80 else None
    if not match:
        return None
    end = max(0, len(bare) - 12) + match.start()
    return at_end(line.text[:end], line.folded[:end])


def _matter(lines):
    """For every line: whether from there on stands a plan rather than the page's foot, by serials or by sentences."""
    found, has_serial, sentences = [], False, 0
    for line in reversed(lines):
        has_serial = has_serial or bool(line.marker)
        sentences += "。" in line.text
        found.append(has_serial or sentences >= 2)
    return found[::-1]


def _titled(attachment, lines):
    """Give the attachment the title that its first lines are; return the other lines."""
    if lines and _DOC_NUMBER.fullmatch(lines[0].compact):  # a document passed on begins with its number
        return [lines[0], *_titled(attachment, lines[1:])]
    taken = 0
    if not attachment.title and lines and _is_title(lines[0]):
        taken = 1
    while 0 < taken < min(3, len(lines)) and not ends_like_title(lines[taken - 1]) and _is_title(lines[taken]):
        if not ends_like_title(lines[taken]):
            break
        taken += 1
    while 0 < taken < len(lines) and _SUBTITLE.fullmatch(lines[taken].compact):
        taken += 1
    if taken:
        attachment.title = title_text([line.text for line in lines[:taken]])
    return lines[taken:]


def _is_list_of_files(lines, i):
    """Whether a bare 附件： is followed by nothing but numbered names of files or forms."""
    start = i
    while i < len(lines) and not _ends_text(lines[i]):
        if not (_LISTED.match(lines[i].folded) and _FILE.search(lines[i].compact)):
            return False
        i += 1
    return i > start


def _is_title(line):
    return len(line.compact) <= 80 and not line.marker and not re.search("[。;!?:]", line.folded)


def _matched(attachments, listed):
    """Put the names of the list before the signature beside the attachments that follow it.

    By number; a plan without a label by its title; else in order.
    """
    numbered, titled = {}, {}
    for entry in reversed(listed):
        numbered[_number(entry)] = titled[same(entry.listed)] = entry
    taken, waiting = set(), iter(listed)
    for attachment in attachments:
        entry = numbered.get(_number(attachment)) if attachment.label else titled.get(same(attachment.title))
        if entry is None and attachment.label and not _number(attachment):
            entry = next((each for each in waiting if id(each) not in taken), None)
        if entry is not None and id(entry) not in taken:
            taken.add(id(entry))
            attachment.label = attachment.label or entry.label
            attachment.listed, attachment.listed_marker = entry.listed, entry.listed_marker
            attachment.title = attachment.title or entry.listed
    rest = [entry for entry in listed if id(entry) not in taken]
    return sorted(attachments + rest, key=lambda each: (bool(each.label), number(_number(each)) or 0))


def _number(attachment):
    return re.sub(r"[^0-9一二三四五六七八九十]", "", fold(attachment.label))

"""The signature and what stands behind it, line by line: notes, attachments, 版记 (GB/T 9704-2012 §7.3.5 to §7.4)."""

import re

from . import furniture
from .attachments import attachments_of, is_list_of_files, read_listing
from .characters import close_up, fold, squeeze
from .dates import at_end
from .dates import whole as whole_date
from .organs import is_signer, organs_in, seal_notes, without_seal_notes
from .signs import IMPRINT, LISTED, NOTE, annex, is_listed, printed
from .structure import Attachment, Dropped

_MISCELLANY = re.compile(r"\(?共印\d+份\)?|(?:打字|校对|录入|核稿|拟稿|承办单位|承办人):.{0,40}")
_COMMAS = re.compile("[、,，;；]")


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
        if match := IMPRINT.match(line.folded):
            self._open_field("".join(match[1].split()), line, match.end())
        elif found := printed(line):
            self._print(line, *found)
        elif _MISCELLANY.fullmatch(line.compact):
            self.reading.drop(line, "版记其他事项")
        elif match := annex(line):
            self._open_annex(line, match, lines, i)
        elif self.listing and LISTED.match(line.folded) and is_listed(line):
            self.listed += read_listing([line], self.reading)
        elif (
            not self.reading.print_date
            and following
            and organs_in(line.text)
            and (found := printed(following))
            and not found[1]
        ):
            self.office = line.text
        elif self.field and not self.fields[self.field][-1].endswith("。"):
            self.fields[self.field][-1] += line.text
        elif NOTE.fullmatch(line.folded) and (not self.bodies or "此件" in line.text):
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
        self.listing = bool(LISTED.match(fold(rest))) or (not rest.strip() and is_list_of_files(lines, i + 1))
        if self.listing:
            self.listed += read_listing([line], self.reading)
            return
        whole = "".join(label.split())
        attachment = Attachment(line.number, whole.strip(":：.、"), squeeze(rest), printed_label=whole)
        if marks := "".join(re.findall("[:：.、]", label)):
            self.reading.drop(line, "附件标签的标点", marks)
        self.bodies.append((attachment, []))

    def _attach(self):
        self.reading.attachments = attachments_of(self.bodies, self.listed)


def _matter(lines):
    """For every line: whether from there on stands a plan rather than the page's foot, by serials or by sentences."""
    found, has_serial, sentences = [], False, 0
    for line in reversed(lines):
        has_serial = has_serial or bool(line.marker)
        sentences += "。" in line.text
        found.append(has_serial or sentences >= 2)
    return found[::-1]

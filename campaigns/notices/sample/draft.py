"""A notice's text in sections and numbered clauses, from which the level below makes its own by plain changes."""

import re
from copy import deepcopy
from dataclasses import dataclass, field

from campaigns.notices.grams import runs
from campaigns.notices.reading.numerals import chinese

_SECTION = re.compile("[一二三四五六七八九十]+、")
_CLAUSE = re.compile("（[一二三四五六七八九十]+）")
_TAIL = "附件："
_DAYS = re.compile(r"第\d+日")
NAMED = 6  # characters in a row by which the table of days names a clause


@dataclass
class Clause:
    """`origins` are the places of the parent's clauses that it comes from: none for a new one, two for a merged one."""

    text: str
    origins: tuple[str, ...] = ()


@dataclass
class Section:
    heading: str
    lines: list[str] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


@dataclass
class Draft:
    """What stands before the sections, the sections, and what stands behind them; {words} in braces are filled in last.

    The methods change it. They name a clause by its place in the parent, 三（二）, and a section by its number, 三.
    """

    head: list[str] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text):
        draft = cls()
        for line in text.splitlines():
            draft._take(line)
        return draft

    def _take(self, line):
        if self.tail or line.startswith(_TAIL):
            self.tail.append(line)
        elif match := _SECTION.match(line):
            self.sections[match[0].rstrip("、")] = Section(line[match.end() :])
        elif not self.sections:
            self.head.append(line)
        elif match := _CLAUSE.match(line):
            self._last.clauses.append(Clause(line[match.end() :]))
        else:
            self._last.lines.append(line)

    @property
    def _last(self):
        return list(self.sections.values())[-1]

    def clauses(self):
        """Return {place: Clause} in order: 三（一）, 三（二） …"""
        return {
            f"{number}（{chinese(serial)}）": clause
            for number, section in self.sections.items()
            for serial, clause in enumerate(section.clauses, start=1)
        }

    def text(self, facts):
        """Return the whole text, with `facts` in place of the words in braces."""
        lines = list(self.head)
        for number, section in self.sections.items():
            numbered = [f"（{chinese(n)}）{clause.text}" for n, clause in enumerate(section.clauses, start=1)]
            lines += [f"{number}、{section.heading}", *section.lines, *numbered]
        return "\n".join([*lines, *self.tail]).format(**facts)

    # --- what the level below does with it ------------------------------------------------------------------------

    def child(self, words):
        """Return a draft of the level below that says the same: `words` are pairs of an expression and its substitute."""
        draft = deepcopy(self)
        for place, clause in draft.clauses().items():
            clause.text, clause.origins = _said(clause.text, words), (place,)
        for section in draft.sections.values():
            section.heading = _said(section.heading, words)
            section.lines = [_said(line, words) for line in section.lines]
        draft.head, draft.tail = ([_said(line, words) for line in lines] for lines in (draft.head, draft.tail))
        return draft

    def _find(self, place):
        for section in self.sections.values():
            for clause in section.clauses:
                if place in clause.origins:
                    return section, clause
        raise LookupError(place)

    def without(self, place):
        """The table of days behind the sections does not name it any more, either."""
        telling = runs(self._taken_out(place).text.partition("。")[0], NAMED)
        self.tail = [kept for line in self.tail if (kept := _without(line, telling))]

    def _taken_out(self, place):
        section, clause = self._find(place)
        section.clauses.remove(clause)
        return clause

    def joined(self, place, other):
        """Let the clause at `place` say also what the one at `other` says."""
        _, clause = self._find(place)
        _, joining = self._find(other)
        self._taken_out(other)
        clause.text += joining.text
        clause.origins += joining.origins

    def moved(self, place, number):
        section, clause = self._find(place)
        section.clauses.remove(clause)
        self.sections[number].clauses.append(clause)

    def reworded(self, place, old, new):
        _, clause = self._find(place)
        if old not in clause.text:
            raise LookupError(old)
        clause.text = clause.text.replace(old, new)

    def added(self, number, text):
        self.sections[number].clauses.append(Clause(text))

    def proclaimed(self, number, slogan):
        self.sections[number].lines.append(slogan)


def _without(line, telling):
    """Return a line of the table of days without what is told by such runs of characters; "" where nothing is left of it."""
    day, colon, said = line.partition("：")
    if not colon or not _DAYS.match(day):
        return line
    kept = [each for each in said.rstrip("。").split("，") if not telling & runs(each, NAMED)]
    return f"{day}：{'，'.join(kept)}。" if kept else ""


def _said(text, words):
    for old, new in words:
        text = re.sub(old, new, text)
    return text

"""What a check says: plain values, the same for people and for JSON."""

from dataclasses import asdict, dataclass

from ..document import Layout
from .elements import elements_of
from .opening import pages_of
from .rules import rules_for
from .wording import advise

LAYOUTS = tuple(layout.value for layout in Layout)


@dataclass(frozen=True)
class Check:
    """One rule measured. Lengths in mm and sizes in pt, with their unit; `measured` is None where `ok` is None.

    ok: True, False, or None where the element is absent and may be.
    """

    rule: str
    section: str
    measured: str | None
    expected: str
    tolerance: str
    ok: bool | None


@dataclass(frozen=True)
class Advice:
    """Wording that a person should look at: never right or wrong by measure."""

    rule: str
    section: str
    text: str
    advice: str


@dataclass(frozen=True)
class Report:
    layout: str
    pages: int
    checks: tuple
    advice: tuple

    @property
    def failures(self):
        return [check for check in self.checks if check.ok is False]

    def as_json(self):
        """Return plain lists and dictionaries."""
        return asdict(self) | {"checks": [*map(asdict, self.checks)], "advice": [*map(asdict, self.advice)]}


def check(pdf, layout="2012"):
    """Measure a PDF, given as bytes, against GB/T 9704. layout: "2012", "1999" or "letter" (2012 §10.1).

    Raises Unreadable, with a sentence for the user, where there is nothing to measure.

    Not for a web worker: a file of a few hundred kilobytes may be made so that it takes minutes or gigabytes to read,
    and there is no limit to either here. The command check_gongwen sets limits for its own process.
    """
    pages = pages_of(pdf)
    elements = elements_of(pages, layout)
    checks = tuple(_checked(rule, elements) for rule in rules_for(layout))
    return Report(layout, len(pages), checks, tuple(Advice(*one) for one in advise(elements)))


def _checked(rule, elements):
    found = rule.find(elements)
    measured, ok = (found.measured, found.ok) if found else (None, None)
    return Check(rule.id, rule.section, measured, rule.expected, rule.tolerance, None if ok is None else bool(ok))

"""The list of rules. A rule is a function from Elements to what it found, or to None where its element is absent."""

from dataclasses import dataclass

BOTH = ("2012", "1999")
NOW = ("2012", "letter")
OLD = ("1999",)
ALL = ("2012", "1999", "letter")


@dataclass(frozen=True)
class Found:
    """What was measured, as people read it, and whether that is right."""

    measured: str
    ok: bool


@dataclass(frozen=True)
class Rule:
    """id and name are what JSON and people see; section is that of GB/T 9704-2012 unless it says 1999."""

    id: str
    section: str
    name: str
    expected: str
    tolerance: str
    layouts: tuple
    find: object


RULES = []


def rule(identifier, section, name, expected, tolerance="", layouts=ALL):
    """Enter the decorated function in the list of rules."""

    def enter(find):
        RULES.append(Rule(identifier, section, name, expected, tolerance, layouts, find))
        return find

    return enter


def rules_for(layout):
    return [one for one in RULES if layout in one.layouts]

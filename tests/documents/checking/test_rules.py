"""Each rule is broken on a page that conforms, and is the only one that fails then."""

import pytest

from campaigns.documents.checking.rules import RULES
from tests.documents.checking import bases, breaks
from tests.documents.checking.breaks import BREAKS

CONFORMING = {
    "joint": (breaks.joint, "2012"),
    "attached": (breaks.attached, "2012"),
    "signed": (breaks.signed, "2012"),
    "plain": (breaks.plain, "2012"),
    "landscape": (breaks.landscape, "2012"),
    "blank page": (breaks.blank, "2012"),
    "addressees moved": (breaks.moved, "2012"),
    "secret": (bases.secret, "2012"),
    "upward": (bases.upward, "2012"),
    "order": (bases.order, "2012"),
    "minutes": (bases.minutes, "2012"),
    "signature stamp": (bases.stamped, "2012"),
    "1999, three organs": (breaks.old_joint, "1999"),
    "1999, one organ": (breaks.old_single, "1999"),
    "1999, secret": (lambda: bases.secret("1999"), "1999"),
    "letter": (breaks.letter, "letter"),
}


@pytest.mark.parametrize(("page", "layout"), CONFORMING.values(), ids=CONFORMING)
def test_what_conforms_passes(page, layout):
    assert bases.failing(page(), layout) == set()


@pytest.mark.parametrize(("rule", "layout", "page", "broken"), BREAKS, ids=[f"{one[1]}-{one[0]}" for one in BREAKS])
def test_a_break_is_caught_by_its_rule_and_by_no_other(rule, layout, page, broken):
    assert bases.failing(broken(page()), layout) == {rule}


def test_no_rule_is_without_a_break():
    broken = {(rule, layout) for rule, layout, *_ in BREAKS}
    assert [one.id for one in RULES if not any((one.id, layout) in broken for layout in one.layouts)] == []


@pytest.mark.parametrize("layout", ["2012", "1999", "letter"])
def test_a_rule_has_one_name_in_a_layout(layout):
    names = [one.id for one in RULES if layout in one.layouts]
    assert len(names) == len(set(names))

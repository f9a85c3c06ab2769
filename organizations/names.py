"""Names of people as they are entered: one rule for an invitation, a first account and a change of name."""

import re
import unicodedata

LONGEST = 60  # characters
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # of Unicode: controls, formats with the marks of direction, and ends of lines
FILLERS = {
    "\u034f",
    "\u115f",
    "\u1160",
    "\u17b4",
    "\u17b5",
    "\u2800",
    "\u3164",
    "\uffa0",
}  # letters and marks that show nothing
STANDS_IN = re.compile("[\u4e00-\u9fff]{2,}代[\u4e00-\u9fff]{2,}")


def in_order(name):
    """Return what sorts names by pinyin: GB 2312 lists the characters in common use in that order, the rare ones after them."""
    return name.encode("gb18030", "replace")


def tidy(name):
    """Return a name without what cannot be seen and without blanks around it.

    A mark of direction would turn the names that stand beside it on a page or a sheet; the rest makes two names of one.
    """
    seen = (each for each in name if unicodedata.category(each) not in UNSEEN and each not in FILLERS)
    return "".join(seen).strip()


def is_one(name):
    """Whether a tidy name has a letter that can be seen."""
    return any(unicodedata.category(each).startswith("L") for each in name)


def stands_in(name):
    """Whether a name reads as an act for another person does, 张三代李四: it would make a delegation of any record."""
    return bool(STANDS_IN.fullmatch(name))

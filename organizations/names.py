"""Names of people as they are entered: one rule for an invitation, a first account and a change of name."""

import unicodedata

LONGEST = 60  # characters
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # of Unicode: controls, formats with the marks of direction, and ends of lines


def in_order(name):
    """Return what sorts names by pinyin: GB 2312 lists the characters in common use in that order, the rare ones after them."""
    return name.encode("gb18030", "replace")


def tidy(name):
    """Return a name without what cannot be seen and without blanks around it.

    A mark of direction would turn the names that stand beside it on a page or a sheet; the rest makes two names of one.
    """
    return "".join(each for each in name if unicodedata.category(each) not in UNSEEN).strip()

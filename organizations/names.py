"""Names of people as they are entered: one rule for an invitation, a first account and a change of name."""

import unicodedata

LONGEST = 60  # characters
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # of Unicode: controls, formats with the marks of direction, and ends of lines


def tidy(name):
    """Return a name without what cannot be seen and without blanks around it.

    A mark of direction would turn the names that stand beside it on a page or a sheet; the rest makes two names of one.
    """
    return "".join(each for each in name if unicodedata.category(each) not in UNSEEN).strip()

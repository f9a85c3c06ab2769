"""To whom our notice goes, as it is proposed: the lines that the one above went to, one level further down."""

from ..drafting import addressing
from ..drafting.addressing import Place, Row
from ..drafting.classes import classes_below, kinds_below, proposal


def propose(edition, *, by):
    """Address a draft that was derived just now to the classes below its host; return it as it is then.

    One above that names no class says nothing of whom ours is for.
    """
    rows = rows_below(edition.answers, edition.notice.host)
    if not rows:
        return edition
    seen = addressing.stamp(addressing.rows_of(edition), edition.adapt_by)
    return addressing.save(edition.pk, {Place.MAIN: rows, Place.CC: []}, seen, by=by)


def rows_below(source, host):
    """Return a Row for each class that an edition above goes to: of its line, and of the next level below that has any of it.

    As it is printed the first one says where, and the others say but what they are: 各市市场监管局、总工会.
    """
    levels = {}
    for level, line, count in classes_below(host):
        if count:
            levels.setdefault(line.pk, (level, line))
    asked = source.addressed.filter(place=Place.MAIN, line__in=levels).order_by("position")
    duties = dict(reversed(list(asked.values_list("line", "duty"))))  # of two rows of a line, the first one's
    found = []
    for level, line in (levels[key] for key in dict.fromkeys(asked.values_list("line", flat=True))):
        words = proposal(host, level, line)
        is_joint = bool(found) and found[-1].level == level
        text = words.removeprefix(kinds_below(host, level)) if is_joint else words
        found.append(Row(text, duties[line.pk], level=level, line=line.pk, joint=is_joint))
    return found

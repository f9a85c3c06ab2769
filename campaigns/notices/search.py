"""Finding notices by words: in title, number and text, in what they are called, and in who issued them and where."""

from dataclasses import dataclass

from . import by_region
from .grams import WHOLE, grams, needed, normal, whole
from .models import Notice, NoticeText

LIMIT = 200  # hits that are listed
MOST_WORDS = 8
LONGEST = 100  # characters of a question
KINDS = ("通知", "质量月通知", "质量月活动通知")


@dataclass(frozen=True)
class Hits:
    """Keys of notices. `is_near`: none has the words in one piece; these have all their grams somewhere."""

    keys: list
    is_near: bool = False


# --- what is searched ---------------------------------------------------------------------------------------------


def index(notice):
    """Bring what is searched of a notice in line with its current edition."""
    rows = Notice.objects.select_related("current", "campaign", "host__region__parent__parent__parent")
    notice = rows.get(pk=notice.pk)
    organs = notice.current.issuers.values_list("printed_name", flat=True)
    clauses = notice.current.clauses.order_by("position").values_list("marker", "heading", "text")
    searched = entry(notice, [notice.host_name, *organs], map("".join, clauses))
    NoticeText.objects.update_or_create(notice=notice, defaults=searched)


def entry(notice, organs, clauses):
    """Return what is searched of a notice, as fields of NoticeText. A phrase stands within one of its lines.

    `organs` are the names of those who issued it; `clauses` the texts in order.
    """
    number = normal(notice.current.doc_number)
    parts = [notice.current.title, number, *names(notice), *organs, *clauses]
    lines = list(dict.fromkeys(filter(None, map(normal, parts))))
    codes = [grams(lines), whole(number)] if 0 < len(number) <= LONGEST else [grams(lines)]
    return {"words": "\n".join(lines), "grams": " ".join(codes)}


def names(notice):
    """Return what people call it (2008年浙江省通知, 2008年浙江质量月通知), and for where it is (浙江省杭州市, 浙江杭州)."""
    region, year = notice.host.region, notice.campaign.year
    called = [f"{year}年{name}{kind}" for name in (region.name, region.short_name) for kind in KINDS]
    path = [*by_region.above(region), region]
    return [*called, "".join(each.name for each in path), "".join(each.short_name for each in path)]


# --- what is found ------------------------------------------------------------------------------------------------


def words_of(question):
    """Return the normal words of a question, each once: what stands between spaces, without its punctuation."""
    return list(dict.fromkeys(filter(None, map(normal, question.split()))))


def find(notices, words):
    """Return the newest of the notices that have all the words, at most LIMIT + 1: one more says "more".

    A notice that bears the words as its number comes first. Where no notice has the words in one piece, those that
    have all their grams are found instead: the index has found them already.
    """
    held = holding(notices, {code for word in words for code in needed(word)})
    near = list(held[: LIMIT + 1])
    exact = list(dict.fromkeys([*bearing(notices, "".join(words)), *in_one_piece(held, near, words)]))
    return Hits((exact or near)[: LIMIT + 1], is_near=bool(near) and not exact)


def holding(notices, codes):
    """Return the keys of the notices whose texts have all the grams somewhere, newest first: a queryset."""
    held = NoticeText.objects.holding(sorted(codes)).has()
    return notices.filter(held).newest_first().values_list("pk", flat=True)


def bearing(notices, number):
    """Return the keys of the newest of the notices that bear this normal number."""
    return holding(notices, [whole(number)])[: LIMIT + 1] if len(number) > WHOLE else []


def in_one_piece(held, some, words):
    """Return the newest of the held keys whose texts have each word in one piece; `some` are the first of them.

    Whether a phrase stands there is read in the texts, from the newest on, as many at a time as were read before,
    until there are enough.
    """
    phrases = [word for word in words if len(word) > WHOLE]
    found, start, end = saying(some, phrases), 0, LIMIT + 1
    while len(some) == end - start and len(found) <= LIMIT:
        start, end = end, 2 * end
        some = list(held[start:end])
        found += saying(some, phrases)
    return found


def saying(keys, phrases):
    """Return those of the keys, in their order, whose texts have each of the phrases."""
    if not phrases or not keys:
        return keys
    passed = NoticeText.objects.filter(pk__in=keys).saying(phrases)
    return [key for key in keys if key in passed]

"""Finding notices by words in title, text and number."""

from .grams import WHOLE, grams, needed, normal
from .models import NoticeText

LIMIT = 200  # hits that are listed
MOST_WORDS = 8
LONGEST = 100  # characters of a question


def entry(edition):
    """Return what is searched of an edition, as fields of NoticeText. A phrase stands within one clause."""
    clauses = edition.clauses.order_by("position").values_list("marker", "heading", "text")
    parts = [edition.title, edition.doc_number, *map("".join, clauses)]
    lines = [line for line in map(normal, parts) if line]
    return {"words": "\n".join(lines), "grams": grams(lines)}


def index(notice):
    """Bring what is searched of a notice in line with its current edition."""
    NoticeText.objects.update_or_create(notice=notice, defaults=entry(notice.current))


def words_of(question):
    """Return the normal words of a question, each once: what stands between spaces, without its punctuation."""
    return list(dict.fromkeys(filter(None, map(normal, question.split()))))


def find(notices, words):
    """Return the keys of the newest of the notices that have all the words, at most LIMIT + 1: one more says "more".

    The index finds what has all the grams. Whether a phrase stands there in one piece is read in the texts, from the
    newest on, as many at a time as were read before, until there are enough.
    """
    codes = {code for word in words for code in needed(word)}
    held = NoticeText.objects.holding(sorted(codes)).has()
    keys = notices.filter(held).newest_first().values_list("pk", flat=True)
    phrases = [word for word in words if len(word) > WHOLE]
    found, start, end = [], 0, LIMIT + 1
    while start < end and len(found) <= LIMIT:
        some = list(keys[start:end])
        found += saying(some, phrases)
        start, end = end, 2 * end if len(some) == end - start else end
    return found[: LIMIT + 1]


def saying(keys, phrases):
    """Return those of the keys, in their order, whose texts have each of the phrases."""
    if not phrases:
        return keys
    passed = NoticeText.objects.filter(pk__in=keys).saying(phrases)
    return [key for key in keys if key in passed]

"""Which clause of one text is which of another: the same identity, else the same words, else what shares most with it.

The work grows with the number of clauses and no faster: each is compared with a few others, whatever was rewritten.
"""

import json
from collections import Counter, defaultdict
from difflib import SequenceMatcher

from ..grams import pairs as bigrams

ALIKE = 0.3  # clauses of which a smaller part of the bigrams is shared are not one that was reworded
LOOKED_AT = 500  # characters of each
RARE = 8  # bigrams that more clauses have than that say nothing of which is meant


def pairs(old, new):
    """Yield (clause before or None, clause now or None) of two canonical forms, in the order of the text."""
    befores, nows = old["clauses"], new["clauses"]
    a = c = 0
    for b, d, size in SequenceMatcher(None, _uids(old), _uids(new), autojunk=False).get_matching_blocks():
        yield from _by_body(befores[a:b], nows[c:d])
        yield from zip(befores[b : b + size], nows[d : d + size], strict=True)
        a, c = b + size, d + size


def body(clause):
    """What a clause says, without its number."""
    return {name: value for name, value in clause.items() if name not in ("marker", "listed_marker")}


def _uids(content):
    """Return the identities of the clauses; where they were not kept, no two are the same."""
    uids, count = content.get("uids") or [], len(content["clauses"])
    return uids if len(uids) == count else [object() for _ in range(count)]


def _by_body(old, new):
    """Pair what says the same, and by its words what stands between."""
    bodies = [[json.dumps(body(clause), sort_keys=True) for clause in each] for each in (old, new)]
    for _, a, b, c, d in SequenceMatcher(None, *bodies, autojunk=False).get_opcodes():
        yield from _by_words(old[a:b], new[c:d])


def _by_words(old, new):
    """Pair what stands in each other's place: one with one where they are as many, else each with what it shares most with."""
    known = [_grams(clause) for clause in old]
    if len(old) == len(new):
        for was, now, grams in zip(old, new, known, strict=True):
            same = body(was) == body(now) or are_alike(grams, _grams(now))
            yield from [(was, now)] if same else [(was, None), (None, now)]
        return
    where, done = _places(known), 0
    for now in new:
        grams = _grams(now)
        at = next((at for at in _likely(grams, where, done, len(old)) if are_alike(known[at], grams)), None)
        if at is None:
            yield None, now
            continue
        yield from ((was, None) for was in old[done:at])
        yield old[at], now
        done = at + 1
    yield from ((was, None) for was in old[done:])


def _grams(clause):
    text = (clause["heading"] + clause["text"])[:LOOKED_AT]
    return bigrams(text) or {text}


def _places(known):
    """Return {bigram: places of the clauses that have it} of those bigrams that tell clauses apart."""
    where = defaultdict(list)
    for at, grams in enumerate(known):
        for gram in grams:
            where[gram].append(at)
    return {gram: places for gram, places in where.items() if len(places) <= RARE}


def _likely(grams, where, first, end):
    """Return the places worth a look: the one with which most is shared, and the next in order."""
    votes = Counter(at for gram in grams for at in where.get(gram, ()) if at >= first)
    most = max(votes, key=lambda at: (votes[at], -at), default=first)
    return [at for at in dict.fromkeys((most, first)) if at < end]


def are_alike(was, now):
    """Whether two clauses, given as their bigrams, share enough to be one that was reworded."""
    return 2 * len(was & now) >= ALIKE * (len(was) + len(now))

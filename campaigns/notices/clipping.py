"""Words cut short: no quote or title stays open where they end."""

PAIRS = ("“”", "‘’", "《》", "（）")


def is_whole(words):
    """Whether every quote, title and bracket that is opened in the words is closed there, too."""
    return all(words.count(left) <= words.count(right) for left, right in PAIRS)


def clipped(words, most):
    """Return at most so many characters of the words, with … where some are left out."""
    if len(words) <= most:
        return words
    cut = words[:most]
    while not is_whole(cut):
        cut = cut[: max(cut.rfind(left) for left, right in PAIRS if cut.count(left) > cut.count(right))]
    return f"{(cut or words[1:most]).rstrip('，、；：')}…"


def around(words, start, end, reach=5):
    """Return what stands at words[start:end] with a few characters on each side."""
    before, after = max(start - reach, 0), min(end + reach, len(words))
    return f"{'…' if before else ''}{words[before:after].strip()}{'…' if after < len(words) else ''}"

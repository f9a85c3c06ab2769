"""The one way in which text from outside is turned away."""

MOST_CHARACTERS = 200_000


class Refused(Exception):
    """Input that is not taken in. The message is one sentence for the person who brought it."""


def refuse_too_long(length: int):
    """Raise Refused where a text of `length` characters is more than can be printed."""
    if length > MOST_CHARACTERS:
        raise Refused(f"文字超过 {MOST_CHARACTERS // 10_000} 万字的上限，请只留通知的文字。")

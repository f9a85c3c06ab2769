"""What waits for somebody: each app's due.py says it as `waiting(actor) -> [Due]`, one query a kind; the desk reads them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Due:
    """One thing that waits.

    title: what it is about. sub: what is known of it. url: where it is done. act: the word on the button.
    until: the last day for it, None where there is none.
    """

    title: str
    sub: str
    url: str
    act: str
    until: date | None = None

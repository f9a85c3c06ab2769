"""The clock of the sample: what its people did earlier they do while it is set back, in the process that loads it alone."""

import time
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(day, hour=9):
    """Let it be this hour of a day, and go on from there; day: a date. Whoever asks django.utils.timezone is told so."""
    true, begun = timezone.now, time.monotonic()
    start = timezone.make_aware(datetime(day.year, day.month, day.day, hour))
    timezone.now = lambda: start + type(start - start)(seconds=time.monotonic() - begun)
    try:
        yield
    finally:
        timezone.now = true

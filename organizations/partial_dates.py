"""Dates as precise as the source gives them: 2008, 2008-08 or 2008-08-26.

Registers and old notices often know a month and not a day. Such a date is kept as the ISO 8601 text
that it is (reduced precision, ISO 8601-1 §5.2.2), so nothing is made up and texts sort by time.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models

PARTIAL_DATE = re.compile(r"[12]\d{3}(-\d{2}(-\d{2})?)?")
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def validate_partial_date(value):
    """Raise ValidationError unless `value` is a year, a month or a day that the calendar has."""
    if not PARTIAL_DATE.fullmatch(value):
        raise ValidationError("日期请写成 2008、2008-08 或 2008-08-26。", code="invalid")
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        raise ValidationError("日历上没有这一天：%(value)s。", code="invalid", params={"value": value}) from None


def precision(value):
    """Return "year", "month" or "day"."""
    return PRECISIONS[len(value)]


def in_chinese(value):
    """Return the date as people write it: 2008-08-06 gives 2008年8月6日, 2008-08 gives 2008年8月."""
    return "".join(str(int(part)) + unit for part, unit in zip(value.split("-"), "年月日", strict=False))


class PartialDateField(models.CharField):
    """A CharField of at most ten characters; empty means unknown."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, "default": "", **kwargs})

"""Dates as documents print them, read no more precisely than they are printed."""

import datetime
import re
from dataclasses import dataclass

from .numerals import ZEROS, number, year

_DIGIT = rf"[0-9一二三四五六七八九{ZEROS}]"
_YEAR = rf"(?P<year>{_DIGIT}(?:\s*{_DIGIT}){{3}})"
_SMALL = r"[0-9一二三四五六七八九十廿卅](?:\s*[0-9一二三四五六七八九十]){0,2}"
_TIME = r"(?:\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?))?"
_CHINESE = rf"{_YEAR}\s*年(?:\s*(?P<month>{_SMALL})\s*月(?:\s*(?P<day>{_SMALL})\s*[日号])?)?"
_ISO = r"(?P<iso_year>(?:19|20)\d\d)\s*(?P<sep>[-./])\s*(?P<iso_month>\d{1,2})\s*(?P=sep)\s*(?P<iso_day>\d{1,2})(?!\d)"
DATE = re.compile(rf"(?:{_CHINESE}|{_ISO}){_TIME}")


@dataclass(frozen=True)
class PrintedDate:
    """A date: `text` as printed, `iso` as precise as that (2008-08), `precision` year, month or day."""

    text: str
    iso: str
    precision: str
    time: str = ""


def _parts(match):
    if match["iso_year"]:
        return [int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])]
    spaceless = {name: "".join((match[name] or "").split()) for name in ("year", "month", "day")}
    return [year(spaceless["year"])] + [number(spaceless[name]) for name in ("month", "day") if spaceless[name]]


def from_match(match, text):
    """Return the PrintedDate of a DATE match in folded `text`, or None if no calendar has such a day."""
    parts = _parts(match)
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except (ValueError, TypeError):
        return None
    if not 1900 <= parts[0] <= 2100:
        return None
    iso = "-".join(f"{part:02d}" for part in parts)
    end = match.start("time") if match["time"] else match.end()
    return PrintedDate(
        "".join(text[match.start() : end].split()), iso, ("year", "month", "day")[len(parts) - 1], match["time"] or ""
    )


def whole(text, folded):
    """Return the PrintedDate where `text` is a date and nothing else, or None."""
    match = DATE.fullmatch(folded.strip()) if len(folded) <= 60 else None
    return from_match(match, text.strip()) if match else None


def at_end(text, folded):
    """Return (PrintedDate, where it begins) where `text` ends with a date, or None. Looks at the last 40 characters."""
    start = max(0, len(folded) - 40)
    for match in DATE.finditer(folded, start):
        if match.end() == len(folded.rstrip()) and (date := from_match(match, text)):
            return date, match.start()
    return None


def first(text, folded):
    """Return the first PrintedDate in `text`, or None."""
    for match in DATE.finditer(folded):
        if date := from_match(match, text):
            return date
    return None

"""A stored file as an answer: whole, in part, or "you have it already" (RFC 9110, sections 13 and 14)."""

import re

from django.http import FileResponse, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

RANGES = re.compile(r"bytes=(.*)", re.IGNORECASE)
RANGE = re.compile(r"(?:(?P<first>[0-9]+)-(?P<last>[0-9]*)|-(?P<suffix>[0-9]+))")
NO_DIGITS_MORE = 18  # what is longer is past the end of every file


class Unsatisfiable(Exception):
    """The range begins behind the end of the file."""


def serve(request, content, *, etag, modified, content_type, filename, as_attachment=False):
    """Return the answer to a GET or HEAD for a file that never changes.

    `content` is a FieldFile, `etag` its quoted strong ETag, `modified` the time when it was made. One range is
    answered with 206; several, and what is no range, with the whole file, as the standard allows. Raises OSError
    where the file cannot be opened.
    """
    answer = get_conditional_response(request, etag=etag, last_modified=int(modified.timestamp()))
    answer = answer or _file(request, content, etag, modified, content_type, filename, as_attachment)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(modified.timestamp())
    answer["Cache-Control"] = "public, no-cache"
    answer["Accept-Ranges"] = "bytes"
    return answer


def _file(request, content, etag, modified, content_type, filename, as_attachment):
    size = content.size
    try:
        part = wanted(request, size, etag, modified)
    except Unsatisfiable:
        return _too_far(size)
    facts = {"content_type": content_type, "filename": filename, "as_attachment": as_attachment}
    if part is None:
        return FileResponse(content.open(), **facts)
    answer = FileResponse(Piece(content.open(), part), status=206, **facts)
    answer["Content-Length"] = len(part)
    answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return answer


def _too_far(size):
    answer = HttpResponse(f"文件共{size}字节，没有所请求的部分。", status=416, content_type="text/plain; charset=utf-8")
    answer["Content-Range"] = f"bytes */{size}"
    return answer


class Piece:
    """Part of an open file, to be read once. A range of bytes says which."""

    def __init__(self, file, part):
        self.file, self.left = file, len(part)
        self.close = file.close
        file.seek(part.start)

    def read(self, size):
        block = self.file.read(min(size, self.left))
        self.left -= len(block)
        return block


def wanted(request, size, etag, modified):
    """Return the one part asked for as a range of bytes, or None for the whole file. Raises Unsatisfiable."""
    asked = RANGES.fullmatch(request.headers.get("Range", ""))
    if not asked or request.method != "GET" or not still_the_same(request, etag, modified):
        return None
    parts = [part.strip(" \t") for part in asked[1].split(",")]
    found = [RANGE.fullmatch(part) for part in parts if part]
    return part_of(found[0], size) if len(found) == 1 and found[0] else None


def still_the_same(request, etag, modified):
    """Whether If-Range names this very file: by its ETag, or by exactly its date. A weak ETag names nothing."""
    name = request.headers.get("If-Range")
    return name is None or name == etag or parse_http_date_safe(name) == int(modified.timestamp())


def part_of(found, size):
    """Return the bytes that a range means in a file of `size` bytes, or None where it is no range after all."""
    if found["suffix"]:
        return last_bytes(number(found["suffix"]), size)
    first = number(found["first"])
    last = number(found["last"]) if found["last"] else size
    if last < first and found["last"]:
        return None
    if first >= size:
        raise Unsatisfiable
    return range(first, min(last + 1, size))


def last_bytes(length, size):
    if not length:
        raise Unsatisfiable
    return range(max(size - length, 0), size) if size else None


def number(digits):
    """Return the number, or one past every file where nobody could mean it. Python refuses to read 4,301 digits."""
    digits = digits.lstrip("0")
    return int(digits or 0) if len(digits) <= NO_DIGITS_MORE else 10**NO_DIGITS_MORE

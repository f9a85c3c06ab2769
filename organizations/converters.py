"""What stands for a row in an address: one spelling of each, and nothing that a database would stumble over."""

import re

from django.urls import register_converter


class Key:
    """The number of a row, or of something counted from one: no leading zero, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"
    to_python, to_url = int, str


def is_key(text):
    """Whether a text that somebody sent is a Key."""
    return re.fullmatch(Key.regex, text) is not None


class Token:
    """A secret of 32 random bytes in base64url."""

    regex = "[A-Za-z0-9_-]{43}"
    to_python = to_url = staticmethod(str)


class Stamp:
    """The fingerprint of a state of something: half of a SHA-256, in hexadecimal."""

    regex = "[0-9a-f]{32}"
    to_python = to_url = staticmethod(str)


for name, converter in (("key", Key), ("stamp", Stamp), ("token", Token)):
    register_converter(converter, name)

"""What stands for a row or a year in an address: one spelling of each, and nothing that a database would stumble over."""

from django.urls import register_converter


class Key:
    """The number of a row, or of something counted from one: no leading zero, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"
    to_python, to_url = int, str


class Year:
    regex = "[1-9][0-9]{3}"
    to_python, to_url = int, str


class Anchor:
    """What the anchor of a clause can be: s3-4, a1, a1-s2, s3.2."""

    regex = "[as][0-9a-z.-]{0,199}"
    to_python = to_url = staticmethod(str)


for name, converter in (("key", Key), ("year", Year), ("anchor", Anchor)):
    register_converter(converter, name)

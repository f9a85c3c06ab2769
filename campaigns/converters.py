"""What stands for a year or a clause in an address: one spelling of each. A row's is a key (organizations.converters)."""

from django.urls import register_converter

import organizations.converters  # noqa: F401  registers <key:…>


class Year:
    regex = "[1-9][0-9]{3}"
    to_python, to_url = int, str


class Anchor:
    """What the anchor of a clause can be: s3-4, a1, a1-s2, s3.2."""

    regex = "[as][0-9a-z.-]{0,199}"
    to_python = to_url = staticmethod(str)


for name, converter in (("year", Year), ("anchor", Anchor)):
    register_converter(converter, name)

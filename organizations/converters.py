"""What stands for a row in an address: one spelling of it, and nothing that a database would stumble over."""

from django.urls import register_converter


class Key:
    """The number of a row, or of something counted from one: no leading zero, and small enough for every database."""

    regex = "[1-9][0-9]{0,17}"
    to_python, to_url = int, str


register_converter(Key, "key")

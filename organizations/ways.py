"""The way back: an address of this site that a page was asked to lead to. It is typed by whoever made the link."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # characters
NO_WAY = "这不是本站的网址。"
# Browsers leave these out, or read them as a slash, before they look where an address leads: "/\t/evil.cn" is "//evil.cn".
READ_OTHERWISE = re.compile(r"[\x00-\x20\x7f-\x9f\\]|%(?:0[0-9A-F]|1[0-9A-F]|5C)", re.IGNORECASE)

# Two slashes begin a host, also where "." and ".." before them are taken out of the path.
CLIMBS = re.compile(r"//|/(?:\.|%2E){1,2}(?:/|$)", re.IGNORECASE)


def is_ours(address):
    """Whether an address is a path of this site however a browser reads it, in the form in which a link would have it."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if (
        not address.startswith("/")
        or READ_OTHERWISE.search(path)
        or CLIMBS.search(path)
        or re.search(r"[\x00-\x1f]", address)
    ):
        return False
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class WayBackField(forms.CharField):
    """A path of this site, or nothing."""

    def __init__(self, longest=LONGEST, **facts):
        errors = {"max_length": NO_WAY, "null_characters_not_allowed": NO_WAY}
        facts = {"required": False, "max_length": longest, "strip": False, "widget": forms.HiddenInput, **facts}
        super().__init__(error_messages=errors, **facts)

    def validate(self, value):
        super().validate(value)
        if value and not is_ours(value):
            raise ValidationError(NO_WAY, "elsewhere")

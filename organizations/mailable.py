"""Whether mail can be sent to an address at all: the name of its host has to be one that the network knows how to write."""

from django.core.exceptions import ValidationError


def validate_mailable(address):
    """Raise ValidationError where the host of a mail address cannot be written as IDNA asks (RFC 5891)."""
    try:
        address.rpartition("@")[2].encode("idna")
    except UnicodeError:
        raise ValidationError(
            "邮箱“@”后面的部分写得不对，请核对后重新填写。", "host"
        ) from None  # fields have a sentence of their own for "invalid"

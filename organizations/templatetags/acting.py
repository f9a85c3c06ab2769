"""The identity in which a page was opened, in each of its forms that must not act in another one."""

from django import template
from django.utils.html import format_html

from organizations.acting import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def acting(context):
    """Return the hidden field that `acting.signed_in` looks at; it stands beside the token of the form."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, context.request.actor.key)

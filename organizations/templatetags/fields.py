"""What forms and their fields say on a page."""

from django import template

from organizations import fields

register = template.Library()
register.filter("told", fields.told)
register.filter("need", fields.need)

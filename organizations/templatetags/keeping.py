"""What was typed and not stored, as a page shows it."""

from django import template

from organizations import keeping

register = template.Library()
register.filter("typed", keeping.typed)

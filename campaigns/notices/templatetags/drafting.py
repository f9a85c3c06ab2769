"""What the page of an edition shows beside its text."""

from django import forms, template

from ..clipping import clipped
from ..drafting import aside
from ..drafting.out import out_of
from ..drafting.rights import may_write

register = template.Library()
register.filter("clipped", clipped)


@register.filter
def to_read(field):
    """A field that belongs to no form: what was typed in it can be read and copied, and not changed."""
    is_chosen = isinstance(field.field.widget, forms.Select | forms.CheckboxInput | forms.RadioSelect)
    return field.as_widget(attrs={"disabled" if is_chosen else "readonly": True})


@register.inclusion_tag("drafting/aside.html", takes_context=True)
def drafting_aside(context, edition):
    """Lead to the pages of a draft, each with how far it is."""
    return {"entries": aside.entries(edition, may_write(context["request"].actor, edition))}


@register.inclusion_tag("drafting/when_out.html")
def when_out(edition):
    """Say above what is written what a change does to a text that is out."""
    return {"edition": edition, "out": _out(edition)}


@register.inclusion_tag("drafting/confirm_change.html")
def confirm_change(edition):
    """Ask in a form, once, whether a change to a text that is out is meant."""
    return {"out": _out(edition)}


def _out(edition):
    """The Out of an edition, asked for once in a page."""
    if not hasattr(edition, "out"):
        edition.out = out_of(edition)
    return edition.out

"""What other pages show of whom a notice goes to, and of who has confirmed that it is there."""

from django import template

from ..models import Edition, Receipt
from ..receiving.previewing import preview
from ..receiving.sent_views import tally_of

register = template.Library()


@register.inclusion_tag("receiving/preview.html")
def receiving_preview(edition):
    """Say, before it is issued, whom an edition will reach and what it will ask. A fixed number of queries."""
    return {"preview": preview(edition), "edition": edition}


@register.inclusion_tag("receiving/sent_panel.html")
def receiving_sent(edition, actor):
    """Say, once it is issued, how many departments it went to and how many confirmed it. Two queries."""
    if edition.state != edition.State.ISSUED or not Edition.objects.sent_by(actor).filter(pk=edition.pk).exists():
        return {"tally": None}
    return {"edition": edition, "tally": tally_of(Receipt.objects.filter(edition=edition))}

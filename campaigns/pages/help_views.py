"""How to use the site, what its words mean, and who keeps it for whom."""

from django.conf import settings
from django.shortcuts import render

from organizations.methods import reads_only

from .words import GROUPS, RELATIONS


def contact():
    """Return how people reach whoever keeps the site, as far as it is set: {} where nothing is."""
    ways = {"email": settings.CONTACT_EMAIL, "phone": settings.CONTACT_PHONE}
    return {way: address for way, address in ways.items() if address}


@reads_only
def help(request):
    return render(request, "pages/help.html", {"relations": RELATIONS, "contact": contact()})


@reads_only
def desk(request):
    """How notices are drafted, countersigned, signed and corrected."""
    return render(request, "pages/help_desk.html")


@reads_only
def words(request):
    return render(request, "pages/words.html", {"groups": GROUPS})


@reads_only
def about(request):
    return render(request, "pages/about.html", {"contact": contact()})

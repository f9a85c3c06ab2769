"""版式: how official documents were and are laid out, and from when."""

from django.db import models

STANDARD_OF_2012 = "2012-07"  # GB/T 9704-2012 is in force from 1 July 2012


class Layout(models.TextChoices):
    """The names are those of campaigns.documents."""

    Y2012 = "2012", "2012年版式"
    Y1999 = "1999", "1999年版式"
    LETTER = "letter", "信函格式"


def layout_on(day):
    """Return the layout of the time of an ISO date as precise as it is known; of today where there is none."""
    return Layout.Y1999 if day and day < STANDARD_OF_2012 else Layout.Y2012

"""The lines 条线 along which the campaign runs. Quality supervision leads."""

from .models import Line

LINES = [
    ("quality", "质量监督"),
    ("publicity", "宣传"),
    ("economy", "经济"),
    ("unions", "工会"),
    ("youth", "共青团"),
    ("associations", "质量协会"),
]


def load():
    """Create the lines that are missing."""
    lines = [Line(code=code, name=name, order=order, is_lead=not order) for order, (code, name) in enumerate(LINES)]
    Line.objects.bulk_create(lines, ignore_conflicts=True)

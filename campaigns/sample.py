"""The sample's campaigns."""

import datetime

from .models import Campaign

CAMPAIGNS = [
    {
        "year": 2008,
        "name": "2008年全国质量月",
        "theme": "质量安全是社会和谐的基础",
        "starts_on": datetime.date(2008, 9, 1),
        "ends_on": datetime.date(2008, 9, 30),
    },
]


def load():
    """Create the campaigns that are missing."""
    for facts in CAMPAIGNS:
        Campaign.objects.get_or_create(year=facts["year"], defaults=facts)

"""The site and its campaign as schema.org has them."""

from django.conf import settings
from django.urls import reverse

from campaigns.notices.metadata import organs
from campaigns.templatetags.meta import absolute


def site():
    """Return the site, and how to search it."""
    return {
        "@type": "WebSite",
        "@id": absolute("/"),
        "url": absolute("/"),
        "name": settings.SITE_NAME,
        "inLanguage": "zh-CN",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(f"{reverse('notices:list')}?q={{search_term_string}}"),
            },
            "query-input": "required name=search_term_string",
        },
    }


def event(campaign, national=None):
    """Return a campaign as an event. Who holds it is who issued the national notice, as far as that is here."""
    facts = {
        "@type": "Event",
        "name": f"示例：{campaign.name}" if campaign.is_sample else campaign.name,
        "description": campaign.theme,
        "startDate": campaign.starts_on.isoformat(),
        "endDate": campaign.ends_on.isoformat(),
        "inLanguage": "zh-CN",
        "url": absolute("/"),
        "location": {"@type": "Country", "name": "中国"},
        "organizer": organs(national) if national else [],
    }
    return {name: value for name, value in facts.items() if value}

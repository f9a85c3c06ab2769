"""What a notice says of itself to machines. Only what its text and its record hold: nothing is made up.

A notice is described as a DigitalDocument of schema.org: a 通知 that organises a campaign is an official document,
but no law, which Legislation would claim. Dates are as precise as they are known ("2008-08"), as ISO 8601 allows.
"""

from campaigns.templatetags.meta import absolute

from .models import CONTENT_TYPES


def description_of(notice):
    """Return one sentence: who, when, what."""
    edition = notice.current
    when = f"，{edition.dated}" if edition.dated else ""
    return f"{notice.end}{notice.issuer_line}{when}。{edition.title}全文。"


def article_tags(notice):
    """Return [(name, content)] of the tags that government sites put on an article, without those that are unknown."""
    edition = notice.current
    tags = {
        "ArticleTitle": edition.title,
        "PubDate": edition.day,
        "ContentSource": notice.source_origin or notice.issuer_line,
        "Keywords": ",".join(edition.keywords.split()),
        "Author": notice.issuer_line,
        "Description": description_of(notice),
        "Url": absolute(notice.get_absolute_url()),
    }
    return [(name, content) for name, content in tags.items() if content]


def structured(notice):
    """Return the notice as schema.org has it, without what is unknown."""
    edition = notice.current
    edition.notice = notice
    facts = {
        "@type": "DigitalDocument",
        "@id": absolute(notice.get_absolute_url()),
        "url": absolute(notice.get_absolute_url()),
        "name": edition.title,
        "genre": "通知",
        "inLanguage": "zh-CN",
        "identifier": edition.doc_number,
        "version": edition.number,
        "datePublished": edition.day,
        "creativeWorkStatus": notice.end_mark,
        "expires": notice.ended_on and notice.ended_on.isoformat(),
        "publisher": organs(notice),
        "keywords": edition.keywords.split(),
        "about": notice.campaign.name,
        "spatialCoverage": notice.host.region.name,
        "isBasedOn": notice.public_parent and reference(notice.public_parent),
        "encoding": [media(file) for file in edition.files_made.values()],
    }
    return {name: value for name, value in facts.items() if value}


def organs(notice):
    """Return who issued it, in printed order; the host where the text names nobody."""
    names = [issuer.printed_name for issuer in notice.current.issuers.all()] or [notice.host_name]
    return [{"@type": "Organization", "name": name} for name in names if name]


def reference(notice):
    """Return another notice, so far that it can be found."""
    address = absolute(notice.get_absolute_url())
    return {"@type": "DigitalDocument", "@id": address, "url": address, "name": str(notice)}


def media(file):
    return {
        "@type": "MediaObject",
        "contentUrl": absolute(file.get_absolute_url()),
        "encodingFormat": CONTENT_TYPES[file.format],
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }

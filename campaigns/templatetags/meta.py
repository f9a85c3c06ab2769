"""What a page says of itself to machines: names for government search engines, Open Graph, JSON-LD."""

import json

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()
LONGEST_ON_PAPER = 300  # characters

# As django.utils.html.json_script has it: nothing in the data can end the element that holds it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def absolute(path):
    """Return the address under which people find a path of this site."""
    return f"{settings.SITE_URL}{path}"


@register.filter
def as_address(path):
    """Return the whole address of a path of this site."""
    return absolute(path)


@register.inclusion_tag("components/meta_site.html")
def site_meta():
    """What every page says: the site's name, domain and 政府网站标识码, as far as they are set."""
    return {"name": settings.SITE_NAME, "domain": settings.SITE.hostname, "code": settings.SITE_ID_CODE}


@register.inclusion_tag("components/meta_page.html", takes_context=True)
def page_meta(context, title, description, kind="website", query="", number=1):
    """The canonical address and Open Graph. `kind` is website or article.

    `query` and `number` are what belongs to the address besides its path: filters in force, and which page of them.
    """
    parts = [query.strip("&"), f"page={number}" if number > 1 else ""]
    address = absolute("?".join(filter(None, [context["request"].path, "&".join(filter(None, parts))])))
    facts = {"title": title, "description": description, "kind": kind, "address": address}
    return facts | {"site": settings.SITE_NAME, "picture": absolute("/icon-512.png")}


@register.simple_block_tag(takes_context=True)
def description(context, content):
    """What a page is, in the sentence between the tags: for search engines, and with its address for Open Graph."""
    number = getattr(context.get("page"), "number", 1)
    address = absolute(f"{context['request'].path}?page={number}" if number > 1 else context["request"].path)
    facts = {"description": content.strip(), "kind": "website", "address": address}
    facts |= {"site": settings.SITE_NAME, "picture": absolute("/icon-512.png")}
    tag = format_html('<meta name="description" content="{}">\n', facts["description"])
    return tag + render_to_string("components/meta_page.html", facts)


@register.simple_tag(takes_context=True)
def printed_address(context):
    """Return what a sheet of paper says of where it came from: the site and the address of the page."""
    path = context["request"].get_full_path()
    address = absolute(path if len(path) <= LONGEST_ON_PAPER else context["request"].path)
    return "：".join(filter(None, [settings.SITE_NAME, address]))


@register.inclusion_tag("components/meta_column.html")
def column_meta(name, description, keywords, kind):
    """What a list page says of itself by the rules for government sites: 栏目名称、栏目描述、栏目关键词、栏目类别."""
    return {"name": name, "description": description, "keywords": keywords, "kind": kind}


@register.simple_tag
def json_ld(facts):
    """Return schema.org facts as a block of data that no browser runs."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)

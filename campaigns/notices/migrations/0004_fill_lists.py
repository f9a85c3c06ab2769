"""Give the notices that are there what lists ask for, and their editions the hash of what is printed of them."""

import hashlib
import json

from django.db import migrations

PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def fill(apps, schema_editor):
    notices = apps.get_model("notices", "Notice").objects.select_related("current", "host__region")
    for notice in notices.filter(day="", province=""):
        edition = notice.current
        notice.day = (edition.dated_on or edition.printed_on) if edition else ""
        notice.province, notice.city, notice.county = codes(notice.host.region)
        notice.save(update_fields=["day", "province", "city", "county"])
    for edition in apps.get_model("notices", "Edition").objects.filter(digest=""):
        edition.digest = digest_of(edition)
        edition.save(update_fields=["digest"])


def codes(region):
    found = {"province": "", "prefecture": "", "county": ""}
    while region.parent_id:
        if region.name not in PLACEHOLDERS:
            found[region.level] = region.code
        region = region.parent
    return tuple(found.values())


# As it was when this migration was written: what the site does today has no say here.
FIELDS = (
    "title", "masthead", "urgency", "doc_number", "addressees", "theme", "dated_text", "dated_on", "is_signed", "keywords",
    "cc", "internal_label", "internal_distribution", "print_office", "printed_text", "printed_on", "annotations",
)  # fmt: skip
CLAUSE_FIELDS = ("kind", "marker", "heading", "text", "listed", "listed_marker", "path", "anchor")


def digest_of(edition):
    """Return the SHA-256, as 64 hexadecimal digits, of an edition's fields, its issuers and its clauses in order."""
    issuers = edition.issuers.order_by("position").values_list("printed_name", flat=True)
    clauses = edition.clauses.order_by("position").values_list(*CLAUSE_FIELDS)
    content = [[getattr(edition, name) for name in FIELDS], list(issuers), list(map(list, clauses))]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_lists_pictures_citations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

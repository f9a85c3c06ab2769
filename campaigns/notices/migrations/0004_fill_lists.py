"""Give the notices that are there what lists ask for, and their editions the hash of what is printed of them."""

from django.db import migrations

from campaigns.notices.digest import digest_of

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


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_lists_pictures_citations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

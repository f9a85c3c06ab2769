"""Let the notices that are there be found by what they are called, by who issued them and by where they are.

All that this needs stands here as it was when it was written: what the site does today has no say in it.
"""

import unicodedata
from itertools import pairwise

from django.db import migrations

KINDS = ("通知", "质量月通知", "质量月活动通知")
PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
LONGEST = 100  # characters of a number that can be asked for
AT_A_TIME = 100  # notices


def fill(apps, schema_editor):
    texts = apps.get_model("notices", "NoticeText")
    rows = apps.get_model("notices", "Notice").objects.filter(current__isnull=False)
    rows = rows.select_related("current", "campaign", "host__region__parent__parent__parent")
    rows = rows.prefetch_related("host__names", "current__issuers", "current__clauses")
    some = []
    for notice in rows.order_by("pk").iterator(chunk_size=AT_A_TIME):
        some.append(texts(notice=notice, **entry(notice)))
        if len(some) == AT_A_TIME:
            store(texts, some)
            some = []
    store(texts, some)


def store(texts, some):
    texts.objects.bulk_create(some, update_conflicts=True, unique_fields=["notice"], update_fields=["words", "grams"])


def entry(notice):
    edition = notice.current
    number = normal(edition.doc_number)
    organs = [each.printed_name for each in sorted(edition.issuers.all(), key=lambda each: each.position)]
    clauses = sorted(edition.clauses.all(), key=lambda each: each.position)
    texts = [each.marker + each.heading + each.text for each in clauses]
    parts = [edition.title, number, *names(notice), host_name(notice), *organs, *texts]
    lines = list(dict.fromkeys(filter(None, map(normal, parts))))
    codes = sorted(map(code, set().union(*lines, *map(pairs, lines))))
    if 0 < len(number) <= LONGEST:
        codes.append("n" + code(number))
    return {"words": "\n".join(lines), "grams": " ".join(codes)}


def names(notice):
    region, year = notice.host.region, notice.campaign.year
    called = [f"{year}年{name}{kind}" for name in (region.name, region.short_name) for kind in KINDS]
    path = [region]
    while path[0].parent and path[0].parent.parent_id:
        path.insert(0, path[0].parent)
    path = [each for each in path[:-1] if each.name not in PLACEHOLDERS] + [region]
    return [*called, "".join(each.name for each in path), "".join(each.short_name for each in path)]


def host_name(notice):
    day = notice.current.dated_on or notice.current.printed_on
    there = sorted(notice.host.names.all(), key=lambda each: (each.since, each.pk))
    borne = [each for each in there if each.since <= day and (not each.until or day < each.until)]
    return (borne or there)[-1].name if there else ""


class Normal(dict):
    def __missing__(self, point):
        self[point] = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", chr(point)).casefold()))
        return self[point]


NORMAL = Normal()


def normal(text):
    return text.translate(NORMAL)


def code(gram):
    return "".join(f"{ord(character):06x}" for character in gram)


def pairs(text):
    return {first + second for first, second in pairwise(text)}


class Migration(migrations.Migration):
    dependencies = [("notices", "0006_comparison_files")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

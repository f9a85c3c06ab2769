"""A site whose every notice is watched, and how long its boards take: one process, one database, which DATABASE_URL names.

python -m tests.bench.watched fill NOTICES CITIES    make it: each notice went to all that adapt it, the national one to all
python -m tests.bench.watched ask RUNS               open each page so often; print {page: [[seconds], queries]} as JSON
"""

import datetime
import json
import sys
import time

import django

NATIONAL, ALL = "national", "all"
PAGES = {
    "list of boards": "/desk/board/",
    "receipts": "/desk/board/{national}/",
    "receipts, one province": "/desk/board/{national}/?region=330000",
    "territories, each right below": "/desk/board/{all}/adaptations/",
    "territories, late": "/desk/board/{all}/adaptations/?overdue=1&sort=due",
    "provinces and the map": "/desk/board/{national}/adaptations/",
    "matrix, provinces": "/desk/board/{national}/matrix/",
    "matrix, cities": "/desk/board/{national}/matrix/?level=prefecture",
    "matrix, counties": "/desk/board/{national}/matrix/?level=county",
    "a clause down to the counties": "/desk/board/{national}/clauses/s1-1/?depth=3",
    "matrix as XLSX, every county": "/desk/board/{national}/matrix.xlsx?level=county",
}
LINEAR = {"matrix as XLSX, every county"}  # it holds every column, so it takes as long as they are many


def fill(total, cities):
    from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

    from campaigns.notices.models import Adaptation, Notice, Receipt
    from organizations import memberships
    from organizations.models import User

    from . import notices

    notices.fill(total, cities=cities)
    due = datetime.date.today()
    below = list(Notice.objects.exclude(parent=None).select_related("host__region", "parent__current"))
    Adaptation.objects.bulk_create(
        (_owed(each.parent, each, due, child=each) for each in _once(below, by_parent=True)), ignore_conflicts=True
    )
    national = Notice.objects.select_related("current", "host").get(parent=None)
    whole = Notice.objects.create(
        campaign=national.campaign, host=national.host, is_recorded=True, source_digest=ALL, day="2008-07-01"
    )
    whole.current = whole.editions.create(title="关于开展质量月活动的补充通知", state="issued")
    whole.save(update_fields=["current"])
    Adaptation.objects.bulk_create(_owed(whole, each, due) for each in _once(below))
    hosts = {each.host_id for each in below}
    Receipt.objects.bulk_create(
        Receipt(edition=notice.current, department_id=host, duty="receive")
        for notice in (national, whole)
        for host in hosts
    )
    user = User.objects.create(username="bench", password=UNUSABLE_PASSWORD_PREFIX)
    memberships.appoint(user, national.host, "reviewer")
    notices.settle()


def _once(below, by_parent=False):
    """Return one notice of each region, or of each under each parent."""
    return {(each.host.region_id, by_parent and each.parent_id): each for each in below}.values()


def _owed(notice, each, due, **facts):
    from campaigns.notices.models import Adaptation

    late = datetime.timedelta(days=each.pk % 7 - 3)
    return Adaptation(notice=notice, region=each.host.region, department=each.host, due_on=due + late, **facts)


def ask(runs):
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from campaigns.notices.models import Notice
    from organizations.models import User

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    whole = Notice.objects.get(source_digest=ALL).pk
    keys = {ALL: whole, NATIONAL: Notice.objects.filter(parent=None).exclude(pk=whole).get().pk}
    found = {}
    for name, path in PAGES.items():
        address, seconds = path.format_map(keys), []
        for _ in range(runs + 1):
            begun = time.perf_counter()
            answer = client.get(address)
            seconds.append(time.perf_counter() - begun)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        found[name] = [seconds[1:], len(queries)]
    return found


if __name__ == "__main__":
    django.setup()
    command, *numbers = sys.argv[1:]
    if command == "fill":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        fill(*map(int, numbers))
    else:
        json.dump(ask(*map(int, numbers)), sys.stdout)

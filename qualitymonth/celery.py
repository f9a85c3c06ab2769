"""Celery carries ids only. What is owed stands in rows; the sweeps below find what was lost on the way."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qualitymonth.settings")

app = Celery("qualitymonth")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "look at comparisons again": {
        "task": "campaigns.notices.tasks.recheck_comparisons",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "find what is owed": {"task": "organizations.tasks.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "forget old texts": {
        "task": "campaigns.notices.tasks.forget_old_texts",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget old previews": {
        "task": "campaigns.notices.tasks.forget_old_previews",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "forget sessions that are over": {
        "task": "organizations.tasks.forget_sessions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "make public what is due": {
        "task": "campaigns.notices.tasks.publish_due",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "set what awaits its signature": {
        "task": "campaigns.notices.tasks.prove_waiting",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "let receipts fall to the next level up": {
        "task": "campaigns.notices.tasks.receipts_fall",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "read frozen files again": {
        "task": "campaigns.notices.tasks.check_files",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "print what waits": {  # it looks at every edition: who decides asks for the work already
        "task": "campaigns.notices.tasks.print_waiting",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
}

"""Workers to be killed: each line on standard input starts one, whose process id is printed. Run by test_killed_worker.

They do what is due as a Celery worker does, with the leases of a test and a typesetter that takes its time.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta

import django

django.setup()

from campaigns.notices import tasks  # noqa: E402
from organizations import jobs, messages  # noqa: E402
from organizations.models import Job, Message  # noqa: E402
from organizations.models import job as job_model  # noqa: E402


def slowly(edition, format, layout):
    time.sleep(0.01)
    return f"{format} of {edition.pk} in {layout}".encode()


def work():
    """Do what is due until nothing is unfinished."""
    while Job.objects.unfinished().exists() or Message.objects.filter(mail_state__in=["waiting", "claimed"]).exists():
        for sweep in random.sample([messages.sweep, jobs.sweep], 2):
            sweep()
        time.sleep(0.01)


def main():
    job_model.LEASE, messages.CLAIM_LASTS = timedelta(seconds=0.4), timedelta(seconds=0.4)
    jobs.PAUSES = [timedelta(0)] * len(jobs.PAUSES)
    jobs.AT_A_TIME = messages.AT_A_TIME = 4  # a bit of both in turn
    jobs.enqueue, messages.enqueue = jobs.run, messages.send
    tasks.typeset, tasks.pictures_of = slowly, lambda pdf: []
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for _ in sys.stdin:
        if os.fork() == 0:
            random.seed()
            Job.objects.exists()
            print(os.getpid(), flush=True)  # it is connected, and begins
            work()
            os._exit(0)


main()

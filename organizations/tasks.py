"""What runs behind the pages: one sweep finds what is owed, one task does one piece of it."""

from celery import shared_task
from django.core.management import call_command

from . import audit, invitations, jobs, memberships, messages  # noqa: F401  invitations writes its mails itself
from .credentials import sessions


@shared_task
def sweep():
    """Find unfinished work and mails that are due, end what is over, and seal the audit."""
    jobs.sweep()
    messages.sweep()
    memberships.lapse()
    audit.seal()


@shared_task
def forget_sessions():
    """Delete the sessions that are over, and what was noted of them for who never came back: nothing else does."""
    call_command("clearsessions")
    sessions.forget_ended()


@shared_task
def run_job(pk):
    jobs.run(pk)


@shared_task
def send_mail(pk):
    messages.send(pk)

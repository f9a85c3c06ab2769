"""清样: a text that awaits its signature is set as it will be printed, so that nothing is signed that no press can print.

Here it is asked for and looked up, by every room; `issuing/proving` sets it. What came of that is kept for the version of
the text that was set, and as long as no organ that issues it was changed.
"""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from organizations import jobs
from organizations.models import Department, Job

from .models import Edition, Proof

KIND = "proof"


def ask(edition):
    """Owe the proof of an edition as it stands now; return the Job. Called in the transaction that decides it."""
    return jobs.ask(KIND, edition.pk, about=edition.title, edition=edition.pk)


def of(edition):
    """Return the Proof of an edition as it stands now, None where it is not made yet. One query, kept with the edition."""
    made = getattr(edition, "proof", None)
    return made if made and made.version == edition.version else None


def has_failed(edition):
    """Whether a proof was tried in vain, for a reason that is not the text's, and waits for the system administrator."""
    return Job.objects.standing().filter(kind=KIND, key=str(edition.pk), state=Job.State.FAILED).exists()


@receiver(post_save, sender=Department)
@transaction.atomic
def ask_anew(instance, **facts):
    """A department that was changed may have another seal: have set anew what awaits its signature and would bear it."""
    waiting = Edition.objects.filter(state=Edition.State.READY, issuers__department=instance).distinct()
    Proof.objects.filter(edition__in=waiting).delete()
    for edition in waiting:
        ask(edition)

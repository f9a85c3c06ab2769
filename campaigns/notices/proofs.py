"""清样: a text that awaits its signature is set as it will be printed, so that nothing is signed that no press can print.

Here it is asked for and looked up, by every room; `issuing/proving` sets it. What came of that is kept for the version of
the text that was set.
"""

from organizations import jobs
from organizations.models import Job

from .models import Proof

KIND = "proof"


def ask(edition):
    """Owe the proof of an edition as it stands now. Called in the transaction that decides it; nobody is told of the work."""
    return jobs.ask(KIND, edition.pk, about=edition.title, edition=edition.pk)


def of(edition):
    """Return the Proof of an edition as it stands now, None where it is not made yet. One query."""
    return Proof.objects.filter(edition=edition.pk, version=edition.version).first()


def has_failed(edition):
    """Whether a proof was tried in vain, for a reason that is not the text's, and waits for the system administrator."""
    return Job.objects.standing().filter(kind=KIND, key=str(edition.pk), state=Job.State.FAILED).exists()

"""How a proof is set (清样: see `proofs`), by a worker, since the web process never loads the typesetter.

It has the longest number that the text could get and today's date, and is made in every file that is owed, and once more
with the seals of its organs; a plain ring stands for one that nobody has uploaded.
"""

from dataclasses import replace

from django.utils import timezone

from campaigns.documents.document import DocumentError, Organ
from organizations import jobs

from .. import proofs
from ..models import Edition, NumberSeries, Proof
from ..models.number import LAST_SERIAL
from ..moves import State
from ..printing import document_of, organ_of
from ..refusal import Refused
from .imprinting import printed_facts

UNMARKED = "机关代字"  # for a host that has registered none yet


@jobs.worker(proofs.KIND, "试排清样")
def make_job(job):
    make(job.payload["edition"])


def make(pk):
    """Set an edition that awaits its signature, and keep what came of it; each time anew, since a seal may be another one."""
    edition = Edition.objects.for_desk().filter(pk=pk, state=State.READY).first()
    if edition is None:
        return
    version = edition.version
    facts = dict(zip(("error", "error_with_seals"), _errors(edition), strict=True))
    Proof.objects.update_or_create(edition=edition, defaults={"version": version, **facts})


def _errors(edition):
    """Return the sentences that say why it cannot be printed, without seals and with them; "" where it can."""
    _as_signed(edition)
    plain = _error(edition, document_of)
    return plain, "" if plain else _error(edition, _sealed)


def _as_signed(edition):
    """Give an edition, in memory alone, what comes with its signature."""
    day = timezone.localdate()
    marks = NumberSeries.objects.of_host(edition.notice.host).filter(is_active=True).values_list("mark", flat=True)
    number = f"{max(marks, key=len, default=UNMARKED)}〔{day.year}〕{LAST_SERIAL}号"
    for name, value in printed_facts(edition, number, day).items():
        setattr(edition, name, value)
    edition.state = State.SIGNED


def _sealed(edition):
    issuers = edition.issuers.select_related("department")
    return replace(document_of(edition), organs=tuple(map(_organ, issuers)))


def _organ(issuer):
    """Return the Organ of an Issuer with its seal, with the ring where it has none. Raise Refused where the file is gone."""
    from campaigns.documents.seals import sample_ring

    department = issuer.department
    if department and department.seal:
        return organ_of(issuer, has_seal=True)
    sizes = {"seal_mm": department.seal_mm} if department else {}
    return Organ(issuer.printed_name, sample_ring(), **sizes)


def _error(edition, document_for):
    from campaigns.documents import making  # the web process never loads the typesetter

    try:
        document = document_for(edition)
        for format, layout in edition.files_wanted:
            making.made(document, layout, format)
    except (DocumentError, Refused) as error:
        return str(error)[:300]
    return ""

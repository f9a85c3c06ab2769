"""How a proof is set (清样: see `proofs`), by a worker, since the web process never loads the typesetter.

It has the longest number that the text could get and today's date, and is made in every file that is owed, and once more
with seals, which a plain ring stands for where none is uploaded.
"""

from dataclasses import replace

from django.utils import timezone

from organizations import jobs

from .. import proofs
from ..models import Edition, NumberSeries, Proof
from ..models.number import LAST_SERIAL
from ..moves import State
from ..printing import document_of
from ..refusal import Refused
from .imprinting import printed_facts

UNMARKED = "机关代字"  # for a host that has registered none yet


@jobs.worker(proofs.KIND, "试排清样")
def make_job(job):
    make(job.payload["edition"])


def make(pk):
    """Set an edition that awaits its signature, and keep what came of it. A second run finds the same."""
    edition = Edition.objects.for_desk().filter(pk=pk, state=State.READY).first()
    if edition is None or proofs.of(edition):
        return
    version = edition.version
    facts = dict(zip(("error", "error_with_seals"), _errors(edition), strict=True))
    Proof.objects.update_or_create(edition=edition, defaults={"version": version, **facts})


def _errors(edition):
    """Return the sentences that say why it cannot be printed, without seals and with them; "" where it can."""
    _as_signed(edition)
    try:
        document = document_of(edition)
    except Refused as error:
        return str(error)[:300], ""
    wanted = edition.files_wanted
    plain = _error(document, wanted)
    return plain, "" if plain else _error(_sealed(document, edition), wanted)


def _as_signed(edition):
    """Give an edition, in memory alone, what comes with its signature."""
    day = timezone.localdate()
    marks = NumberSeries.objects.of_host(edition.notice.host).filter(is_active=True).values_list("mark", flat=True)
    number = f"{max(marks, key=len, default=UNMARKED)}〔{day.year}〕{LAST_SERIAL}号"
    for name, value in printed_facts(edition, number, day).items():
        setattr(edition, name, value)
    edition.state = State.SIGNED


def _sealed(document, edition):
    from campaigns.documents.seals import sample_ring

    ring = sample_ring()
    sizes = [
        issuer.department.seal_mm if issuer.department else 42
        for issuer in edition.issuers.select_related("department")
    ]
    organs = zip(document.organs, sizes, strict=True)
    return replace(document, organs=tuple(replace(organ, seal=ring, seal_mm=size) for organ, size in organs))


def _error(document, files):
    from campaigns.documents import making  # the web process never loads the typesetter
    from campaigns.documents.document import DocumentError

    try:
        for format, layout in files:
            making.made(document, layout, format)
    except DocumentError as error:
        return str(error)[:300]
    return ""

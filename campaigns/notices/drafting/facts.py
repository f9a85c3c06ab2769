"""What a draft says beside its text: who issues it, how urgent and how open it is, how it is set, its 版记."""

from django.db.models import F

from organizations import audit
from organizations.models import Department

from .. import proofs
from ..models import Edition, Issuer
from ..moves import State
from .overtaken import Overtaken
from .rights import editing
from .rows import stamp_of

OF_EDITION = (
    "urgency", "set_as", "is_signed", "has_seals", "keywords", "internal_label", "internal_distribution", "annotations", "print_office",
    "openness", "openness_reason",
)  # fmt: skip


def facts_of(edition):
    """Return {name: value}; `issuers` are pairs of (key of the department or None, printed name). One query."""
    facts = {name: getattr(edition, name) for name in OF_EDITION}
    rows = edition.issuers.order_by("position").values_list("department", "printed_name")
    return facts | {"issuers": [list(row) for row in rows]}


def save(pk, typed, stamp, *, by):
    """Store the facts of a draft where they still are those that the writer began with.

    typed: as `facts_of`. The same once more changes nothing. Raise Overtaken.
    """
    with editing(pk, by=by) as edition:
        stored = facts_of(edition)
        if stored == typed:
            return edition
        if stamp_of(stored) != stamp:
            raise Overtaken("这些内容", stored)
        _store(edition, typed, stored)
        if stored["print_office"] != typed["print_office"]:
            _change_office(edition, stored["print_office"], typed["print_office"], by)
    return edition


def _store(edition, typed, stored):
    for name in OF_EDITION:
        setattr(edition, name, typed[name])
    Edition.objects.filter(pk=edition.pk).update(**{name: typed[name] for name in OF_EDITION}, version=F("version") + 1)
    if typed["issuers"] != stored["issuers"]:
        store_issuers(edition, typed["issuers"])


def _change_office(edition, before, after, by):
    """No hash has the 印发机关, so no revision tells of it: the audit does."""
    if edition.state == State.READY:  # it was set for another version
        proofs.ask(edition)
    audit.record("notice-office", edition, by=by, before=audit.sha256(before), after=audit.sha256(after))


def store_issuers(edition, issuers):
    """Write the organs of an edition in this order, given as pairs: (key of the department or None, printed name)."""
    known = set(Department.objects.filter(pk__in=[key for key, _ in issuers if key]).values_list("pk", flat=True))
    edition.issuers.all().delete()
    Issuer.objects.bulk_create(
        Issuer(edition=edition, position=at, department_id=key if key in known else None, printed_name=name)
        for at, (key, name) in enumerate(issuers)
    )

"""Beginning a notice of one's own from one that was issued above: every clause of it, marked kept, for a person to go through."""

from itertools import takewhile

from django.db import transaction

from organizations import audit
from organizations.models import Department

from ..drafting.copying import copy_hung
from ..drafting.starting import begin, copied_nodes
from ..lineage import answering
from ..models import AttachmentFile, Issuer
from ..moves import IllegalMove
from . import addressees

COPIED = ("urgency", "is_signed", "openness", "openness_reason", "theme")


@transaction.atomic
def derive(upper, *, by):
    """Begin the notice of the actor's department under `upper`; return (its first edition, True), or (what is there, False).

    Of two who ask at the same moment one finds what the other began. Raise IllegalMove where it cannot be derived.
    """
    upper = answering.held(upper.pk)
    if said := answering.refusal(by.department, upper):
        raise IllegalMove(said)
    if there := answering.own_edition(upper, by.department.region_id):
        return there, False
    edition = _copied(upper, by)
    audit.record("notice-derive", edition, by=by, before=upper.current.digest, after=edition.text_hash)
    return edition, True


def _copied(upper, by):
    source = upper.current
    nodes, made = copied_nodes(source)
    edition = begin(
        upper.campaign,
        by.department,
        nodes,
        counterparts(source, by.department),
        by=by,
        upper=upper,
        descend=lambda edition, _: answering.keep_all(edition, made),
        title=source.title,
        **{name: getattr(source, name) for name in COPIED},
    )
    copy_hung(AttachmentFile, source, made)
    return addressees.propose(edition, by=by)


def counterparts(source, host):
    """Return unsaved Issuers: for each organ that issued the edition above, the one of its line where the host is.

    Of several of one line the one whose name ends most alike, of these the one that was set up last. What is no department
    there, or has none here, is left out. A fixed number of queries.
    """
    organs = [
        row.department for row in source.issuers.select_related("department").order_by("position") if row.department
    ]
    here = Department.objects.filter(region=host.region_id, line__in=[organ.line_id for organ in organs], until="")
    here = list(here.exclude(pk=host.pk).prefetch_related("names").order_by("pk"))
    names = dict(source.issuers.values_list("department", "printed_name"))
    found = []
    for organ in organs:
        fit = [each for each in here if each.line_id == organ.line_id and each not in found]
        found += [max(fit, key=lambda each: (_alike(str(each), names[organ.pk]), each.pk))] if fit else []
    return [Issuer(department=each, printed_name=str(each)) for each in found]


def _alike(one, other):
    """Return how many characters two names have in common at their ends."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))

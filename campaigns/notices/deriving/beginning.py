"""Beginning a notice of one's own from one that was issued above: every clause of it, marked kept, for a person to go through."""

from django.db import transaction

from organizations import audit
from organizations.models import Department

from ..drafting.copying import copy_hung
from ..drafting.starting import begin, copied_nodes
from ..lineage import answering
from ..models import AttachmentFile, Issuer
from ..moves import IllegalMove

COPIED = ("urgency", "is_signed", "openness", "openness_reason", "theme")


@transaction.atomic
def derive(upper, *, by):
    """Begin the notice of the actor's department under `upper`; return its first edition, or the one that is there already.

    Of two who ask at the same moment one finds what the other began. Raise IllegalMove where it cannot be derived.
    """
    upper = answering.held(upper.pk)
    if said := answering.refusal(by.department, upper):
        raise IllegalMove(said)
    if there := answering.own_edition(upper, by.department.region_id):
        return there
    edition = _copied(upper, by)
    audit.record("notice-derive", edition, by=by, before=upper.current.digest, after=edition.text_hash)
    return edition


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
    return edition


def counterparts(source, host):
    """Return unsaved Issuers: for each organ that issued the edition above, the one of its line where the host is.

    Of several of one line the one that was set up last. What is no department there, or has none here, is left out.
    """
    lines = (
        source.issuers.filter(department__isnull=False).order_by("position").values_list("department__line", flat=True)
    )
    here = Department.objects.filter(region=host.region_id, line__in=lines, until="").exclude(pk=host.pk)
    by_line = {each.line_id: each for each in here.prefetch_related("names").order_by("pk")}
    wanted = [by_line[line] for line in dict.fromkeys(lines) if line in by_line and line != host.line_id]
    return [Issuer(department=each, printed_name=str(each)) for each in wanted]

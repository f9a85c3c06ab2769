"""Whose agreement to an edition's text is still wanted."""

from ..models import Countersignature

AGREEING = (Countersignature.Decision.AGREED, Countersignature.Decision.OPINION)


def missing(edition):
    """Return the co-issuers, in printed order, without a valid agreement for `edition.text_hash`: the last mark of each counts."""
    last = {}
    for mark in edition.countersignatures.order_by("pk"):
        last[mark.department_id or mark.name] = mark
    valid = {who for who, mark in last.items() if mark.text_hash == edition.text_hash and mark.decision in AGREEING}
    return [issuer for issuer in co_issuers(edition) if not {issuer.department_id, issuer.printed_name} & valid]


def co_issuers(edition):
    """Return the issuers but the host, who signs last: it is the first one where none of them is the host's department."""
    issuers = list(edition.issuers.order_by("position"))
    host = next(
        (each for each in issuers if each.department_id == edition.notice.host_id), issuers[0] if issuers else None
    )
    return [each for each in issuers if each != host]

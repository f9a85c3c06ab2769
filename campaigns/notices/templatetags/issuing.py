"""What the page of an edition shows of its signing, its number, its files and its end."""

from django import template

from campaigns.notices.drafting.rights import may_write
from campaigns.notices.issuing import publishing, signing
from campaigns.notices.issuing.obstacles import obstacles
from organizations import access
from organizations.access import Right
from organizations.models import Job

register = template.Library()
MOST_NAMED = 3  # signatories


@register.inclusion_tag("issuing/panel.html")
def issuing_panel(edition, actor):
    """From 待签发 on: what can be done next, and how it came about. A fixed number of queries."""
    host = edition.notice.host
    may_sign = access.may(actor, Right.SIGN, host)
    may_review = access.may(actor, Right.REVIEW, host)
    writes = may_write(actor, edition)
    is_ready = edition.state == edition.State.READY
    is_asked = may_sign and is_ready
    part = signing.part_of(edition, actor) if is_asked else None
    return {
        "edition": edition,
        "notice": edition.notice,
        "has_co_issuers": any(each.department_id != host.pk for each in edition.issuers.all()),
        "is_current": edition.pk == edition.notice.current_id,
        "may_sign": may_sign,
        "why_another": part.why_another if part else "",
        "may_ask": bool(part and part.wrote and not edition.is_own_exception),
        "may_review": may_review,
        "may_write": writes,
        "who_could": access.who_could(Right.SIGN, host),
        "obstacles": obstacles(edition) if is_ready and (may_sign or may_review or writes) else None,
        "signers": _signers(edition) if not may_sign and access.may(actor, Right.VIEW, host) else "",
        **(in_the_making(edition) if edition.state == edition.State.SIGNED else {}),
    }


def _signers(edition):
    """Return who corrects, repeals or withdraws an edition in force, for her colleagues; "" where nobody needs to be named."""
    notice = edition.notice
    is_theirs = edition.pk == notice.current_id and notice.is_withdrawable and not notice.is_recorded
    if edition.state != edition.State.ISSUED or not is_theirs:
        return ""
    people = list(access.people_with(Right.SIGN, notice.host).order_by("pk")[: MOST_NAMED + 1])
    return "、".join(person.name for person in people[:MOST_NAMED]) + ("等" if len(people) > MOST_NAMED else "")


def in_the_making(edition):
    """How far the files of a signed edition are: how many of how many, and what its work says."""
    job = Job.objects.filter(kind="print-edition", key=str(edition.pk)).order_by("-pk").first()
    return {
        "made": len(edition.files_made),
        "wanted": len(edition.files_wanted),
        "is_printed": publishing.is_printed(edition),
        "error": job.error if job else "",
    }

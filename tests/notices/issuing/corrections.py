"""更正 for tests: begun, and issued."""

from campaigns.notices.issuing import correcting, publishing
from campaigns.notices.models import Edition
from tests import factories


def correct(issued, by, note="更正第二项的日期。"):
    return correcting.begin(issued.notice_id, note, by=by)


def finish(edition):
    """Countersign, sign, print and publish a correction."""
    factories.agree(edition, edition.notice.host.memberships.first().user)
    factories.awaits_signature(edition)
    edition = Edition.objects.select_related("notice__host").get(pk=edition.pk)
    factories.printed(factories.signed(edition), b"%PDF of the correction")
    assert publishing.publish_due() == 1
    return Edition.objects.select_related("notice").get(pk=edition.pk)

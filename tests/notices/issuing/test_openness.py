"""How open a notice is, and why: signed with the text, and changed by a correction alone."""

import pytest

from campaigns.notices.authorship import authors
from campaigns.notices.canonical import canonical_of, hash_of
from campaigns.notices.drafting import facts as drafting_facts
from campaigns.notices.drafting.rows import stamp_of
from campaigns.notices.issuing import signing
from campaigns.notices.models import Edition
from tests import factories
from tests.notices.issuing.corrections import correct, finish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def test_how_open_a_notice_is_changes_with_the_correction_that_says_so_and_not_before(client, issued, by):
    notice, facts = issued.notice, {"openness": "closed", "openness_reason": "内部管理事项"}
    made = correct(issued, by)
    drafter = factories.actor(factories.person("李起草", notice.host, "drafter"))
    said = drafting_facts.facts_of(made)
    drafting_facts.save(made.pk, said | facts, stamp_of(said), by=drafter)
    assert client.get(notice.get_absolute_url()).status_code == 200
    before, made = made.text_hash, Edition.objects.get(pk=made.pk)
    assert made.text_hash != before and drafter.user.pk in authors(made)
    made = finish(made)
    assert (made.notice.openness, made.notice.openness_reason) == tuple(facts.values())
    assert client.get(notice.get_absolute_url()).status_code == 404


def test_the_reason_not_to_publish_is_part_of_what_is_signed():
    edition = factories.draft(openness="closed", openness_reason="内部管理事项")
    before = hash_of(canonical_of(edition))
    edition.openness_reason = "另一个理由"
    assert hash_of(canonical_of(edition)) != before


def test_what_is_not_published_is_not_signed_without_a_reason():
    edition = factories.ready(openness="closed")
    assert "请写明理由" in signing.obstacles(edition)[0].words

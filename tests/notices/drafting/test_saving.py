"""Writing a draft: who else writes waits, and the hash, the history and the state follow the text."""

import pytest
from django.db import transaction

from campaigns.notices import moves
from campaigns.notices.drafting.saving import writing
from campaigns.notices.models import Clause, Edition, Frozen, Revision
from campaigns.notices.moves import IllegalMove, State
from organizations.models import User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def edition():
    return factories.draft()


@pytest.fixture
def drafter(edition):
    return factories.actor(factories.person("张三", edition.notice.host, "drafter", "signatory"))


def write(edition, actor, text):
    with writing(edition.pk, by=actor):
        edition.clauses.filter(kind="clause").update(text=text)
    return Edition.objects.get(pk=edition.pk)


def test_what_one_person_writes_in_one_sitting_is_one_revision_with_the_hash_of_the_text(edition, drafter):
    hashes = [write(edition, drafter, text).text_hash for text in ("甲", "乙", "乙")]
    assert hashes[0] != hashes[1] == hashes[2]
    assert Revision.objects.get().text_hash == hashes[-1]
    assert write(edition, drafter, "乙").version == 2


def test_another_author_begins_another_revision(edition, drafter):
    other = factories.actor(factories.person("李四", edition.notice.host, "drafter"))
    for actor in (drafter, other):
        write(edition, actor, actor.name)
    assert list(Revision.objects.values_list("number", "user__last_name")) == [(2, "李四"), (1, "张三")]


def test_a_signed_text_is_kept_and_what_follows_is_a_revision_of_its_own(edition, drafter):
    text_hash = write(edition, drafter, "甲").text_hash
    edition.countersignatures.create(name="省总工会", text_hash=text_hash, decision="agreed", user=drafter.user)
    write(edition, drafter, "乙")
    assert [revision.text_hash == text_hash for revision in Revision.objects.all()] == [False, True]


def test_a_text_that_was_ready_goes_back_to_its_co_issuers(edition, drafter):
    moves.move(edition, State.READY, by=drafter)
    assert write(edition, drafter, "甲").state == State.COUNTERSIGNING
    assert edition.moves.last().by_change is True


def test_a_signed_text_is_written_by_nobody(edition, drafter):
    for state in (State.READY, State.SIGNED):
        moves.move(edition, state, by=drafter)
    with pytest.raises(IllegalMove, match="不能再改动"):
        write(edition, drafter, "甲")


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: edition.clauses.update(text="改"),
        lambda edition: edition.clauses.first().save(),
        lambda edition: edition.clauses.first().delete(),
        lambda edition: edition.clauses.all().delete(),
        lambda edition: factories.clause(edition, "closing", "特此通知。"),
        lambda edition: Clause.objects.bulk_create([Clause(edition=edition, position=99, kind="closing")]),
        lambda edition: Clause.objects.bulk_update(edition.clauses.all(), ["text"]),
        lambda edition: edition.issuers.update(printed_name="改"),
        lambda edition: Edition.objects.filter(pk=edition.pk).update(title="改"),
        lambda edition: Edition.objects.get(pk=edition.pk).save(),
        lambda edition: edition.delete(),
        lambda edition: Edition.objects.filter(pk=edition.pk).delete(),
    ],
)
def test_no_way_of_the_orm_changes_a_signed_text(edition, drafter, change):
    change_is_free_before = factories.draft(year=2025)
    change(change_is_free_before)
    for state in (State.READY, State.SIGNED):
        moves.move(edition, state, by=drafter)
    with pytest.raises(Frozen):
        change(edition)


@pytest.mark.parametrize("state", [State.SIGNED, State.ISSUED, State.DISCARDED])
def test_a_draft_skips_no_step(edition, drafter, state):
    if state == State.DISCARDED:
        return moves.move(edition, state, by=drafter)
    with pytest.raises(IllegalMove, match="“起草”状态"):
        return moves.move(edition, state, by=drafter)


def test_of_two_who_move_at_once_one_is_told(edition, drafter):
    stale = Edition.objects.get(pk=edition.pk)
    moves.move(edition, State.REVIEW, by=drafter)
    with pytest.raises(IllegalMove, match="他人办理"):
        moves.move(stale, State.REVIEW, by=drafter)
    assert edition.moves.count() == 1


FINAL = {
    "countersigned": lambda edition: factories.agree(edition, User.objects.first()),
    "signed by the host": lambda edition: Edition.objects.filter(pk=edition.pk).update(state="signed"),
}


@pytest.mark.parametrize("make_final", FINAL.values(), ids=FINAL)
def test_the_history_keeps_a_text_that_somebody_signed(make_final):
    edition = factories.draft()
    by = factories.actor(factories.person("李起草", edition.notice.host, "drafter"))
    with writing(edition.pk, by=by):
        pass
    edition.refresh_from_db()
    revision = edition.revisions.get()
    make_final(edition)
    revision.content = {}
    for change in (
        lambda: revision.save(),
        lambda: revision.delete(),
        lambda: edition.revisions.update(content={}),
        lambda: edition.revisions.all().delete(),
        lambda: Revision.objects.bulk_update([revision], ["content"]),
    ):
        with pytest.raises(Frozen), transaction.atomic():
            change()
    assert edition.revisions.get().content

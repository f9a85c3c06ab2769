"""Issued is immutable: no view, admin page, save, update or bulk operation, and on PostgreSQL no SQL, changes what is issued."""

import pytest
from django.db import DatabaseError, connection, transaction

from campaigns.notices.issuing import ending
from campaigns.notices.models import (
    Clause,
    ClauseDuty,
    Countersignature,
    DocumentNumber,
    Edition,
    EditionFile,
    EditionMove,
    Frozen,
    NoticeEnding,
    PagePicture,
    SeriesRelease,
)
from organizations.models import User
from organizations.models.append_only import WrittenOnce
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture
def issued():
    edition = factories.issued()
    PagePicture.objects.create(file=edition.files.first(), number=1, content="x.png", width=1, height=1, size=1)
    host = edition.notice.host
    SeriesRelease.objects.create(series=factories.series(host, "浙备"), department=host, reason="误登")
    return edition


WAYS = {
    "back to a draft": lambda edition: Edition.objects.filter(pk=edition.pk).update(state="draft"),
    "back to signed": lambda edition: Edition.objects.filter(pk=edition.pk).update(state="signed"),
    "saved as a draft": lambda edition: Edition(pk=edition.pk, state="draft").save(update_fields=["state"]),
    "another signatory": lambda edition: Edition.objects.filter(pk=edition.pk).update(signed_by=None),
    "another way round": lambda edition: Edition.objects.filter(pk=edition.pk).update(is_ordered=True),
    "another day to sign until": lambda edition: Edition(pk=edition.pk, countersign_by="2026-08-21").save(
        update_fields=["countersign_by"]
    ),
    "another openness": lambda edition: Edition.objects.filter(pk=edition.pk).update(openness="closed"),
    "another number": lambda edition: Edition.objects.filter(pk=edition.pk).update(doc_number="x"),
    "a clause": lambda edition: edition.clauses.update(text="x"),
    "an issuer": lambda edition: edition.issuers.all().delete(),
    "a file's hash": lambda edition: edition.files.update(sha256="0" * 64),
    "a file's bytes": lambda edition: EditionFile.objects.bulk_update(
        [EditionFile(pk=edition.files.first().pk, content="x")], ["content"]
    ),
    "a file saved": lambda edition: edition.files.first().save(),
    "a file deleted": lambda edition: edition.files.first().delete(),
    "files deleted": lambda edition: edition.files.all().delete(),
    "a mark": lambda edition: edition.countersignatures.update(text_hash="x"),
    "a mark deleted": lambda edition: Countersignature.objects.first().delete(),
    "a move": lambda edition: edition.moves.update(reason="x"),
    "who ended it": lambda edition: end_of(edition).save(),
    "an end deleted": lambda edition: NoticeEnding.objects.all().delete(),
    "why a mark was released": lambda edition: SeriesRelease.objects.update(reason="x"),
    "a release deleted": lambda edition: SeriesRelease.objects.get().delete(),
    "releases deleted": lambda edition: SeriesRelease.objects.all().delete(),
    "moves deleted": lambda edition: EditionMove.objects.all().delete(),
    "a number deleted": lambda edition: DocumentNumber.objects.all().delete(),
}


def end_of(edition):
    ending.withdraw(edition.notice_id, "误发", by=factories.signatory(edition))
    return edition.notice.endings.get()


def test_no_way_of_the_orm_changes_it(issued):
    for name, way in WAYS.items():
        with pytest.raises((Frozen, WrittenOnce)), transaction.atomic():
            way(issued)
            pytest.fail(f"{name} was changed")


def taken_out(edition, draft):
    clause = edition.clauses.first()
    clause.edition = draft
    clause.save()


def deleted_by_another_name(edition, draft):
    clause = edition.clauses.first()
    clause.edition = draft
    clause.delete()


def duty(clause):
    return ClauseDuty.objects.create(clause=clause, department=factories.department(), part="lead")


def bulk_put_in(edition, draft):
    rows = list(draft.clauses.all())
    for row in rows:
        row.edition = edition
    Clause.objects.bulk_update(rows, ["edition"])


BETWEEN = {
    "taken out": taken_out,
    "taken out and deleted": deleted_by_another_name,
    "put in": lambda edition, draft: draft.clauses.update(edition=edition),
    "put in by its key": lambda edition, draft: draft.clauses.update(edition_id=edition.pk),
    "put in together": bulk_put_in,
    "a duty put in": lambda edition, draft: ClauseDuty.objects.filter(pk=duty(draft.clauses.first()).pk).update(
        clause=edition.clauses.first()
    ),
}


@pytest.mark.parametrize("way", BETWEEN.values(), ids=BETWEEN)
def test_nothing_comes_from_an_issued_edition_or_into_it(issued, way):
    """The guard is the ORM's own: where no trigger stands behind it, it holds, too."""
    draft = factories.draft(year=2027)
    before = list(issued.clauses.values_list("pk", "text"))
    with pytest.raises(Frozen), transaction.atomic():
        way(issued, draft)
    assert list(issued.clauses.values_list("pk", "text")) == before


def test_a_files_pages_are_counted_and_it_is_checked_later(issued):
    assert issued.files.update(pages=2, checked_at=None)


SQL = [
    "UPDATE notices_edition SET doc_number = 'x'",
    "UPDATE notices_edition SET state = 'signed'",
    "UPDATE notices_edition SET openness = 'closed'",
    "UPDATE notices_edition SET openness_reason = 'x'",
    "UPDATE notices_edition SET issued_at = NULL",
    "UPDATE notices_edition SET signed_by_id = NULL",
    "UPDATE notices_edition SET exception_reason = 'x'",
    "UPDATE notices_clause SET text = 'x'",
    "UPDATE notices_editionfile SET sha256 = 'x'",
    "DELETE FROM notices_editionfile WHERE format = 'docx'",
    "UPDATE notices_pagepicture SET number = 9",
    "UPDATE notices_countersignature SET decision = 'objected', opinion = 'x'",
    "DELETE FROM notices_countersignature",
    "UPDATE notices_editionmove SET reason = 'x'",
    "DELETE FROM notices_editionmove",
    "UPDATE notices_edition SET begun_by_name = 'x'",
    "UPDATE notices_edition SET is_ordered = NOT is_ordered",
    "UPDATE notices_edition SET countersign_by = '2026-08-21'",
    "UPDATE notices_seriesrelease SET reason = 'x'",
    "DELETE FROM notices_seriesrelease",
    "UPDATE notices_noticeending SET printed_name = 'x'",
    "DELETE FROM notices_noticeending",
    "UPDATE notices_documentnumber SET serial = 9",
    "DELETE FROM notices_documentnumber",
    "UPDATE notices_edition SET signed_for_id = signed_by_id",
    "UPDATE notices_edition SET exception_by_id = signed_by_id",
    "UPDATE notices_edition SET exception_for_id = signed_by_id",
    "UPDATE notices_edition SET begun_by_id = signed_by_id",
    "UPDATE notices_edition SET begun_for_id = signed_by_id",
    "UPDATE notices_edition SET asked_hash = 'x'",
    "DELETE FROM notices_revision",
    "UPDATE notices_revision SET content = '{}'",
    "UPDATE notices_notice SET host_id = 0",
    "UPDATE notices_notice SET is_recorded = true",
    "UPDATE notices_notice SET current_id = NULL",
    "UPDATE notices_notice SET ending = '', ended_on = NULL, ended_at = NULL, ending_reason = ''",
    "UPDATE notices_notice SET ending = 'repealed'",
    "UPDATE notices_notice SET ending_reason = 'x'",
    "DELETE FROM notices_notice",
    "UPDATE notices_numberseries SET mark = '质'",
    "DELETE FROM notices_numberseries",
]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is for one's own machine")
def test_no_sql_changes_it(issued):
    end_of(issued)
    for sql in SQL:
        with pytest.raises(DatabaseError, match=r"never changed|made once|stays in the ledger"), transaction.atomic():
            connection.cursor().execute(sql)
            pytest.fail(sql)


ANOTHER = {  # value of a column of this kind
    "BooleanField": "NOT {}",
    "DateField": "'2001-01-01'",
    "DateTimeField": "'2001-01-01'",
    "ForeignKey": "0",
    "JSONField": """'["x"]'""",
    "PositiveIntegerField": "{} + 1",
    "PositiveSmallIntegerField": "{} + 1",
}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is for one's own machine")
def test_no_sql_changes_any_column_but_how_far_it_is(issued):
    for field in Edition._meta.concrete_fields:
        if field.name in Edition.MOVING or field.primary_key:
            continue
        value = ANOTHER.get(field.get_internal_type(), "'x'").format(field.column)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(f"UPDATE notices_edition SET {field.column} = {value}")  # noqa: S608  our own names
            pytest.fail(field.name)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is for one's own machine")
def test_what_is_no_part_of_it_can_be_changed_by_sql(issued):
    for sql in (
        "UPDATE notices_editionfile SET pages = 3",
        "UPDATE notices_documentnumber SET state='voided', note='x'",
        "UPDATE notices_notice SET openness = 'closed', openness_reason = 'x'",
        "UPDATE notices_notice SET ending = 'repealed', ended_on = now(), ended_at = now(), ending_reason = 'x'",
        "UPDATE notices_notice SET ending = 'withdrawn', ending_reason = 'y'",  # before the day of its repeal
        "UPDATE notices_numberseries SET is_active = false",
    ):
        connection.cursor().execute(sql)


def test_the_back_office_changes_nothing(client, issued):
    client.force_login(User.objects.create(username="staff", is_staff=True, is_superuser=True))
    before = Edition.objects.filter(pk=issued.pk).values().get()
    for address in (
        f"edition/{issued.pk}/change/",
        f"edition/{issued.pk}/delete/",
        f"clause/{issued.clauses.first().pk}/change/",
    ):
        assert client.post(f"/admin/notices/{address}", {"title": "x", "post": "yes"}).status_code == 403
    assert Edition.objects.filter(pk=issued.pk).values().get() == before

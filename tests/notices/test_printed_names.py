"""Whoever is called otherwise later: what she did says her name of that day."""

import pytest
from django.db import DatabaseError, connection, transaction

from campaigns.notices.models import DocumentNumber, Edition, EditionMove, GateConfirmation, Revision
from campaigns.notices.moves import move
from organizations.models.append_only import AppendOnlyQuerySet
from tests import factories

pytestmark = pytest.mark.django_db


def renamed(user):
    user.last_name = "李四"
    user.save()


@pytest.fixture
def signed(nothing_is_printed):
    """An edition that 张三 drafted and signed by 王五, both of whom have other names by now."""
    host = factories.department("浙江省市场监督管理局")
    drafter, signatory = factories.person("张三", host, "drafter"), factories.person("王五", host, "signatory")
    edition = factories.ready(drafter=factories.actor(drafter))
    GateConfirmation.objects.create(edition=edition, finding="0" * 64, reason="公开电话", user=drafter)
    factories.signed(edition, factories.actor(signatory))
    for user in (drafter, signatory):
        renamed(user)
    return Edition.objects.get(pk=edition.pk)


def test_every_act_keeps_the_name_of_its_day(signed):
    assert signed.signer_name == "王五"
    assert [each.actor_name for each in signed.moves.order_by("pk")] == ["张三", "王五"]
    assert {each.signer_name for each in signed.countersignatures.all()} == {"张三"}
    assert Revision.objects.get(edition=signed).actor_name == "张三"
    assert GateConfirmation.objects.get(edition=signed).actor_name == "张三"
    assert DocumentNumber.objects.get(edition=signed).actor_name == "王五"


def test_who_stood_in_for_whom_is_kept_too_and_so_is_nobody():
    edition = factories.draft()
    host = edition.notice.host
    zhang, wang = factories.person("张三", host, "drafter"), factories.person("王五", host, "drafter")
    facts = {"edition": edition, "old": "draft", "new": "review"}
    row = EditionMove.objects.create(**facts, user=zhang, on_behalf_of=wang)
    (many,) = EditionMove.objects.bulk_create([EditionMove(**facts, user=zhang)])
    for user in (zhang, wang):
        renamed(user)
    move(edition, "review", by=None)
    names = EditionMove.objects.order_by("pk").values_list("printed_name", flat=True)
    assert (row.actor_name, many.actor_name) == ("张三代王五", "张三")
    assert list(names) == ["张三代王五", "张三", "系统"]


def test_a_row_from_before_says_how_they_are_called_today():
    edition = factories.draft()
    zhang = factories.person("张三", edition.notice.host, "drafter")
    row = EditionMove(edition=edition, old="draft", new="review", user=zhang)
    assert row.actor_name == "张三"
    assert isinstance(EditionMove.objects.all(), AppendOnlyQuerySet)  # so nobody fills in the others


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notices_edition SET signed_as = 'x'",
        "UPDATE notices_documentnumber SET printed_name = 'x'",
        "UPDATE notices_editionmove SET printed_name = 'x'",
    ],
)
def test_postgresql_itself_keeps_the_names(signed, sql):
    if connection.vendor != "postgresql":
        pytest.skip("the triggers are PostgreSQL's")
    with pytest.raises(DatabaseError, match=r"never changed|stays in the ledger"), transaction.atomic():
        connection.cursor().execute(sql)

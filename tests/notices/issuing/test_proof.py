"""清样: what waits to be signed is set first, and what no press can print is not signed."""

import pytest
from django.db.models import F
from django.utils import timezone

from campaigns.documents import making
from campaigns.notices import proofs
from campaigns.notices.drafting import facts
from campaigns.notices.drafting.rights import confirming
from campaigns.notices.drafting.rows import stamp_of
from campaigns.notices.issuing import proving, signing
from campaigns.notices.issuing.obstacles import obstacles, refusal_of_seals
from campaigns.notices.models import Clause, DocumentNumber, Edition, NumberSeries, Proof
from campaigns.notices.moves import IllegalMove
from campaigns.notices.tasks import prove_waiting
from organizations.models import Job
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def table_of(columns):
    return {"header": [f"第{each}列" for each in range(columns)], "rows": [["甲"] * columns]}


def awaiting(**facts):
    """Return an edition that awaits its signature and was not set."""
    edition = factories.ready(**facts)
    Proof.objects.all().delete()
    return edition


def said(edition):
    return "".join(each.words for each in obstacles(Edition.objects.for_desk().get(pk=edition.pk)))


def test_a_text_that_can_be_printed_is_signed_once_it_was_set(sign, edition):
    Proof.objects.all().delete()
    with pytest.raises(IllegalMove, match="正在按印发的样式试排清样"):
        sign()
    proving.make(edition.pk)
    made = Proof.objects.get()
    assert (made.version, made.error, made.error_with_seals) == (edition.version, "", "")
    assert sign().doc_number


@pytest.fixture
def set_as(monkeypatch):
    """Nothing is set: return the documents that would be."""
    documents = []
    monkeypatch.setattr(making, "made", lambda document, *kind: documents.append(document))
    return documents


def test_it_is_set_with_the_longest_number_that_whoever_signs_can_choose(edition, set_as):
    for mark, is_active in (("浙市监质发", True), ("浙市监质量办", False)):
        NumberSeries.objects.create(department=edition.notice.host, mark=mark, is_active=is_active)
    Proof.objects.all().delete()
    proving.make(edition.pk)
    assert {each.number for each in set_as} == {f"浙市监质发〔{timezone.localdate().year}〕99999号"}


def test_a_table_that_fits_no_page_is_told_before_a_number_is_spent_on_it():
    draft = factories.draft()
    place = {"edition": draft, "parent": draft.clauses.get(kind="attachment"), "position": 99}
    Clause.objects.create(kind="table", table=table_of(25), **place)
    edition = factories.brought_to_signature(draft)
    Proof.objects.all().delete()
    proving.make(edition.pk)
    assert "清样排不出来：" in said(edition)
    by, series = factories.signatory(edition), factories.series(edition.notice.host)
    with pytest.raises(IllegalMove, match="清样排不出来"):
        signing.sign(edition.pk, by=by, seen=edition.text_hash, series=series)
    assert not DocumentNumber.objects.exists()


def test_more_seals_than_a_page_holds_keep_only_the_seals_off():
    draft = factories.draft()
    for position in range(1, 40):
        draft.issuers.create(printed_name=f"浙江省第{position}机关", position=position + 100)
    edition = factories.brought_to_signature(draft)
    Proof.objects.all().delete()
    proving.make(edition.pk)
    made = Proof.objects.get()
    assert (made.error, bool(made.error_with_seals)) == ("", True)
    edition.issuers.exclude(department=edition.notice.host).update(department=edition.notice.host)
    edition.notice.host.seal = "seals/x"
    edition.notice.host.save()
    assert refusal_of_seals(Edition.objects.for_desk().get(pk=edition.pk)) == f"不能加盖印章：{made.error_with_seals}"


def test_another_office_to_print_it_is_set_at_once_also_where_the_proof_before_had_failed(edition):
    drafter = factories.actor(factories.person("新起草", edition.notice.host, "drafter"))
    proofs.ask(edition)
    Job.objects.update(state=Job.State.FAILED)
    before = facts.facts_of(edition)
    with confirming():
        facts.save(edition.pk, before | {"print_office": "省局办公室"}, stamp_of(before), by=drafter)
    assert Job.objects.get(kind=proofs.KIND).state == Job.State.WAITING


def test_what_changed_since_is_set_again():
    edition = factories.ready()
    assert said(edition) == ""
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    assert "试排清样" in said(edition)
    for _ in range(2):
        prove_waiting()
    assert Job.objects.get(kind=proofs.KIND).key == str(edition.pk)
    Job.objects.update(state=Job.State.FAILED)
    prove_waiting()
    assert "清样没有排成，请联系系统管理员" in said(edition)
    assert Job.objects.count() == 1

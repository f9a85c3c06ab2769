"""清样: what waits to be signed is set first, and what no press can print is not signed."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image, ImageDraw

from campaigns.documents import making
from campaigns.documents.seals import sample_ring
from campaigns.notices import proofs
from campaigns.notices.drafting import facts
from campaigns.notices.drafting.rights import confirming
from campaigns.notices.drafting.rows import stamp_of
from campaigns.notices.issuing import proving, signing
from campaigns.notices.issuing.obstacles import obstacles, refusal_of_seals
from campaigns.notices.models import Clause, DocumentNumber, Edition, NumberSeries, Proof
from campaigns.notices.moves import IllegalMove
from campaigns.notices.tasks import prove_waiting
from organizations.models import Department, Job
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def table_of(columns):
    return {"header": [f"第{each}列" for each in range(columns)], "rows": [["甲"] * columns]}


def words_on(edition):
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
    assert "清样排不出来：" in words_on(edition)
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
    Department.objects.update(seal="seals/x")
    assert refusal_of_seals(Edition.objects.for_desk().get(pk=edition.pk)) == f"不能加盖印章：{made.error_with_seals}"


def uploaded(ink):
    """Return an upload: a seal in this ink."""
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).ellipse((4, 4, 296, 296), outline=ink, width=12)
    stream = BytesIO()
    image.save(stream, "PNG")
    return ContentFile(stream.getvalue(), "seal.png")


def test_each_organ_has_its_own_seal_on_it_and_the_ring_where_it_has_none(edition, set_as):
    host = edition.notice.host
    host.seal_mm, host.seal = 45, uploaded("red")
    host.save()
    proving.make(edition.pk)
    own, other = set_as[-1].organs
    assert (own.seal, own.seal_mm) == (host.seal.open().read(), 45)
    assert (other.seal, other.seal_mm) == (sample_ring(), 42)


SPOILT = {
    "not red": (lambda seal: seal.save("seal.png", uploaded("black")), "没有红色印章"),
    "gone": (lambda seal: seal.storage.delete(seal.name), "已经不在，请在管理后台重新上传"),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILT.values(), ids=SPOILT)
def test_a_seal_that_cannot_be_printed_keeps_the_seals_off_until_another_is_uploaded(spoil, said):
    draft = factories.draft()
    draft.issuers.filter(department=None).delete()
    edition = factories.brought_to_signature(draft)
    seal = edition.notice.host.seal
    seal.save("seal.png", uploaded("red"))
    spoil(seal)
    proving.make(edition.pk)
    with pytest.raises(IllegalMove, match=f"不能加盖印章：.*{said}"):
        factories.signed(edition, has_seals=True)
    seal.save("seal.png", uploaded("red"))
    assert "试排清样" in words_on(edition)
    proving.make(Job.objects.get(kind=proofs.KIND).payload["edition"])
    assert factories.signed(edition, has_seals=True).has_seals


def test_the_page_to_sign_it_asks_for_the_proof_once(client, edition, signatory):
    edition.issuers.filter(department=None).delete()
    Department.objects.update(seal="seals/x")
    client.force_login(signatory.user)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/desk/notices/{edition.pk}/sign/").context
    assert page["form"].no_seals == ""
    assert sum(Proof._meta.db_table in each["sql"] for each in queries) == 1


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
    assert words_on(edition) == ""
    Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
    assert "试排清样" in words_on(edition)
    for _ in range(2):
        prove_waiting()
    assert Job.objects.get(kind=proofs.KIND).key == str(edition.pk)
    Job.objects.update(state=Job.State.FAILED)
    prove_waiting()
    assert "清样没有排成，请联系系统管理员" in words_on(edition)
    assert Job.objects.count() == 1

"""公开前核对: numbers of persons in text, tables and attached files are looked at one by one, each with a reason."""

from contextlib import contextmanager
from dataclasses import replace

import pypdfium2
import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection, transaction

from campaigns.notices.drafting import saving
from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import attached, gatekeeping, sign_views, signing
from campaigns.notices.issuing.texts import Passage
from campaigns.notices.models import AttachmentFile, Clause, Edition, GateConfirmation
from campaigns.notices.moves import IllegalMove
from organizations import memberships
from organizations.models import AuditRow
from organizations.models.append_only import WrittenOnce
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
PHONE = "13812345678"


def attach(edition, name, data):
    clause = edition.clauses.get(kind="attachment")
    facts = {"name": name, "content_type": "text/plain", "size": len(data), "sha256": name.rjust(64, "0")}
    file = AttachmentFile(clause=clause, **facts)
    file.content.save(name, ContentFile(data), save=True)


def table(edition):
    Clause.objects.filter(pk=edition.clauses.last().pk).update(
        table={"header": ["姓名", "电话"], "rows": [["甲", PHONE]]}
    )


PLACES = {
    "the title": lambda edition: edition.__class__.objects.filter(pk=edition.pk).update(title=f"通知{PHONE}"),
    "a clause": lambda edition: Clause.objects.filter(pk=edition.clauses.first().pk).update(text=f"电话{PHONE}"),
    "a note of what is corrected": lambda edition: edition.__class__.objects.filter(pk=edition.pk).update(
        change_note=f"改为{PHONE}"
    ),
    "a table": table,
    "a file of text": lambda edition: attach(edition, "a.txt", f"电话{PHONE}".encode()),
    "the name of a file": lambda edition: attach(edition, f"{PHONE}.txt", "名单".encode()),
}


@pytest.mark.parametrize("put", PLACES.values(), ids=PLACES)
def test_a_phone_number_is_found_wherever_it_stands(put):
    edition = factories.draft()
    assert gatekeeping.items(edition) == []
    put(edition)
    edition.refresh_from_db()
    (item,) = gatekeeping.items(edition)
    assert (item.kind, item.masked) == ("手机号码", "138****5678")
    assert PHONE not in repr(item)


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK\x03\x04 none"), ("a.png", b"\x89PNG")]
)
def test_a_file_that_cannot_be_read_is_to_be_looked_at_by_a_person(name, data):
    edition = factories.draft()
    attach(edition, name, data)
    assert [item.kind for item in gatekeeping.items(edition)] == [gatekeeping.UNREADABLE]


def test_a_pdf_without_words_is_a_picture_of_some():
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    import io

    stream = io.BytesIO()
    document.save(stream)
    assert attached.text_in(stream.getvalue(), "扫描.pdf") is None


def test_two_numbers_beside_each_other_are_both_masked():
    edition = factories.draft()
    Clause.objects.filter(pk=edition.clauses.first().pk).update(text=f"电话{PHONE}、13987654321。")
    first, second = gatekeeping.items(edition)
    assert (first.after, second.before) == ("、139****4321。", "电话138****5678、")


def test_no_number_near_another_is_shown_even_in_part():
    edition = factories.draft()
    spaced = "1 3 9 8 7 6 5 4 3 2 1"
    Clause.objects.filter(pk=edition.clauses.first().pk).update(
        text=f"甲{spaced}，乙丙丁戊己{PHONE}，庚辛壬癸子丑寅{spaced}。"
    )
    _, item, _ = gatekeeping.items(edition)
    assert (item.before, item.after) == ("139****4321，乙丙丁戊己", "，庚辛壬癸子丑寅139****4321")


def test_the_context_costs_no_more_where_the_text_is_long():
    """Every finding looks at what is around it alone: ten times the numbers cost about ten times the work."""
    edition = factories.draft()
    looked_at = []

    class Counted(str):
        def __getitem__(self, part):
            piece = super().__getitem__(part)
            looked_at.append(len(piece))
            return piece

    text = Counted("，".join(f"电话{PHONE}" for _ in range(300)))
    passage = Passage("title", "标题", text)
    assert len(gatekeeping.items(edition, [passage])) == 300
    assert sum(looked_at) < 100 * 300 + 10 * len(text)


def test_a_page_lists_what_it_has_room_for_and_says_how_many_more(client, edition, monkeypatch):
    monkeypatch.setattr(sign_views, "MOST_LISTED", 2)
    clauses = list(edition.clauses.filter(kind="clause"))
    for clause in clauses:
        Clause.objects.filter(pk=clause.pk).update(text=f"电话{PHONE}。")
    reviewer = factories.actor(factories.person("赵审核", edition.notice.host, "reviewer"))
    gatekeeping.confirm(edition.pk, gatekeeping.items(edition)[0].digest, "对外公布的值班电话", by=reviewer)
    client.force_login(reviewer.user)
    html = client.get(f"/desk/notices/{edition.pk}/gate/").content.decode()
    assert "<h2>3处</h2>" in html and "还有1处没有列出" in html
    assert html.count("可以公开<span") == 2, "what is settled gives way"


@pytest.mark.parametrize("openness", ["public", "on-request", "closed"])
def test_the_page_says_who_will_read_it(client, edition, openness):
    Edition.objects.filter(pk=edition.pk).update(openness=openness)
    client.force_login(factories.person("赵审核", edition.notice.host, "reviewer"))
    html = client.get(f"/desk/notices/{edition.pk}/gate/").content.decode()
    assert ("印发后向社会公开" in html, "印发后不在本站公开" in html) == (openness == "public", openness != "public")


def test_what_stands_in_a_file_is_kept_in_no_database(client, edition, signatory):
    attach(edition, "a.txt", f"电话{PHONE}".encode())
    person = signatory.user
    memberships.appoint(person, edition.notice.host, "reviewer")
    client.force_login(person)
    before = cache_rows()
    for page in ("sign", "gate"):
        assert client.get(f"/desk/notices/{edition.pk}/{page}/").status_code == 200
    assert cache_rows() == before
    assert caches["process"].get("attached:" + "a.txt".rjust(64, "0")) == (f"电话{PHONE}",)


def cache_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM organizations_cacheentry")
        return cursor.fetchall()


def test_no_more_of_the_files_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(attached, "MOST_KEPT", 25)
    for name in ("a.txt", "b.txt", "c.txt"):
        attached._keep(name, ("数" * 4,))  # 12 bytes
    kept = [name for name in ("a.txt", "b.txt", "c.txt") if caches["process"].get(f"attached:{name}")]
    assert kept == ["b.txt", "c.txt"]


def test_no_file_is_read_while_the_edition_is_held(edition, signatory, monkeypatch):
    attach(edition, "a.txt", "名单".encode())
    with writing(edition.pk, by=None):
        pass
    edition.refresh_from_db()
    factories.agree(edition, factories.person("会签人", edition.notice.host))
    factories.awaits_signature(edition)
    caches["process"].clear()
    held, read = [], []

    @contextmanager
    def holding(pk):
        with saving.locked(pk) as found:
            held.append(pk)
            yield found
            held.pop()

    def reading(file):
        read.append(list(held))
        return "名单"

    for module in (signing, gatekeeping):
        monkeypatch.setattr(module, "locked", holding)
    monkeypatch.setattr(attached, "_read", reading)
    factories.signed(edition, signatory)
    assert read == [[]]


def test_a_finding_is_confirmed_once_with_a_reason_and_for_its_place_alone(edition, signatory):
    Clause.objects.filter(pk=edition.clauses.first().pk).update(text=f"电话{PHONE}。")
    (item,) = gatekeeping.unsettled(edition)
    for reason in ("对外公布的值班电话", "再来一次"):
        gatekeeping.confirm(edition.pk, item.digest, reason, by=signatory)
    assert GateConfirmation.objects.get().reason == "对外公布的值班电话"
    assert AuditRow.objects.filter(act="gate-confirm").count() == 1
    assert gatekeeping.unsettled(edition) == []
    Clause.objects.filter(pk=edition.clauses.last().pk).update(text=f"电话{PHONE}。")
    assert len(gatekeeping.unsettled(edition)) == 1


def test_a_confirmation_names_both_who_gave_it_and_for_whom_and_is_never_changed(edition, signatory):
    Clause.objects.filter(pk=edition.clauses.first().pk).update(text=f"电话{PHONE}。")
    principal = factories.person("李局长", edition.notice.host, "reviewer")
    gatekeeping.confirm(
        edition.pk, gatekeeping.items(edition)[0].digest, "值班电话", by=replace(signatory, on_behalf_of=principal)
    )
    (item,) = gatekeeping.items(edition)
    assert item.confirmation.actor_name == "王签发代李局长"
    for change in (
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: edition.gate_confirmations.update(reason="x"),
    ):
        with pytest.raises(WrittenOnce), transaction.atomic():
            change(item.confirmation)


def test_what_is_no_longer_there_cannot_be_confirmed(edition, signatory):
    with pytest.raises(IllegalMove, match="已经不在正文中"):
        gatekeeping.confirm(edition.pk, "0" * 64, "可以", by=signatory)


def test_an_edit_elsewhere_leaves_a_confirmation_as_it_is(edition, signatory):
    Clause.objects.filter(pk=edition.clauses.first().pk).update(text=f"电话{PHONE}。")
    (item,) = gatekeeping.items(edition)
    gatekeeping.confirm(edition.pk, item.digest, "对外公布的值班电话", by=signatory)
    with writing(edition.pk, by=signatory) as draft:
        draft.clauses.filter(kind="clause").update(text="改过的。")
    assert gatekeeping.unsettled(edition) == []

"""公开前核对: numbers of persons in text, tables and attached files are looked at one by one, each with a reason."""

import pypdfium2
import pytest
from django.core.files.base import ContentFile

from campaigns.notices.drafting.saving import writing
from campaigns.notices.issuing import attached, gatekeeping
from campaigns.notices.models import AttachmentFile, Clause, GateConfirmation
from campaigns.notices.moves import IllegalMove
from organizations.models import AuditRow
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

"""印发: once all files are there and the time has come, at once and everywhere; what a worker missed, the sweep does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.notices import freshness, tasks
from campaigns.notices.issuing import integrity, publishing
from campaigns.notices.models import Edition, EditionFile, Notice
from campaigns.notices.moves import IllegalMove, State
from organizations.models import AuditRow, Job, Message
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


def state(edition):
    return Edition.objects.get(pk=edition.pk).state


def test_a_notice_is_public_once_its_files_are_there_and_not_before(client, edition, sign):
    address = edition.notice.get_absolute_url()
    signed = sign()
    assert (publishing.publish_due(), client.get(address).status_code) == (0, 404)
    factories.printed(signed)
    EditionFile.objects.filter(edition=signed, format="pdf").update(pages=None)
    assert publishing.publish_due() == 0  # its pages are not drawn
    EditionFile.objects.filter(edition=signed).update(pages=0)
    assert (publishing.publish_due(), publishing.publish_due()) == (1, 0)
    answer = client.get(address)
    assert answer.status_code == 200
    assert signed.doc_number in answer.content.decode()
    assert signed.doc_number in client.get("/notices/?q=部署的活动").content.decode()
    assert Message.objects.filter(kind="notice-issued", recipient=signed.signed_by).exists()


def test_its_comparison_with_the_notice_above_is_asked_for_at_once(sign):
    signed = factories.printed(sign())
    Notice.objects.filter(pk=signed.notice_id).update(parent=factories.notice(code="000000"))
    assert publishing.publish_due() == 1
    assert Job.objects.get(kind="print-comparison").key == str(signed.pk)


def test_a_notice_whose_time_has_not_come_waits_and_the_time_can_be_changed(client, sign, signatory):
    tomorrow = timezone.now() + timedelta(days=1)
    signed = factories.printed(sign(issue_at=tomorrow))
    assert publishing.publish_due() == 0
    publishing.put_off(signed.pk, tomorrow + timedelta(days=1), by=signatory)
    assert state(signed) == State.SIGNED
    publishing.put_off(signed.pk, None, by=signatory)
    assert state(signed) == State.ISSUED
    with pytest.raises(IllegalMove, match="不能再改印发时间"):
        publishing.put_off(signed.pk, tomorrow, by=signatory)


def test_the_sweep_does_what_comes_due_later(sign, monkeypatch):
    signed = factories.printed(sign(issue_at=timezone.now() + timedelta(days=1)))
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    tasks.publish_due()
    assert state(signed) == State.ISSUED


def test_one_that_fails_keeps_no_other_back(sign, monkeypatch):
    first, second = factories.printed(sign()), factories.printed(factories.signed(factories.ready(year=2025)))
    index = publishing.index
    monkeypatch.setattr(publishing, "index", lambda notice: 1 / 0 if notice.pk == first.notice_id else index(notice))
    assert publishing.publish_due() == 1
    assert (state(first), state(second)) == (State.SIGNED, State.ISSUED)
    assert Notice.objects.get(pk=first.notice_id).current is None


def test_a_printer_makes_public_what_it_printed(sign, monkeypatch):
    monkeypatch.setattr(tasks, "typeset", lambda edition, *kind: b"%PDF" + repr(kind).encode())
    monkeypatch.setattr(tasks, "pictures_of", lambda pdf: [])
    signed = sign()
    tasks.print_edition(signed.pk)
    assert state(signed) == State.ISSUED


def test_lists_are_as_new_as_the_last_issue_and_the_last_end(sign, signatory):
    from campaigns.notices.issuing import ending

    before = freshness.site_changed()
    signed = factories.printed(sign())
    publishing.publish_due()
    issued = freshness.site_changed()
    ending.withdraw(signed.notice_id, "误发", by=signatory)
    assert before < issued < freshness.site_changed()


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def file():
    return factories.issued().files.get(format="pdf")


def spoil(file, content):
    with file.content.storage.open(file.content.name, "wb") as stored:
        stored.write(content)


def test_a_file_whose_size_is_another_is_not_served(client, file):
    assert client.get(file.get_absolute_url()).status_code == 200
    spoil(file, b"short")
    assert client.get(file.get_absolute_url()).status_code == 503


def test_a_file_that_somebody_changed_on_the_disk_is_found_and_not_served_until_it_is_whole_again(client, file):
    right = file.content.read()
    integrity.check_some()
    assert client.get(file.get_absolute_url()).status_code == 200
    spoil(file, b"x" * len(right))
    integrity.check_some()
    integrity.check_some()
    assert client.get(file.get_absolute_url()).status_code == 503
    assert AuditRow.objects.filter(act="file-damaged", thing_id=file.pk, result="failed").count() == 1
    spoil(file, right)
    integrity.check_some()
    assert client.get(file.get_absolute_url()).status_code == 200

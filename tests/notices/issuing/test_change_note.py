"""更正说明: what a correction corrects, written by whoever may write the text, and signed with it."""

import re

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.notices.authorship import authors
from campaigns.notices.countersigning import acts
from campaigns.notices.drafting.rights import Unconfirmed
from campaigns.notices.issuing import correcting
from campaigns.notices.models import Edition
from tests import factories
from tests.notices.issuing.corrections import correct

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def test_a_note_is_written_by_who_may_write_the_text_now(client, issued, by):
    """Sent for review, it is the reviewer's: the drafter who has no other role only reads it."""
    host = issued.notice.host
    drafter = factories.person("李起草", host, "drafter")
    reviewer = factories.person("赵审核", host, "drafter", "reviewer")
    made = correct(issued, by, note="")
    for state, person, status, note in (
        ("draft", drafter, 302, "起草时写的。"),
        ("review", drafter, 403, "起草时写的。"),
        ("review", reviewer, 302, "审核时写的。"),
    ):
        Edition.objects.filter(pk=made.pk).update(state=state)
        client.force_login(person)
        answer = client.post(
            f"/desk/notices/{made.pk}/change-note/", {"note": note if status == 302 else "不该写进去。"}
        )
        assert (state, answer.status_code) == (state, status)
        assert Edition.objects.get(pk=made.pk).change_note == note
    with pytest.raises(PermissionDenied):
        correcting.note_change(made.pk, "绕过页面。", by=factories.actor(drafter))
    assert authors(made) == {drafter.pk, reviewer.pk}


def test_a_note_that_is_out_with_the_text_changes_only_where_that_is_meant(client, issued, by):
    """The page says whose marks it voids, asks, and keeps what was typed; so does whoever writes without a page."""
    drafter = factories.person("李起草", issued.notice.host, "drafter")
    made = correct(issued, by)
    factories.awaits_signature(made)
    address, note = f"/desk/notices/{made.pk}/change-note/", {"note": "另一说明。"}
    client.force_login(drafter)
    page = client.get(address).content.decode()
    assert "这份通知待签发" in page and 'name="confirmed"' in page and made.change_note in page
    answer = client.post(address, note)
    page = answer.content.decode()
    assert (answer.status_code, "改动须先确认" in page) == (409, True)
    assert 'name="note" value="另一说明。"' in page and re.search(r"<textarea[^>]* readonly", page)
    with pytest.raises(Unconfirmed):
        correcting.note_change(made.pk, "不经页面。", by=factories.actor(drafter))
    assert Edition.objects.get(pk=made.pk).change_note == made.change_note
    assert client.post(address, note | {"confirmed": "on"}).status_code == 302
    assert Edition.objects.get(pk=made.pk).change_note == "另一说明。"


def test_a_correction_is_not_sent_for_review_before_its_note_says_what_it_corrects(client, issued, by):
    """The note is part of what is signed: written later, it would void every mark."""
    made = correct(issued, by, note="")
    drafter = factories.actor(factories.person("李起草", issued.notice.host, "drafter"))
    client.force_login(drafter.user)
    page, note = f"/desk/notices/{made.pk}/", f"/desk/notices/{made.pk}/change-note/"
    with pytest.raises(acts.Unready) as refused:
        acts.send_for_review(made.pk, by=drafter)
    assert refused.value.lacks == [("请写明更正说明。", note)]
    assert f'<a href="{note}">填写更正说明（送审前必填）</a>' in client.get(page).content.decode()
    client.post(note, {"note": "更正第二项的日期。"})
    assert f'<a href="{note}">修改更正说明</a>' in client.get(page).content.decode()
    acts.send_for_review(made.pk, by=drafter)


def test_the_first_edition_has_no_note(client):
    first = factories.draft()
    client.force_login(factories.person("李起草", first.notice.host, "drafter"))
    for answer in (
        client.get(f"/desk/notices/{first.pk}/change-note/"),
        client.post(f"/desk/notices/{first.pk}/change-note/", {"note": "更正。"}),
    ):
        assert answer.status_code == 409 and "第1版不是更正版本" in answer.content.decode()
    assert Edition.objects.get(pk=first.pk).change_note == ""


def test_a_note_with_a_marking_of_secrecy_is_kept_nowhere(client, issued, by):
    made = correct(issued, by)
    client.force_login(factories.person("李起草", issued.notice.host, "drafter"))
    answer = client.post(f"/desk/notices/{made.pk}/change-note/", {"note": "更正日期。\n机密★1年"})
    assert (answer.status_code, "“机密”标志" in answer.content.decode()) == (400, True)
    assert "机密" not in Edition.objects.get(pk=made.pk).change_note

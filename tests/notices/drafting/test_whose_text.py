"""A text that waits to become a draft is its bringer's alone, found again by her, and forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.notices import tasks
from campaigns.notices.models import DraftSource
from tests import factories
from tests.notices.drafting.beginning import NEW, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


@pytest.mark.parametrize("address", ["", "answer/", "draft/", "forget/"])
def test_a_text_is_seen_by_who_brought_it_alone(client, begin, host, address):
    review = begin("paste", text=TEXT)["Location"]
    client.force_login(factories.person("李四", host, "drafter"))
    assert (client.post if address else client.get)(review + address).status_code == 404
    assert DraftSource.objects.count() == 1


def test_who_does_not_want_it_throws_it_away(client, begin):
    review = begin("paste", text=TEXT)["Location"]
    assert client.post(f"{review}forget/")["Location"] == NEW
    assert not DraftSource.objects.exists()


@pytest.mark.parametrize(("days", "left"), [(6, 1), (8, 0)])
def test_a_text_is_kept_for_seven_days(begin, days, left):
    begin("paste", text=TEXT)
    DraftSource.objects.update(made_at=timezone.now() - timedelta(days=days))
    tasks.forget_old_texts()
    assert DraftSource.objects.count() == left


def test_a_text_that_was_read_and_left_is_found_again_by_who_brought_it_and_by_nobody_else(
    client, begin, beginner, host
):
    review = begin("paste", text=TEXT)["Location"]
    assert (
        f'href="{review}"' in client.get(NEW).content.decode()
        and f'href="{review}"' in client.get("/desk/").content.decode()
    )
    source = DraftSource.objects.get()
    DraftSource.objects.update(made_at=timezone.now() - timedelta(days=8))
    assert f'href="{review}"' not in client.get(NEW).content.decode()
    DraftSource.objects.update(made_at=source.made_at)
    client.force_login(factories.person("李四", host, "drafter"))
    assert f'href="{review}"' not in client.get(NEW).content.decode()
    assert review not in client.get("/desk/").content.decode()

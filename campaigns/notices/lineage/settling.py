"""What asked a territory for its notice, or to follow the one above, counts as read once that is done, or is asked no more."""

from django.urls import reverse

from organizations import access, messages
from organizations.access import Right

from ..models import Adaptation


def settle_issued(notice):
    """Settle what asked for a notice that is in force by now, and for its following where it answers what is in force above.

    notice: with `current` and `parent`. Called after it became what its territory owes (answering.take_on).
    """
    if notice.parent is None:
        return
    settle_tasks(Adaptation.objects.filter(child=notice))
    if notice.current.answers_id == notice.parent.current_id:
        address = reverse("following:detail", args=[notice.pk])
        messages.settle_at([address], access.people_with(Right.VIEW, notice.host))


def settle_tasks(tasks):
    """Settle what asked for local notices: these tasks are done, waived, or over with the notice above. Two queries and one."""
    tasks = list(tasks.values_list("notice", "pk", "department"))
    people = access.people_in(Right.VIEW, {department for *_, department in tasks})
    messages.settle_at([reverse("supervising:adaptation", args=key) for *key, _ in tasks], people)

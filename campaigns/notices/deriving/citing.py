"""Whether a draft names the notice that it answers."""

from django.urls import reverse

from ..drafting.checks import adviser
from ..grams import normal
from ..models import Clause


@adviser
def uncited(edition):
    """Say of a draft that it nowhere names the notice that it answers. One query; none where it answers none."""
    if not edition.answers_id or not edition.answers.doc_number:
        return
    number, title = (normal(said) for said in (edition.answers.doc_number, edition.answers.title))
    texts = list(edition.clauses.order_by("position").values_list("pk", "kind", "text"))
    if not any(number in normal(text) or title in normal(text) for *_, text in texts):
        first = next((pk for pk, kind, _ in texts if kind == Clause.Kind.PREAMBLE), None)
        words = f"为贯彻落实《{edition.answers.title}》（{edition.answers.doc_number}）"
        to_opening = reverse("drafting:clause", args=[edition.pk, first]) if first else ""
        address = to_opening or reverse("drafting:edit", args=[edition.pk])
        yield f"文中没有写明所贯彻的上级通知，可在开头写“{words}……”。", address

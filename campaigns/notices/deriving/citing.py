"""What a draft says of the notices above it: by which number it cites them, and that it cites the one that it answers at all."""

import re

from django.urls import reverse

from ..drafting.checks import adviser
from ..grams import normal
from ..models import Clause, Edition, Notice

BRACKETS = {"〔": "[〔\\[［（(]", "〕": "[〕\\]］）)]"}  # how people type the year of a number


def replaced_numbers(edition):
    """Return {pattern of a number above that is in force no more: the number that stands for it}. Two queries.

    For the notice that the draft answers that is the edition answered, whatever came after it; for those further up, what is
    in force there.
    """
    answered = edition.answers.notice_id
    keys = [key for key in Notice.objects.values_list("pk", "parent", "parent__parent").get(pk=answered) if key]
    rows = Edition.objects.filter(notice__in=keys, state=Edition.State.ISSUED).exclude(doc_number="")
    rows = rows.exclude(notice=answered, number__gt=edition.answers.number)
    rows = list(rows.order_by("notice", "number").values_list("notice", "doc_number", "pk", "notice__current"))
    now = {notice: number for notice, number, pk, current in rows if pk == current}
    now[answered] = edition.answers.doc_number
    return {_form(number): now[notice] for notice, number, *_ in rows if now.get(notice, number) != number}


def _form(number):
    return "".join(BRACKETS.get(each, re.escape(each)) for each in number)


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
        address = (
            reverse("drafting:clause", args=[edition.pk, first])
            if first
            else reverse("drafting:edit", args=[edition.pk])
        )
        yield f"文中没有写明所贯彻的上级通知，可在开头写“{words}……”。", address

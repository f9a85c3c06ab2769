"""What a draft must have, and should have, before it is sent for review: a sentence for each thing, and where to mend it."""

import re

from django.db.models import F
from django.urls import reverse

from ..lineage.above import is_behind
from ..lineage.locks import broken
from ..lineage.relating import undecided
from ..models import Addressee, Clause, Edition, Lineage
from ..receiving import deadline
from ..wording import advice_on_title
from . import addressing, classes, locking
from .advising import of_issuers, of_others, points
from .former import Former
from .readiness import lacks

ADVISERS = []  # what rooms further up know of a draft: functions of an Edition that yield (sentence, address)
MOST_BESIDE = 50  # notices of a host in one campaign
ANY_END = "。！？；："
STANDS_FOR = re.compile(
    "(?:原|此前|先前|前发)[^。；]{0,20}(?:更正|替代|代替|废止|作废)|(?:更正|替代|代替|废止)[^。；]{0,20}原"
)
NAMED = re.compile(r"(?:见|详见|参见|按照|填写|填报)[^。；]{0,12}附件\s*(\d{0,2})")


def before_review(edition):
    """Return [(sentence, address)] of what must be put right. A fixed number of queries."""
    must = [(sentence, _to(edition, page)) for sentence, page in lacks(edition)]
    if not edition.addressees.strip():
        must.append(("请填写主送机关。", _to(edition, "addressees")))
    if sentence := deadline.wrong(edition):
        must.append((sentence, f"{_to(edition, 'addressees')}#id_adapt_by"))
    if edition.number > 1 and not edition.change_note.strip():  # the co-issuers sign it, too
        must.append(("请写明更正说明。", reverse("issuing:change_note", args=[edition.pk])))
    if edition.lacks_reason:
        must.append(("公开属性是“不予公开”，请写明理由。", _to(edition, "facts")))
    must += [(sentence, reverse("deriving:adaptation", args=[edition.pk])) for sentence in _of_descent(edition)]
    must += [(sentence, reverse("following:draft", args=[edition.pk])) for sentence in _of_following(edition)]
    clauses = list(edition.clauses.select_related("file").order_by("position"))
    must += [(sentence, _to_clause(edition, key)) for key, sentence in _bare(clauses)]
    must += [(sentence, _to(edition, "locks")) for _, sentence in locking.lapsed(edition)]
    must += [(each.sentence, _to_clause(edition, each.clause and each.clause.pk)) for each in broken(edition)]
    return must + [(sentence, _to(edition, "attachments")) for sentence in _attachments(clauses)]


def advised(edition):
    """Return [(sentence, address)] of what should be looked at once more. A fixed number of queries."""
    notice, clauses = edition.notice, list(edition.clauses.order_by("position"))
    said = points(edition.title, edition.theme, clauses, notice.campaign, Former(notice.host))
    above = {each.sentence for each in advice_on_title(None, edition.answers.title)} if edition.answers_id else ()
    said = [each for each in said if each.clause or each.sentence not in above]  # it is called as the one above
    of_text = [(each.sentence, _to_clause(edition, each.clause and each.clause.pk)) for each in said]
    further = [each for adviser in ADVISERS for each in adviser(edition)]
    return [*_of_facts(edition, clauses), *further, *of_text]


def adviser(function):
    """Let a room further up advise on a draft, too: a decorator for what ADVISERS lists."""
    ADVISERS.append(function)
    return function


def _of_facts(edition, clauses):
    """Return the same of what stands beside the text."""
    rows = addressing.rows_of(edition)[Addressee.Place.MAIN]
    found = [(sentence, _to(edition, "edit")) for sentence in beside_text(edition, clauses)]
    issuers = [issuer.printed_name for issuer in edition.issuers.all()]
    found += [(sentence, _to(edition, "facts")) for sentence in of_issuers(issuers, edition.addressees, clauses)]
    if any(row.department or row.level for row in rows) and not edition.addressed.exists():
        found.append(("主送机关是从文字读出的，还没有核对保存：印发后不会有人收到。", _to(edition, "addressees")))
    unreached = classes.unreached(rows, edition.notice.host)
    found += [(sentence, _to(edition, "addressees")) for sentence in unreached]
    if not edition.is_signed:
        found.append(("正文之后没有署发文机关名称。", _to(edition, "facts")))
    found += [(sentence, f"{_to(edition, 'facts')}#id_annotations") for sentence in _of_correction(edition, clauses)]
    return found + _of_upper(edition)


def _of_upper(edition):
    """Say where the notice above has a newer edition than the one that is answered. Two queries; none without a notice above."""
    if edition.answers_id is None or not is_behind(edition):
        return []
    now, answered = edition.notice.parent.current.number, edition.answers.number
    address = reverse("following:detail", args=[edition.notice_id])
    return [(f"上级通知已有第{now}版，本稿依据的是第{answered}版，可以先跟进再往下办理。", address)]


def _of_correction(edition, clauses):
    """Yield how a correction may say what it stands for, where its text does not: two of one title are on paper. One query."""
    old = edition.notice.current.doc_number if edition.number > 1 and edition.notice.current_id else ""
    text = "".join([edition.annotations, *(clause.heading + clause.text for clause in clauses)])
    if old and old not in text and not STANDS_FOR.search(text):
        yield f"文中没有写明替代{old}，印出后与原通知分不清，可在附注中写“（本通知替代{old}）”。"


def beside_text(edition, clauses):
    """Yield a sentence for what the editor shows beside the title: notices alike, attachments that no clause names. Two queries."""
    yield from of_others(edition, _in_force_beside(edition))
    if (count := _unnamed(clauses)) and not _is_unnamed_above(edition):
        yield f"有{count}个附件，正文里没有提到。"


def _unnamed(clauses):
    """Return how many attachments a text has that none of its clauses speaks of."""
    count = sum(clause.kind == Clause.Kind.ATTACHMENT for clause in clauses)
    return 0 if any("附件" in clause.text for clause in clauses) else count


def _is_unnamed_above(edition):
    """Whether the notice above is as silent on its own: what was taken over from it is no slip of ours. One query at most."""
    return edition.answers_id is not None and bool(_unnamed(Clause.objects.filter(edition=edition.answers_id)))


def _in_force_beside(edition):
    """The other notices of the host in the same campaign, by their current editions."""
    own = edition.notice
    others = Edition.objects.filter(notice__campaign=own.campaign_id, notice__host=own.host_id, notice__ending="")
    return others.filter(notice__current=F("pk")).exclude(notice=own.pk).order_by("pk")[:MOST_BESIDE]


def _of_descent(edition):
    """Yield what nobody has said of what comes from the notice above. One query, none where there is none."""
    rows = undecided(edition).filter(opened__isnull=True) if edition.answers_id else Lineage.objects.none()
    rows = rows.values_list("clause", "parent", "relation", "reason")
    open_ones = {clause or parent for clause, parent, _, _ in rows}
    bare = sum(clause is None and not reason for clause, _, _, reason in rows)
    if open_ones:
        more = f"，其中{bare}条不适用的还没有写明理由" if bare else ""
        yield f"与上级通知对照，还有{len(open_ones)}条没有确认{more}。"


def _of_following(edition):
    """Yield that a newer edition of the notice above has opened what nobody has decided on since. One query, none where there is none."""
    rows = undecided(edition).filter(opened__isnull=False).values_list("clause", "parent") if edition.answers_id else []
    if open_ones := {clause or -parent for clause, parent in rows}:
        yield f"跟进上级更正，还有{len(open_ones)}条待处理。"


def _bare(clauses):
    """Yield (key, sentence) of each clause that is empty, and of each section that is a heading with nothing below it.

    A heading that is a whole sentence says something by itself.
    """
    above = {clause.parent_id for clause in clauses}
    for clause in clauses:
        if clause.text or clause.table or clause.pk in above or clause.kind == Clause.Kind.ATTACHMENT:
            continue
        if not clause.heading.strip():
            yield clause.pk, f"{clause.path or clause.get_kind_display()}是空的，请填写或删去。"
        elif clause.kind == Clause.Kind.SECTION and clause.heading.strip()[-1] not in ANY_END:
            yield clause.pk, f"“{clause.marker}{clause.heading.strip()}”只有标题，没有内容，请填写或删去。"


def _attachments(clauses):
    """Yield what is wrong with the attachments: one without a name, or without anything in it; one that is named only."""
    heads = [clause for clause in clauses if clause.kind == Clause.Kind.ATTACHMENT]
    held = {clause.parent_id for clause in clauses if clause.text or clause.heading or clause.table}
    for head in heads:
        if not head.heading.strip():
            yield f"{head.marker}没有名称，请填写。"
        if head.pk not in held and not head.text and not getattr(head, "file", None):
            yield f"{head.marker}还没有内容，请填写或删去。"
    for number in sorted(_named(clauses)):
        if number > len(heads):
            yield f"正文提到附件{number if number > 1 else ''}，但没有这个附件。"


def _named(clauses):
    """Return the numbers of the attachments that the text sends its reader to."""
    text = "\n".join(clause.text for clause in clauses)
    return {int(found[1] or 1) for found in NAMED.finditer(text)}


def _to(edition, page):
    return reverse(f"drafting:{page}", args=[edition.pk])


def _to_clause(edition, key):
    """The editor with a clause in hand, or with the title where there is none."""
    return reverse("drafting:clause", args=[edition.pk, key]) if key else _to(edition, "edit")

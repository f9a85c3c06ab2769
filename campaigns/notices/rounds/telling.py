"""Who is told what on the way round: in the portal and by mail, once each, in the transaction that decides it."""

from django.db.models import Max
from django.urls import reverse

from organizations import messages
from organizations.access import Right, people_with

from ..authorship import authors
from ..models import EditionMove
from ..moves import State
from .marks import Decision, marks_of

TITLE_LENGTH = 60
AGAIN = "countersign-again"


def named(edition):
    """The title as a message's subject bears it after a colon, short enough for one, and which edition it is."""
    title = edition.title or "未命名的通知"
    return (title if len(title) <= TITLE_LENGTH else f"{title[:TITLE_LENGTH]}…") + edition.ordinal


def subject_of(act, edition):
    """请签发：…; 请签发更正：…（第2版）."""
    return f"请{act}{'更正' if edition.number > 1 else ''}：{named(edition)}"


def overview(edition):
    return reverse("countersigning:overview", args=[edition.pk])


# --- the host -----------------------------------------------------------------------------------------------------


def sent_for_review(edition, by):
    host = edition.notice.host
    subject = subject_of("审核", edition)
    _tell(people_with(Right.REVIEW, host), "review", edition, by, subject=subject, body=f"{by.name}送审。", host=host)


def taken_from_review(edition, by):
    host = edition.notice.host
    subject, body = f"不必再审核：{named(edition)}", f"{by.name}撤回送审，改好后将重新送审。"
    people = people_with(Right.REVIEW, host)
    _tell(people, "taken-from-review", edition, by, subject=subject, body=body, host=host)


def correction_begun(edition, old, by):
    """Tell those who wrote the text in force, and still draft there, that somebody else has begun to correct it."""
    host = edition.notice.host
    wrote = old.revisions.values("user")
    people = people_with(Right.DRAFT, host).filter(pk__in=wrote)
    subject, body = f"{by.name}开始更正：{named(edition)}"[:200], f"{by.name}已拟出更正版本，请您修改后送审。"
    path = reverse("drafting:detail", args=[edition.pk])
    facts = {"subject": subject, "body": body, "path": path, "department": host}
    messages.owe(_others(people, by), "correction-begun", edition, **facts)


def returned(edition, by, reason):
    host = edition.notice.host
    body = f"{by.name}退回，意见：{reason}"
    subject = f"已退回起草：{named(edition)}"
    _tell(people_with(Right.DRAFT, host), "returned", edition, by, subject=subject, body=body, host=host)


def ready(edition, by, body):
    """Ask those signatories who wrote none of it; where all of them did, tell them what is to be done about that."""
    host = edition.notice.host
    all_of_them = people_with(Right.SIGN, host)
    people = all_of_them.exclude(pk__in=authors(edition))
    if not people.exists():
        people = all_of_them
        body += "您参与了起草，须由另一名签发人签发；本单位没有其他签发人，请单位管理员添加，或者办理委托。"
    subject = subject_of("签发", edition)
    path = reverse("issuing:sign", args=[edition.pk])
    _tell(people, "ready", edition, by, subject=subject, body=body, host=host, path=path)


def marked(edition, signature, by):
    """Tell the host's drafters of a mark; of an objection the reviewers, too; and the organ of one recorded for it."""
    host = edition.notice.host
    people = people_with(Right.DRAFT, host)
    if signature.decision == Decision.OBJECTED:
        people = (people | people_with(Right.REVIEW, host)).distinct()
    on_paper = "纸质会签" if signature.is_on_paper else ""
    subject = f"{signature.name}{on_paper}{signature.get_decision_display()}：{named(edition)}"[:200]
    facts = {"subject": subject, "body": signature.opinion, "path": overview(edition)}
    messages.owe(_others(people, by), "countersigned", signature, department=host, **facts)
    if signature.is_on_paper and signature.department_id:
        _tell_of_paper(edition, signature)


def _tell_of_paper(edition, signature):
    body = f"{edition.notice.host}据纸质会签单（{signature.paper_signer}，{signature.paper_day:%Y年%-m月%-d日}）代为登记：{signature.get_decision_display()}。"
    subject = f"已代为登记纸质会签：{named(edition)}"
    facts = {"subject": subject, "body": body, "path": overview(edition), "department": signature.department}
    messages.owe(people_with(Right.SIGN, signature.department), "paper", signature, **facts)


# --- the co-issuers -----------------------------------------------------------------------------------------------


def whose_turn(edition, by, is_again=False):
    """Tell the signatories of every organ whose turn it is: once in one round for each text that they are asked for."""
    occasion = f"{_round(edition)}:{edition.version}"
    path = reverse("countersigning:sign", args=[edition.pk])
    for mark in marks_of(edition):
        if mark.is_awaited and mark.issuer.department_id:
            kind, word = (AGAIN, "重新会签") if mark.is_void else ("countersign", "会签")
            facts = {"subject": subject_of(word, edition), "body": _asked(edition, mark, is_again), "path": path}
            _tell_signatories(mark, kind, edition, occasion=occasion, **facts)


def _asked(edition, mark, is_again):
    changed = "贵单位会签后正文有改动，须重新会签。" if mark.is_void else "正文已修改完毕，请会签修改后的文本。"
    until = f"请于{edition.countersign_by:%Y年%-m月%-d日}（含当日）前会签。" if edition.countersign_by else ""
    return f"{edition.notice.host}送来会签{_corrected(edition)}。{changed if mark.is_void or is_again else ''}{until}"


def _corrected(edition):
    """Say which text in force it corrects and why, where it does; it goes on behind a comma."""
    note = f"。更正说明：{edition.change_note.rstrip('。')}" if edition.change_note else ""
    return f"，{edition.correction}{note}" if edition.correction else ""


def _tell_signatories(mark, kind, edition, **facts):
    department = mark.issuer.department
    messages.owe(people_with(Right.SIGN, department), kind, edition, department=department, **facts)


def recalled(edition, marks, by, reason):
    """Tell those who signed, or whose turn it was, that there is nothing to sign now."""
    facts = {"subject": f"{edition.notice.host}撤回会签：{named(edition)}"[:200], "body": f"理由：{reason}"}
    occasion = str(_last(edition))
    for mark in marks:
        if mark.issuer.department_id and (mark.is_next or mark.signature):
            _tell_signatories(mark, "recalled", edition, occasion=occasion, **facts)


# --- what leads nowhere any more ----------------------------------------------------------------------------------


def taken_back(edition, marks, by):
    """The text changed on the signatory's desk: tell the signatories, and the organs whose marks are void by that."""
    host, words = edition.notice.host, "已退回会签" if marks else "已退回起草"
    subject, body = f"正文有改动，{words}：{named(edition)}", "原来的签发提请不再有效，改定后将重新送签发。"
    facts = {"occasion": str(_last(edition)), "subject": subject, "body": body, "path": overview(edition)}
    messages.owe(_others(people_with(Right.SIGN, host), by), "taken-back", edition, department=host, **facts)
    facts |= {"body": "贵单位的会签是对改动之前文本的，不再有效。改定后须重新会签。"}
    for mark in marks:
        if mark.signature and mark.issuer.department_id:
            _tell_signatories(mark, "taken-back", edition, **facts)


def round_ended(edition, by):
    """The last co-issuer was taken out while the text was with them: tell who drafts and who reviews it."""
    host = edition.notice.host
    people = (people_with(Right.DRAFT, host) | people_with(Right.REVIEW, host)).distinct()
    facts = {
        "subject": f"已没有联署机关，已退回起草：{named(edition)}",
        "body": f"{by.name}删去了联署机关，须重新送审。",
    }
    _tell(people, "round-ended", edition, by, host=host, **facts)


def discarded(edition, before, marks, by, reason):
    """Tell whoever was asked to do something with a draft that nothing comes of it; `before` and `marks`: as it was then."""
    host, right = edition.notice.host, {State.REVIEW: Right.REVIEW, State.READY: Right.SIGN}.get(before)
    facts = {"subject": f"{host}废弃通知：{named(edition)}"[:200], "body": f"不再办理。理由：{reason}"}
    facts |= {"occasion": str(_last(edition))}
    if right:
        people = _others(people_with(right, host), by)
        path = reverse("drafting:detail", args=[edition.pk])
        messages.owe(people, "discarded", edition, department=host, path=path, **facts)
    for mark in marks:
        if mark.issuer.department_id and (mark.is_next or mark.signature):
            _tell_signatories(mark, "discarded", edition, **facts)


def _tell(people, kind, edition, by, *, host, path="", **facts):
    occasion = str(_last(edition))
    path = path or overview(edition)
    messages.owe(_others(people, by), kind, edition, occasion=occasion, department=host, path=path, **facts)


def _others(people, by):
    return people.exclude(pk=by.user.pk) if by and by.user else people


def _last(edition):
    return EditionMove.objects.filter(edition=edition).aggregate(last=Max("pk"))["last"]


def _round(edition):
    """The key of the move by which the text came to the co-issuers last."""
    rounds = EditionMove.objects.filter(edition=edition, new=State.COUNTERSIGNING)
    return rounds.aggregate(last=Max("pk"))["last"]

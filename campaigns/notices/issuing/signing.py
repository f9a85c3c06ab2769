"""签发: one transaction that freezes the text and gives it number and date. Nothing is typeset in it.

Whoever signs holds the row of the edition, as whoever writes does: the text that is signed is the text that was seen.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from organizations import access, audit, jobs, messages
from organizations.access import Right
from organizations.partial_dates import in_chinese

from .. import moves
from ..canonical import canonical_of, hash_of
from ..countersigning.marks import missing
from ..digest import digest_of
from ..drafting.saving import locked
from ..models import Edition, Notice
from ..moves import IllegalMove, State
from . import attached, gatekeeping, ledger
from .texts import passages


class TextChanged(IllegalMove):
    """The text is not the one that the signatory saw."""


class SignsOwnText(IllegalMove):
    """Whoever signs wrote some of the text."""


@dataclass(frozen=True)
class Obstacle:
    """Why an edition cannot be signed, and the address where that is dealt with."""

    words: str
    address: str = ""


# --- may it be signed? --------------------------------------------------------------------------------------------


def obstacles(edition, texts=None):
    """Return the Obstacles that an edition in the state 待签发 still has, whoever signs. Few queries.

    texts: what stands in its files, where they are read already: attached.texts_of.
    """
    words = passages(edition, texts)
    found = (
        _of_campaign(edition),
        _of_text(edition, words),
        _of_names(edition),
        _of_marks(edition),
        _of_gate(edition, words),
    )
    return [each for some in found for each in some]


def _of_campaign(edition):
    notice = edition.notice
    if edition.number == 1 and not notice.campaign.is_open:  # a correction may come when the campaign is over
        yield Obstacle(f"{notice.campaign}没有启动或已经结束，不能签发通知。")
    if notice.ending:
        yield Obstacle(notice.end)
    if edition.number > 1 and not edition.change_note:
        yield Obstacle("请写明更正说明。", reverse("issuing:change_note", args=[edition.pk]))


def _of_text(edition, words):
    draft = reverse("drafting:detail", args=[edition.pk])
    for is_there, what in ((edition.title.strip(), "标题"), (edition.clauses.exists(), "正文")):
        if not is_there:
            yield Obstacle(f"还没有{what}。", draft)
    if edition.lacks_reason:
        yield Obstacle("公开属性是“不予公开”，请写明理由。", reverse("drafting:facts", args=[edition.pk]))
    if found := gatekeeping.marking(words):
        yield Obstacle(f"文中有“{found}”标志。本系统不处理涉密文件，不能签发，请按保密规定办理。", draft)


def _of_names(edition):
    """A name that a department bore once and bears no longer; what was typed otherwise stands as typed."""
    issuers = list(edition.issuers.select_related("department").prefetch_related("department__names"))
    if not issuers:
        yield Obstacle("还没有发文机关。", reverse("drafting:detail", args=[edition.pk]))
    today = timezone.localdate().isoformat()
    for issuer in issuers:
        department = issuer.department
        names = {each for row in department.names.all() for each in (row.name, row.short_name)} if department else ()
        current = department.name_on(today) if department else ""
        if issuer.printed_name in names and not _is_borne(department, issuer.printed_name, today):
            yield Obstacle(
                f"“{issuer.printed_name}”已经更名为“{current}”，请改正署名后重新会签。",
                reverse("drafting:detail", args=[edition.pk]),
            )


def _is_borne(department, name, day):
    return any(
        name in (row.name, row.short_name) and row.since <= day and (not row.until or day < row.until)
        for row in department.names.all()
    )


def _of_marks(edition):
    if absent := missing(edition):
        names = "、".join(issuer.printed_name for issuer in absent)
        yield Obstacle(f"{names}还没有会签现在的文本。", reverse("drafting:detail", args=[edition.pk]))


def _of_gate(edition, words):
    if found := gatekeeping.unsettled(edition, words):
        yield Obstacle(f"公开前核对还有{len(found)}处没有确认。", reverse("issuing:gate", args=[edition.pk]))


def missing_seals(edition):
    """Return the printed names of the issuers whose seal nobody has uploaded."""
    return [each.printed_name for each in edition.issuers.select_related("department") if not _seal_of(each)]


def _seal_of(issuer):
    return issuer.department and issuer.department.seal


def authors(edition):
    """Return the keys of all who wrote a revision of an edition, or had it written for them."""
    rows = edition.revisions.values_list("user", "on_behalf_of")
    return {key for row in rows for key in row if key}


def people(actor):
    """Return the keys of those who act: the person, and whom she stands for."""
    return {each.pk for each in (actor.user, actor.on_behalf_of) if each}


def wrote(edition, actor):
    """Whether the actor, or whom she stands for, wrote some of an edition."""
    return bool(authors(edition) & people(actor))


# --- signing ------------------------------------------------------------------------------------------------------


def sign(pk, *, by, seen, series, has_seals=False, issue_at=None):
    """Sign an edition, number it and owe its files; return it. by: an acting.Actor who may sign for the host.

    seen: the hash of the text that she read. issue_at: when it is to be public, None for as soon as it is printed.
    Raise TextChanged where the text is another by now, SignsOwnText where she wrote some of it, and IllegalMove with
    what stands in the way.
    """
    texts = attached.texts_of(pk)  # before anybody has to wait for it
    with locked(pk) as edition:
        _ready(edition, seen, texts)
        if wrote(edition, by):
            raise SignsOwnText("您参与了起草，不能由您签发。请由另一名签发人签发。")
        _second_is_another(edition, by)
        if has_seals and (names := missing_seals(edition)):
            raise IllegalMove(f"{'、'.join(names)}还没有上传印章，请先上传，或不加盖印章。")
        return _signed(edition, by, series, has_seals, issue_at)


def _ready(edition, seen, texts):
    """Raise IllegalMove unless the edition can be signed as it was seen. The notice is held, too: nobody ends it meanwhile.

    texts: what stands in its files. The hash that was seen names theirs, so they are those that stand there now.
    """
    if edition.state != State.READY:
        raise IllegalMove(f"这份通知处于“{edition.get_state_display()}”状态，不能签发。")
    if not edition.text_hash == seen == hash_of(canonical_of(edition)):
        raise TextChanged("正文在您阅读之后有改动，没有签发。请看过改动后再签发。")
    notice = Notice.objects.select_for_update().get(pk=edition.notice_id)
    edition.notice.ending, edition.notice.ended_on = notice.ending, notice.ended_on
    if found := obstacles(edition, texts):
        raise IllegalMove(found[0].words)


def _signed(edition, by, series, has_seals, issue_at):
    now = timezone.localtime()
    number = ledger.take(series, now.date(), edition, by=by)
    facts = printed_facts(edition, number, now.date()) | {
        "has_seals": has_seals,
        "issue_at": issue_at,
        "signed_by": by.user,
        "signed_for": by.on_behalf_of,
        "signed_as": by.name,
        "signed_at": now,
    }
    if not edition.is_own_exception:  # one that was asked for another text
        facts |= {
            "exception_by": None,
            "exception_for": None,
            "exception_as": "",
            "exception_hash": "",
            "exception_reason": "",
        }
    for name, value in facts.items():
        setattr(edition, name, value)
    reason = (
        f"{edition.exception_name}自签，经复核。理由：{edition.exception_reason}" if edition.is_own_exception else ""
    )
    moves.move(edition, State.SIGNED, by=by, reason=reason[:500], **facts, digest=digest_of(edition))
    audit.record("notice-sign", edition, by=by, before=edition.text_hash, after=edition.digest)
    jobs.ask("print-edition", edition.pk, by=by, about=edition.title, edition=edition.pk)
    return edition


def printed_facts(edition, number, day):
    """Return what comes with the signature: number, date, and by whom and when it is sent to print (GB/T 9704-2012 §7.4.3).

    The date of printing is the day on which it is sent to print, which is the day of the signature, and not that on
    which it becomes public: so it is true whatever becomes of the time that is set for that.
    """
    iso = day.isoformat()
    return {
        "doc_number": str(number),
        "dated_on": iso,
        "dated_text": in_chinese(iso),
        "print_office": edition.print_office or edition.notice.host.name_on(iso),
        "printed_on": iso,
    }


# --- who signs what she wrote: an exception, confirmed by a second one -----------------------------------------------


def ask_to_sign_own(pk, reason, *, by, seen):
    """Mark that a signatory wants to sign what she wrote. Only another signatory, who wrote none of it, then issues it."""
    texts = attached.texts_of(pk)  # before anybody has to wait for it
    with locked(pk) as edition:
        _ready(edition, seen, texts)
        if not wrote(edition, by):
            raise IllegalMove("您没有参与起草，可以直接签发。")
        if edition.is_own_exception:
            raise IllegalMove(f"{edition.exception_name}已经提出自签，请由另一名签发人复核。")
        Edition.objects.filter(pk=pk).update(
            exception_by=by.user,
            exception_for=by.on_behalf_of,
            exception_as=by.name,
            exception_reason=reason,
            exception_hash=seen,
        )
        audit.record("notice-sign-own", edition, by=by, after=seen)
        others = access.people_with(Right.SIGN, edition.notice.host).exclude(pk__in=authors(edition) | people(by))
        _tell(edition, others, reason, by)


def _tell(edition, others, reason, by):
    messages.owe(
        others,
        "sign-own",
        edition,
        subject=f"请复核自签：{edition.title}"[:200],
        body=f"{by.name}参与了起草，提出自签。理由：{reason}",
        path=reverse("issuing:sign", args=[edition.pk]),
        occasion=edition.text_hash[:16],
        department=edition.notice.host,
    )


def _second_is_another(edition, by):
    first = {edition.exception_by_id, edition.exception_for_id} - {None}
    if edition.is_own_exception and first & people(by):
        raise SignsOwnText("自签由您提出，须由另一名签发人复核。")

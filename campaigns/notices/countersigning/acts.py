"""The way round: 送审, 退回, 送会签, 会签, 撤回会签. Whoever acts holds the row of the edition, as whoever writes it does."""

from dataclasses import dataclass

from organizations import audit

from .. import moves, proofs
from ..drafting.checks import before_review
from ..drafting.saving import locked, settle
from ..models import Countersignature, Edition
from ..moves import IllegalMove, State, TextChanged
from ..rounds import telling
from ..rounds.marks import Decision, all_agree, marks_of, online_for_another, said_online, signing_here


class Unready(IllegalMove):
    """The text lacks something that must be there before others look at it: `lacks` says what, and the address to mend it."""

    def __init__(self, points):
        super().__init__("".join(sentence for sentence, _ in points))
        self.lacks = points


class Overtaken(IllegalMove):
    """Somebody of the same organ was faster."""


class SameHands(IllegalMove):
    """The person has already signed this text for another organ."""


class Held(IllegalMove):
    """The host is changing the text: what it asked for last is another one, and for this one it has not asked yet."""


ALREADY_ASKED = "已请各机关会签现在的文本，不需要重新会签。"
HELD = "主办机关正在修改正文，修改完成后会重新请您会签。"


@dataclass(frozen=True)
class Seen:
    """What a person had before her when she decided: the hash of the text, and her organ's last mark, 0 for none."""

    text_hash: str
    last: int


# --- the host -----------------------------------------------------------------------------------------------------


def send_for_review(pk, *, by):
    """送审. Raise Unready for what lacks something, IllegalMove for what is no draft."""
    with locked(pk) as edition:
        _prepare(edition, by)
        moves.move(edition, State.REVIEW, by=by)
        telling.sent_for_review(edition, by)


def take_back(pk, *, by):
    """撤回送审: the drafters take it back before anybody has reviewed it. Raise IllegalMove where it is not in review."""
    with locked(pk) as edition:
        _require(edition, State.REVIEW, to="撤回送审")
        moves.move(edition, State.DRAFT, by=by)
        telling.taken_from_review(edition, by)


def return_to_draft(pk, *, by, reason):
    """退回, from review or from the signatory's desk. Raise IllegalMove in every other state."""
    with locked(pk) as edition:
        _require(edition, State.REVIEW, State.READY, to="退回")
        moves.move(edition, State.DRAFT, by=by, reason=reason)
        telling.returned(edition, by, reason)


def send_round(pk, *, by, is_ordered=False, until=None):
    """送会签; without co-issuers, or where all have signed this very text before, straight to the signatory.

    until: the last day on which the co-issuers are asked to sign, None for no such day.
    Raise Unready for what lacks something, IllegalMove for what is neither drafted nor reviewed.
    """
    with locked(pk) as edition:
        _require(edition, State.DRAFT, State.REVIEW, to="送会签")
        _prepare(edition, by)
        if not marks_of(edition):
            _hand_on(edition, by, "审核已通过，没有联署机关。")
            return
        facts = {"is_ordered": is_ordered, "asked_hash": edition.text_hash, "countersign_by": until}
        moves.move(edition, State.COUNTERSIGNING, by=by, **facts)
        if not _finish(edition, by):
            telling.whose_turn(edition, by)


def recall(pk, *, by, reason):
    """撤回会签: take it back from the co-issuers. Raise IllegalMove where it is not with them."""
    with locked(pk) as edition:
        _require(edition, State.COUNTERSIGNING, to="撤回会签")
        concerned = marks_of(edition)
        moves.move(edition, State.DRAFT, by=by, reason=reason)
        telling.recalled(edition, concerned, by, reason)


def ask_again(pk, *, by, until=None):
    """Ask the co-issuers for the text as it is by now: from here on they sign it. It goes to the signatory where all agreed to it.

    until: as for send_round. Raise IllegalMove where they were asked for this very text, or where there are none any more:
    then nobody but a reviewer sends it on. Raise Unready for what lacks something.
    """
    with locked(pk) as edition:
        _require(edition, State.COUNTERSIGNING, to="提请重新会签")
        if not marks_of(edition):
            raise IllegalMove("这份通知已没有联署机关，请先撤回会签，改好后重新送审。")
        _prepare(edition, by)
        if _finish(edition, by):
            return
        if not edition.is_being_changed:
            raise IllegalMove(ALREADY_ASKED)
        _ask(edition, until, by)


def _ask(edition, until, by):
    before, edition.asked_hash, edition.countersign_by = edition.asked_hash, edition.text_hash, until
    Edition.objects.filter(pk=edition.pk).update(asked_hash=edition.asked_hash, countersign_by=until)
    moves.record(edition, edition.state, by=by)
    telling.whose_turn(edition, by, is_again=True)
    audit.record("countersign-again", edition, by=by, before=before, after=edition.asked_hash)


def _prepare(edition, by):
    settle(edition, by=by)
    if points := before_review(edition):
        raise Unready(points)


def not_to_be_sent(edition):
    """Return why an edition is not sent round, in a sentence; nothing where it is drafted or reviewed."""
    return _refusal(edition, State.DRAFT, State.REVIEW, to="送会签")


def not_to_be_asked(edition):
    """Return why the co-issuers are not asked anew, in a sentence; nothing where the text is another one by now."""
    refusal = _refusal(edition, State.COUNTERSIGNING, to="提请重新会签")
    return refusal or ("" if edition.is_being_changed else ALREADY_ASKED)


def _refusal(edition, *states, to):
    return "" if edition.state in states else f"这份通知处于“{edition.get_state_display()}”状态，不能{to}。"


def _require(edition, *states, to):
    if refusal := _refusal(edition, *states, to=to):
        raise IllegalMove(refusal)


# --- a co-issuer --------------------------------------------------------------------------------------------------


def countersign(pk, *, by, seen, decision, opinion=""):
    """会签 for the department that the actor acts for; return the Countersignature.

    seen: what she decided on. Raise Held while the host changes the text, TextChanged where it is another one by now,
    Overtaken where a colleague was faster, SameHands where she signed it for another organ, IllegalMove where the organ
    is not asked, or not yet.
    """
    with locked(pk) as edition:
        mark = _open_mark(edition, lambda issuer: issuer.department_id == by.department.pk, seen)
        if refusal := same_hands(edition, by):
            raise SameHands(refusal)
        return _sign(edition, mark, by, decision=decision, opinion=opinion)


def record_on_paper(pk, issuer_pk, *, by, seen, decision, opinion="", **paper):
    """纸质会签 that the host records for a co-issuer that nobody can sign for here; return the Countersignature.

    paper: paper_signer, paper_day, scan and scan_sha256 of the Countersignature. Raise as `countersign` does.
    """
    with locked(pk) as edition:
        mark = _open_mark(edition, lambda issuer: issuer.pk == issuer_pk, seen)
        if refusal := signs_online(edition, mark):
            raise IllegalMove(refusal)
        return _sign(edition, mark, by, decision=decision, opinion=opinion, is_on_paper=True, **paper)


def signs_online(edition, mark):
    """Return why no sheet of paper is recorded for an organ, in a sentence; nothing where one may be."""
    if said_online(edition, mark):
        return f"{mark.issuer}已对现在的文本在线会签：{mark.words}。要更改意见，由其在线办理。"
    if not signing_here([mark.issuer]):
        return ""
    typed = "" if mark.issuer.department_id else "请在“文件信息”中删去这一行，查找并列入该机关。"
    return f"{mark.issuer}在系统中有签发人，由其在线会签。{typed}"


def same_hands(edition, by):
    """Return why a person may not sign for her organ who has signed this text for another one; nothing where she may."""
    other = online_for_another(edition, by, by.department.pk)
    if other is None:
        return ""
    said = f"{other.signer_name}已代表{other.name}会签这一文本，同一人不能代表两个机关会签。"
    return f"{said}请由{by.department}的另一名签发人办理。"


def _open_mark(edition, is_wanted, seen):
    """Return the Mark of the organ that may sign what it has seen; what has come between is told in this order."""
    _require(edition, State.COUNTERSIGNING, to="会签")
    mark = next((each for each in marks_of(edition) if is_wanted(each.issuer)), None)
    if mark is None:
        raise IllegalMove("这个机关已不在联署机关之列，不再会签。")
    if mark.is_held:
        raise Held(HELD)
    if seen.text_hash != edition.text_hash:
        raise TextChanged("您阅读之后，正文有改动，刚才的意见没有提交。")
    if seen.last != mark.last:
        raise Overtaken(f"{mark.signature.signer_name}刚刚已代表{mark.issuer}会签：{mark.words}。您的意见没有提交。")
    if not mark.is_next:
        raise IllegalMove(f"这份通知依次会签，还没有轮到{mark.issuer}。")
    return mark


def _sign(edition, mark, by, **facts):
    signature = Countersignature.objects.create(
        edition=edition,
        department_id=mark.issuer.department_id,
        name=mark.issuer.printed_name,
        text_hash=edition.text_hash,
        user=by.user,
        on_behalf_of=by.on_behalf_of,
        **facts,
    )
    before = mark.signature.text_hash if mark.signature else ""
    audit.record("countersign", signature, by=by, before=before, after=edition.text_hash)
    telling.marked(edition, signature, by)
    if signature.decision != Decision.OBJECTED and not _finish(edition, by) and edition.is_ordered:
        telling.whose_turn(edition, by)
    return signature


def _finish(edition, by):
    """Hand the edition to the signatory where every co-issuer agrees to its text; return whether they do."""
    if not all_agree(marks_of(edition)):
        return False
    _hand_on(edition, by, "各联署机关已会签完毕。", reason="会签完毕。")
    return True


def _hand_on(edition, by, words, reason=""):
    """Hand the edition to the signatory, who is told in these words, and have it set as it will be printed."""
    moves.move(edition, State.READY, by=by, reason=reason)
    telling.ready(edition, by, words)
    proofs.ask(edition)

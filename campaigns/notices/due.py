"""What waits on the way from draft to issue, for whom: read by the desk. A fixed number of queries, whatever waits."""

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone

from organizations.access import Right
from organizations.due import Due

from .authorship import authors_of
from .deriving import due as deriving_due
from .following.advancing import right_to_begin
from .lineage.above import is_behind, with_other_opening
from .models import DraftSource, Edition, EditionMove, Lineage, Notice, StaleMark
from .moves import State
from .receiving import due as receiving_due
from .rounds.marks import UNSETTLED, all_agree, marks_for, on_paper_only
from .supervising import due as supervising_due

ROOMS = (receiving_due, deriving_due, supervising_due)
ON_ITS_WAY = (State.DRAFT, State.REVIEW, State.COUNTERSIGNING, State.READY)
DIRECT = Q(stale__kind__in=[kind for kind in StaleMark.Kind if kind != StaleMark.Kind.WAITING])
MOST_NAMED = 3  # organs in a sentence
MOST = 100  # editions that the desk looks through, those first that were begun first


def waiting(actor):
    """Return [Due] for an acting.Actor, in the order of the way."""
    if Right.VIEW not in actor.rights or actor.department is None:
        return []
    concerned = Concerned(actor)
    found = [due for kind in KINDS for due in kind(actor, concerned)]
    rest = [_rest(concerned.left_out)] if concerned.left_out else []
    return [*found, *rest, *(due for room in ROOMS for due in room.waiting(actor))]


class Concerned:
    """The editions on their way that the actor's department hosts or co-issues, with what is known of them."""

    def __init__(self, actor):
        here = actor.department.pk
        mine = Q(notice__host=here) | Q(issuers__department=here, state=State.COUNTERSIGNING)
        keys = Edition.objects.filter(mine, state__in=ON_ITS_WAY).values("pk")
        rows = Edition.objects.filter(pk__in=keys).select_related(
            "notice__campaign",
            "notice__host",
            "notice__current",
            "notice__parent__current",
            "answers",
            "begun_by",
            "begun_for",
        )
        self.editions = list(rows.prefetch_related("notice__host__names").order_by("pk")[: MOST + 1])
        self.left_out = rows.count() - MOST if len(self.editions) > MOST else 0
        self.editions = self.editions[:MOST]
        self.hosted = [edition for edition in self.editions if edition.notice.host_id == here]
        self.opened = _opened(self.hosted)
        self.marks = marks_for(self.editions)
        self.moves = self._moves()

    def _moves(self):
        """Return {edition: its last move}."""
        of_each = EditionMove.objects.filter(edition__in=self.editions).order_by().values("edition")
        rows = EditionMove.objects.filter(pk__in=of_each.annotate(last=Max("pk")).values("last"))
        return {move.edition_id: move for move in rows.select_related("user", "on_behalf_of")}

    def in_state(self, *states):
        """The editions of the host in one of the states, each with its last move or None."""
        return [(each, self.moves.get(each.pk)) for each in self.hosted if each.state in states]

    def tally(self, edition):
        marks = self.marks[edition.pk]
        return f"会签{sum(mark.is_valid for mark in marks)}/{len(marks)}。"


# --- what waits, for each part in it ------------------------------------------------------------------------------


def _to_review(actor, concerned):
    if Right.REVIEW not in actor.rights:
        return
    for edition, move in concerned.in_state(State.REVIEW):
        yield _due("审核：", edition, f"{_who(move)}送审。", _overview(edition), "审核")


def _to_countersign(actor, concerned):
    """Where it is this organ's turn: first what it has not seen, then what changed since it signed."""
    if Right.SIGN not in actor.rights:
        return
    awaited = [
        (edition, mark)
        for edition in concerned.editions
        for mark in concerned.marks[edition.pk]
        if mark.is_awaited and mark.issuer.department_id == actor.department.pk
    ]
    for edition, mark in awaited:
        act = "重新会签" if mark.is_void else "会签"
        yield _due(
            f"{act}：",
            edition,
            _since(edition, mark, concerned),
            reverse("countersigning:sign", args=[edition.pk]),
            act,
            edition.countersign_by,
        )


def _since(edition, mark, concerned):
    sent = f"{edition.notice.host}送来{f'，{edition.correction}' if edition.correction else ''}。{concerned.tally(edition)}"
    return f"{sent}{_changed(mark)}" if mark.is_void else sent


def _to_draft_again(actor, concerned):
    if Right.DRAFT not in actor.rights:
        return
    for edition, move in concerned.in_state(State.DRAFT):
        if move and move.old in (State.REVIEW, State.READY) and not move.is_taken_back:
            sub = f"{_who(move)}{move}。" if move.by_change else f"{_who(move)}退回：{move.reason}"
            yield _due("修改：", edition, sub, reverse("drafting:detail", args=[edition.pk]), "修改")


def _left(actor, concerned):
    """For whoever brought a text that was read and not made a draft of: it goes after some days."""
    if Right.DRAFT not in actor.rights:
        return
    for source in DraftSource.objects.left(actor):
        url = reverse("drafting:review", args=[source.pk])
        sub = f"{_day(source.made_at)}读入，保留到{_day(source.expires_at)}。"
        yield Due(f"读入后未办完：{source.gist}", sub, url, "接着办", timezone.localdate(source.expires_at))


def _to_correct(actor, concerned):
    """For the drafters: a correction that somebody began, a signatory as a rule, and that nobody has sent on."""
    if Right.DRAFT not in actor.rights:
        return
    for edition, move in concerned.in_state(State.DRAFT):
        if edition.number > 1 and (move is None or move.is_taken_back) and edition.pk not in concerned.opened:
            yield _due("更正待完成：", edition, _begun(edition), reverse("drafting:detail", args=[edition.pk]), "修改")


def _opened(editions):
    """Return {key of an edition of which a newer one above has opened clauses: how many nobody has answered}. One query at most."""
    keys = [each.pk for each in editions if each.answers_id]
    rows = Lineage.objects.filter(edition__in=keys, opened__isnull=False) if keys else Lineage.objects.none()
    found = {}
    for edition, is_decided, clause, parent in rows.values_list("edition", "confirmed", "clause", "parent"):
        found.setdefault(edition, set()).update([] if is_decided else [clause or -parent])
    return {edition: len(which) for edition, which in found.items()}


def _to_settle(actor, concerned):
    """For the host: objections, opinions, and a change for which the co-issuers were not asked yet."""
    if not {Right.DRAFT, Right.REVIEW} & actor.rights:
        return
    out = [edition for edition, _ in concerned.in_state(State.COUNTERSIGNING)]
    on_paper = on_paper_only([mark for each in out for mark in concerned.marks[each.pk]])
    for edition in out:
        marks = concerned.marks[edition.pk]
        if said := _said(edition, marks, on_paper):
            act = "请重新会签" if _is_held(edition, marks) else "办理"
            sub = concerned.tally(edition) + "".join(said)
            yield _due("处理会签：", edition, sub, _overview(edition), act, edition.countersign_by)


def _said(edition, marks, on_paper):
    """Return the sentences on what the host has to settle; none where it has but to wait."""
    is_held = _is_held(edition, marks)
    said = ["正文已改动，尚未请重新会签。"] if is_held else []
    said += [f"{mark.issuer}{UNSETTLED[mark.standing]}。" for mark in marks if mark.standing in UNSETTLED]
    if is_held and (void := [str(mark.issuer) for mark in marks if mark.is_void]):
        said.append(f"{_few(void)}须重新会签。")
    if alone := [str(mark.issuer) for mark in marks if mark.issuer.pk in on_paper]:
        said.append(f"{_few(alone)}没有签发人账号，请取得纸质会签后登记。")
    if late := [str(mark.issuer) for mark in marks if mark.is_awaited and edition.is_overdue]:
        said.append(f"会签期限已过，{'、'.join(late)}尚未会签。")
    return [*said, "会签已齐，请送签发。"] if all_agree(marks) else said


def _is_held(edition, marks):
    return edition.is_being_changed and not all_agree(marks)


def _to_sign(actor, concerned):
    """For a signatory who wrote none of it; what one who did asks to sign herself waits for another one, too."""
    if Right.SIGN not in actor.rights:
        return
    me = {person.pk for person in (actor.user, actor.on_behalf_of) if person}
    ready = concerned.in_state(State.READY)
    authors = authors_of([edition for edition, _ in ready])
    for edition, move in ready:
        if me & authors[edition.pk]:
            continue
        address = reverse("issuing:sign", args=[edition.pk])
        if not edition.is_own_exception:
            when = f"{_day(move.at)}送签发。" if move else ""
            yield _due(
                "签发：",
                edition,
                f"{concerned.tally(edition) if concerned.marks[edition.pk] else ''}{when}",
                address,
                "签发",
            )
        elif not me & {edition.exception_by_id, edition.exception_for_id}:
            yield _due("确认自签：", edition, f"自签待确认，理由：{edition.exception_reason}", address, "确认")


def _to_follow(actor, concerned):
    """What the notice above says by now that a text has not answered: an issued one, for the signatory, who begins its correction;
    a draft, for who writes it now."""
    if not {Right.DRAFT, Right.REVIEW, Right.SIGN} & actor.rights:
        return
    own = Notice.objects.filter(host=actor.department.pk, is_recorded=False)
    rows = own.annotate(count=Count("stale", filter=DIRECT))
    in_hand = {each.notice_id: each for each in concerned.hosted}
    begun = [key for key, each in in_hand.items() if each.answers_id and not is_behind(each)]
    rows = rows.filter(
        Q(count__gt=0) | Q(pk__in=with_other_opening(Notice.objects.filter(host=actor.department.pk)).values("pk"))
    )
    for notice in rows.exclude(pk__in=begun).select_related("current").order_by("pk")[:MOST]:
        if right_to_begin(in_hand.get(notice.pk)) not in actor.rights:
            continue
        sub = f"上级通知已有新版，{f'{notice.count}条待更新' if notice.count else '标题、主题或者开头有改动'}。"
        yield Due(f"跟进上级更正：{notice.current.title}", sub, reverse("following:detail", args=[notice.pk]), "跟进")
    for edition in concerned.hosted:
        if edition.pk in concerned.opened and right_to_begin(edition) in actor.rights:
            yield from _opened_here(edition, concerned.opened[edition.pk])
        if edition.number == 1 and is_behind(edition) and right_to_begin(edition) in actor.rights:
            sub = f"上级通知已有第{edition.notice.parent.current.number}版，草稿依据的是第{edition.answers.number}版。"
            yield _due("跟进上级更正：", edition, sub, reverse("following:detail", args=[edition.notice_id]), "跟进")


def _opened_here(edition, count):
    """count: of the clauses that nobody has answered."""
    if count:
        address = reverse("following:draft", args=[edition.pk])
        yield _due(
            "跟进上级更正：",
            edition,
            f"{_who_began(edition)}第{edition.number}版，还有{count}条待处理。",
            address,
            "逐条处理",
        )
    elif edition.state == State.DRAFT:
        sub = f"{_who_began(edition)}第{edition.number}版，各条已经处理，请通览全文后送审。"
        yield _due("跟进上级更正：", edition, sub, reverse("drafting:detail", args=[edition.pk]), "送审")


KINDS = (_to_countersign, _to_review, _to_sign, _to_draft_again, _left, _to_correct, _to_settle, _to_follow)


# --- words and figures --------------------------------------------------------------------------------------------


def _due(word, edition, sub, url, act, until=None):
    if edition.number > 1 and "更正" not in word:
        word = f"{word[:-1]}更正："
    return Due(f"{word}{edition.title or '未命名的通知'}{edition.ordinal}", sub, url, act, until)


def _rest(count):
    return Due(f"还有{count}件在办的通知未列出", "先列最早起草的。", reverse("drafting:list"), "查看全部在办的通知")


def _overview(edition):
    return reverse("countersigning:overview", args=[edition.pk])


def _day(at):
    return f"{timezone.localtime(at):%-m月%-d日}"


def _who(move):
    return f"{move.actor_name}{_day(move.at)}" if move else ""


def _begun(edition):
    return f"{_who_began(edition)}第{edition.number}版，请修改后送审。第{edition.number - 1}版在新版印发前继续有效。"


def _who_began(edition):
    return f"{edition.beginner_name}{_day(edition.begun_at)}拟出" if edition.beginner_name else "拟出"


def _few(names):
    """省总工会、团省委; 省总工会等4个机关 of more than three."""
    return "、".join(names) if len(names) <= MOST_NAMED else f"{names[0]}等{len(names)}个机关"


def _changed(mark):
    """省总工会8月19日会签后，正文有改动，须重新会签。 What changed stands on the page that it leads to."""
    return f"{mark.issuer}{_day(mark.signature.at)}会签后，正文有改动，须重新会签。"

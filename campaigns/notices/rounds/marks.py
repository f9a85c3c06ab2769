"""How the co-issuers of an edition stand to its text as it is now. The last mark of an organ counts.

The host is no co-issuer: it signs at 签发.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from organizations.access import Right, manned
from organizations.models import DepartmentName

from ..models import Countersignature, Issuer
from ..moves import State
from ..printed_names import folded

Decision = Countersignature.Decision


class Standing(StrEnum):
    AGREED = "agreed"
    OPINION = "opinion"
    OBJECTED = "objected"
    VOID = "void"  # it signed another text
    WAITING = "waiting"
    LATER = "later"  # those before it come first, or nobody was asked yet


WORDS = {
    Standing.AGREED: "同意",
    Standing.OPINION: "同意，有意见",
    Standing.OBJECTED: "不同意",
    Standing.VOID: "须重新会签",
    Standing.WAITING: "待会签",
    Standing.LATER: "尚未轮到",
}
SHAPES = {
    Standing.AGREED: "done",
    Standing.OPINION: "done",
    Standing.OBJECTED: "late",
    Standing.VOID: "late",
    Standing.WAITING: "doing",
    Standing.LATER: "none",
}
UNSETTLED = {Standing.OBJECTED: "不同意", Standing.OPINION: "有意见"}  # what the host has to deal with
VALID = (Standing.AGREED, Standing.OPINION)


@dataclass(frozen=True)
class Mark:
    """Where one co-issuer stands: its last Countersignature or None, and what keeps it from signing."""

    issuer: Issuer
    standing: Standing
    signature: Countersignature | None
    is_next: bool  # whether those before it, if it has to wait for them, are done
    is_asked: bool  # whether the text is with the co-issuers at all
    is_held: bool = False  # whether the host is changing the text, and nobody signs it meanwhile

    @property
    def words(self):
        return "未送会签" if self.standing == Standing.LATER and not self.is_asked else WORDS[self.standing]

    @property
    def shape(self):
        """Which mark of a state it bears on a page."""
        return SHAPES[self.standing]

    @property
    def is_valid(self):
        """Whether the organ agrees to the text as it is now."""
        return self.standing in VALID

    @property
    def is_void(self):
        return self.standing == Standing.VOID

    @property
    def is_turn(self):
        """Whether the organ may sign now."""
        return self.is_next and not self.is_held

    @property
    def is_awaited(self):
        """Whether the next step is the organ's: it may sign, and has not said anything on this text."""
        return self.is_turn and self.standing in (Standing.VOID, Standing.WAITING)

    @property
    def last(self):
        """The key of the organ's last mark, 0 where it made none."""
        return self.signature.pk if self.signature else 0


def marks_of(edition):
    """Return the Marks of an edition's co-issuers in printed order. Two queries."""
    return marks_for([edition])[edition.pk]


def marks_for(editions):
    """Return {key of an edition: [Mark]} in two queries, however many there are; each comes with its notice."""
    by_edition = {edition.pk: ([], {}) for edition in editions}
    for issuer in Issuer.objects.filter(edition__in=by_edition).select_related("department").order_by("position"):
        by_edition[issuer.edition_id][0].append(issuer)
    signatures = Countersignature.objects.filter(edition__in=by_edition).select_related("user", "on_behalf_of")
    for signature in signatures.order_by("pk"):
        by_edition[signature.edition_id][1][_organ(signature, signature.name)] = signature
    return {edition.pk: list(_marks(edition, *by_edition[edition.pk])) for edition in editions}


def _organ(row, name):
    """An organ is its department; one that was typed is its name."""
    return row.department_id or name


def _marks(edition, issuers, signatures):
    is_asked = edition.state == State.COUNTERSIGNING
    is_next, is_held = is_asked, edition.is_being_changed
    for issuer in issuers:
        if issuer.department_id == edition.notice.host_id:
            continue
        signature = signatures.get(_organ(issuer, issuer.printed_name))
        mark = Mark(issuer, _standing(edition, signature, is_next), signature, is_next, is_asked, is_held)
        is_next = is_next and (mark.is_valid or not edition.is_ordered)
        yield mark


def _standing(edition, signature, is_next):
    if signature is None:
        return Standing.WAITING if is_next else Standing.LATER
    if signature.text_hash != edition.text_hash:
        return Standing.VOID
    return Standing(signature.decision)


def earlier(edition, marks):
    """Return {key of an Issuer: [Countersignature]} of what else the organs have said, the first one first. One query."""
    counting = {mark.last for mark in marks}
    issuers = {_organ(mark.issuer, mark.issuer.printed_name): mark.issuer.pk for mark in marks}
    found = {}
    for row in edition.countersignatures.exclude(pk__in=counting).order_by("pk"):
        if issuer := issuers.get(_organ(row, row.name)):
            found.setdefault(issuer, []).append(row)
    return found


def all_agree(marks):
    """Whether every co-issuer agrees to the text as it is now; where there is none, nobody does."""
    return bool(marks) and all(mark.is_valid for mark in marks)


def missing(edition):
    """Return the Issuers among the co-issuers that do not agree to the text as it is now. Two queries."""
    return [mark.issuer for mark in marks_of(edition) if not mark.is_valid]


def on_paper_only(marks, signers=None):
    """Return the keys of the Issuers that are awaited and for which nobody could sign here.

    signers: what `signing_here` says of them, where it was asked; else two queries at most.
    """
    awaited = [mark.issuer for mark in marks if mark.is_awaited]
    return {issuer.pk for issuer in awaited} - (signing_here(awaited) if signers is None else signers)


def held_on_paper(marks, signers):
    """Return the keys of the Issuers whose sheet of paper waits for the host to be done with changing the text.

    signers: what `signing_here` says of those whose turn it would be.
    """
    held = [mark for mark in marks if mark.is_held and mark.is_next and not mark.is_valid]
    return {mark.issuer.pk for mark in held} - signers


def recordable(edition, marks, signers):
    """Return the keys of the Issuers whose sheet of paper the host may record now.

    signers: what `signing_here` says of those that may sign and do not agree yet.
    An organ that has people here signs here, and what it has said of this text itself nobody says otherwise for it.
    """
    open_ones = [mark for mark in marks if mark.is_turn and not mark.is_valid and not said_online(edition, mark)]
    return {mark.issuer.pk for mark in open_ones} - signers


def said_online(edition, mark):
    """Whether an organ itself has said something on the text as it is now."""
    last = mark.signature
    return last is not None and not last.is_on_paper and last.text_hash == edition.text_hash


def signing_here(issuers):
    """Return the keys of those Issuers for which somebody could sign here; one that was typed is found by its name.

    Two queries at most.
    """
    issuers = list(issuers)
    departments = {issuer.pk: {issuer.department_id} for issuer in issuers if issuer.department_id}
    typed = {issuer.pk: issuer.printed_name for issuer in issuers if not issuer.department_id}
    called = _called(typed.values()) if typed else {}
    departments |= {key: called.get(name, set()) for key, name in typed.items()}
    able = manned(Right.SIGN, set().union(*departments.values())) if departments else set()
    return {key for key, those in departments.items() if those & able}


def _called(names):
    """Return {name: keys of the departments that bear or bore it, however it is written}. One query."""
    found, plain = {}, {name: folded(name) for name in names}
    rows = DepartmentName.objects.filter(Q(name__in=plain.values()) | Q(short_name__in=plain.values()))
    for department, *borne in rows.values_list("department", "name", "short_name"):
        for name in (name for name, one in plain.items() if one in borne):
            found.setdefault(name, set()).add(department)
    return found


def online_for_another(edition, actor, department):
    """Return the Countersignature by which the actor, or whom she stands for, signed this very text for another organ.

    None where there is none. department: the key of her own. A mark on paper is not hers: she only recorded it.
    """
    online = edition.countersignatures.filter(text_hash=edition.text_hash, is_on_paper=False)
    own = online.filter(Q(user__in=actor.people) | Q(on_behalf_of__in=actor.people)).exclude(department=department)
    return own.select_related("user", "on_behalf_of").first()


def mark_among(marks, department):
    """Return the Mark of a department among those of an edition; None where it, or no department, is no co-issuer."""
    key = department and department.pk
    return next((mark for mark in marks if key and mark.issuer.department_id == key), None)

"""更正: a new edition of an issued notice, begun as a copy. The one in force stays in force until the new one is issued."""

from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from organizations import audit

from ..canonical import canonical_of, hash_of
from ..countersigning.correction import compared
from ..drafting.copying import anew, copy_addressees, copy_hung
from ..drafting.rights import editing
from ..drafting.saving import keep
from ..drafting.starting import begun_now
from ..models import AttachmentFile, Clause, ClauseDuty, Edition, Issuer, Lineage, Lock, Notice
from ..moves import IllegalMove
from ..rounds import telling
from . import ending

AN_HOUR = 3600  # seconds
IN_HAND = "这份通知已有一个更正版本正在办理。"
COPIED = (
    "title", "urgency", "addressees", "theme", "is_signed", "keywords", "cc", "internal_label", "internal_distribution",
    "print_office", "annotations", "openness", "openness_reason", "set_as", "has_seals", "is_ordered", "answers", "declined",
    "locks_theme", "adapt_by",
)  # fmt: skip

TOLD = ("title", "urgency", "addressees", "cc", "theme", "annotations", "is_signed", "change_note")


def refuse_second(notice):
    """Raise IllegalMove unless a notice can be corrected, and nobody is doing it already."""
    ending.refuse_unless_standing(notice, "更正")
    if notice.editions.in_hand().exists():
        raise IllegalMove(IN_HAND)


@transaction.atomic
def begin(pk, note, *, by, is_proposed=False):
    """Begin a correction of an issued notice; return the new edition, a draft. note: what it corrects, or nothing yet.

    Its clauses keep their uid, and their relation to the parent's. Number, date and signatures are not taken over. The
    copy is nobody's text: its author is who changes it. A note is text, so whoever begins with one is an author, unless
    the machine proposed it. Raise IllegalMove where there is nothing to correct, or a correction is in hand.
    """
    notice = Notice.objects.select_related("current__answers").held(pk)
    refuse_second(notice)
    old = notice.current
    facts = {name: getattr(old, name) for name in COPIED}
    try:
        with transaction.atomic():
            new = Edition.objects.create(
                notice=notice, number=old.number + 1, change_note=note, **begun_now(by), **facts
            )
    except IntegrityError:
        raise IllegalMove(IN_HAND) from None
    _copy(old, new)
    canonical = canonical_of(new)
    new.text_hash = hash_of(canonical)
    Edition.objects.filter(pk=new.pk).update(text_hash=new.text_hash)
    keep(new, canonical, by=by if note and not is_proposed else None)
    audit.record("notice-correct", new, by=by, before=old.text_hash, after=new.text_hash)
    telling.correction_begun(new, old, by)
    return new


def note_change(pk, note, *, by):
    """Write what a correction corrects. It is part of what the co-issuers sign, and written by who may write the text now."""
    with editing(pk, by=by) as edition:
        refuse_first(edition)
        edition.change_note = note
        Edition.objects.filter(pk=pk).update(change_note=note)


def refuse_first(edition):
    """Raise IllegalMove where an edition corrects nothing."""
    if edition.number == 1:
        raise IllegalMove("第1版不是更正版本，没有更正说明。")


def told_changes(old, new):
    """Return what changed between two issued editions as HTML for everybody: of what is printed alone, "" where nothing did.

    Their texts never change: it is made once in a process and kept under both hashes, but not for good, since a busy
    moment may have cut the comparison short.
    """
    key = f"told-changes:{old.text_hash}:{new.text_hash}"
    is_kept = bool(old.text_hash and new.text_hash)
    if is_kept and (made := caches["process"].get(key)) is not None:
        return made
    found = compared(*(_printed(canonical_of(each)) for each in (old, new)))
    made = render_to_string("countersigning/changes.html", {"changed": found, "rank": 3}) if found else ""
    if is_kept:
        caches["process"].set(key, made, timeout=AN_HOUR)
    return made


def _printed(canonical):
    """A canonical form without what is said at the desk alone: who must do what, and why something is not public."""
    fields = {name: canonical["fields"][name] for name in TOLD}
    clauses = [clause | {"duties": [], "locks": []} for clause in canonical["clauses"]]
    return canonical | {"fields": fields, "clauses": clauses, "addressed": [], "openness": ""}


# --- the copy -----------------------------------------------------------------------------------------------------


def _copy(old, new):
    Issuer.objects.bulk_create(anew(row, edition=new) for row in old.issuers.all())
    copy_addressees(old, new)
    made = _copy_clauses(old, new)
    for model in (ClauseDuty, AttachmentFile, Lock):
        copy_hung(model, old, made)
    rows = Lineage.objects.filter(edition=old)
    Lineage.objects.bulk_create(
        anew(row, edition=new, clause=row.clause_id and made[row.clause_id], opened=None) for row in rows
    )


def _copy_clauses(old, new):
    """Copy the clauses level by level; return {key of the old one: the new one}."""
    waiting, made = list(old.clauses.order_by("position")), {None: None}
    while level := [clause for clause in waiting if clause.parent_id in made]:
        copies = [anew(clause, edition=new, parent=made[clause.parent_id], version=0) for clause in level]
        Clause.objects.bulk_create(copies)
        made |= dict(zip((clause.pk for clause in level), copies, strict=True))
        waiting = [clause for clause in waiting if clause.pk not in made]
    return made

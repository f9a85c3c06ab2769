"""Taking in a notice that was issued elsewhere or earlier: 收录. What was read is stored whole, with its lineage."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from organizations.models import Department

from . import tasks
from .digest import digest_of
from .lineage.answering import take_on
from .lineage.nodes import propose
from .lineage.settling import settle_issued
from .models import Clause, Edition, Issuer, Lineage, Notice
from .numbering import NOWHERE, Addresses
from .reading import Reading
from .search import index

FULL_SPACE = "\u3000"


@dataclass(frozen=True)
class Origin:
    """What the text alone does not say. `issuers` are printed names in printed order; `dated` a partial ISO date."""

    campaign: object
    host: Department
    digest: str
    parent: Notice | None = None
    issuers: tuple[str, ...] = ()
    dated: str = ""


def recorded(origin):
    """Return the notice recorded from the same source in the same campaign, or None."""
    return Notice.objects.filter(campaign=origin.campaign, source_digest=origin.digest, is_recorded=True).first()


def record(reading: Reading, origin: Origin) -> tuple[Notice, bool]:
    """Store a reading as a recorded notice; return (notice, whether it is new).

    The same source in the same campaign is stored once: a second call, also one at the same moment, changes nothing.
    """
    if notice := recorded(origin):
        return notice, False
    try:
        return _store(reading, origin), True
    except IntegrityError:
        if notice := recorded(origin):
            return notice, False
        raise


@transaction.atomic
def _store(reading, origin):
    notice = Notice.objects.create(
        campaign=origin.campaign,
        host=origin.host,
        parent=origin.parent,
        is_recorded=True,
        source_digest=origin.digest,
        source_headline=reading.source.headline[:300],
        dropped=[vars(each) for each in reading.dropped],
        source_published=reading.source.published,
        source_origin=reading.source.origin[:200],
    )
    notice.current = _edition(notice, reading, origin)
    _issuers(notice.current, reading, origin)
    store_clauses(notice.current, reading)
    notice.current.digest, notice.current.state = digest_of(notice.current), Edition.State.ISSUED
    notice.current.save(update_fields=["digest", "state"])
    notice.listed()
    index(notice)
    if origin.parent:
        propose(notice.current, origin.parent.current, Lineage.UNSTATED)
        take_on(notice)
        settle_issued(notice)
    tasks.owe_files(notice.current)
    return notice


def _edition(notice, reading, origin):
    date, printed = reading.date, reading.print_date
    return Edition.objects.create(
        notice=notice,
        answers=origin.parent and origin.parent.current,
        openness=notice.openness,
        openness_reason=notice.openness_reason,
        title=reading.title,
        masthead="\n".join(reading.masthead),
        urgency=reading.urgency,
        doc_number=reading.doc_number,
        addressees=reading.addressees,
        theme=reading.theme,
        dated_text=date.text if date else "",
        dated_on=origin.dated or (date.iso if date else ""),
        is_signed=reading.is_signed,
        keywords=FULL_SPACE.join(reading.keywords),
        cc=reading.cc,
        internal_label=reading.internal_label,
        internal_distribution=reading.internal_distribution,
        print_office=reading.print_office,
        printed_text=printed.text if printed else "",
        printed_on=printed.iso if printed else "",
        annotations="\n".join(reading.notes),
    )


def _issuers(edition, reading, origin):
    """The organs as a person names them, else as signed; none where neither says."""
    day = edition.dated_on or edition.printed_on
    names = origin.issuers or reading.issuers
    Issuer.objects.bulk_create(
        Issuer(edition=edition, printed_name=name, position=position, department=department_called(name, day))
        for position, name in enumerate(names)
    )


def department_called(name, day=""):
    """Return the one department that bore `name`, on `day` if one existed then; None if there is none, or several."""
    found = Department.objects.called(name)
    for choice in (found.on(day), found) if day else (found,):
        if len(departments := list(choice[:2])) == 1:
            return departments[0]
    return None


# --- clauses ------------------------------------------------------------------------------------------------------


def store_clauses(edition, reading):
    """Write every piece of the reading as a Clause, in order, each with its path and anchor where it bears a number."""
    clauses_of(edition, reading).save()


def clauses_of(edition, reading):
    """Return the writer of these clauses, before anything is stored."""
    writer = _Writer(edition)
    for kind, pieces in (("preamble", reading.preamble), ("", reading.sections), ("closing", reading.closing)):
        for piece in pieces:
            writer.piece(piece, kind=kind)
    for serial, attachment in enumerate(reading.attachments, start=1):
        writer.attachment(attachment, serial)
    return writer


class _Writer:
    """Collects clauses level by level, so that each level is one insert whatever the length of the notice."""

    def __init__(self, edition):
        self.edition = edition
        self.levels = {}
        self.position = 0
        self.addresses = Addresses()

    def _add(self, depth, parent, **facts):
        self.position += 1
        clause = Clause(edition=self.edition, parent=parent, position=self.position, **facts)
        self.levels.setdefault(depth, []).append(clause)
        return clause

    def piece(self, piece, parent=None, depth=0, kind="", outer=NOWHERE):
        address = self.addresses.below(outer, piece.kind, piece.label) if piece.label else NOWHERE
        clause = self._add(
            depth,
            parent,
            kind=kind or piece.kind,
            marker=piece.marker,
            heading=piece.heading,
            text=piece.text,
            path=address.path,
            anchor=address.anchor,
        )
        for child in piece.children:
            self.piece(child, clause, depth + 1, outer=address if piece.label else outer)

    def attachment(self, attachment, serial):
        address = self.addresses.attachment(serial, attachment.label)
        clause = self._add(
            0,
            None,
            kind="attachment",
            marker=attachment.printed_label,
            heading=attachment.title,
            listed=attachment.listed,
            listed_marker=attachment.listed_marker,
            path=address.path,
            anchor=address.anchor,
        )
        for piece in attachment.pieces:
            self.piece(piece, clause, 1, outer=address)

    def save(self):
        for depth in sorted(self.levels):
            clauses = self.levels[depth]
            for clause in clauses:
                clause.parent_id = clause.parent.pk if clause.parent else None
            Clause.objects.bulk_create(clauses)

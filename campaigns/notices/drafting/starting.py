"""How a draft begins: empty, from a text that was read, or as a copy of an earlier notice of the department."""

import re

from django.db import transaction
from django.db.models import Case, Q, When
from django.utils import timezone

from campaigns.models import Campaign
from organizations import audit
from organizations.models.acted import LONGEST

from ..lineage import answering
from ..lineage.nodes import propose
from ..models import AttachmentFile, Clause, Edition, Issuer, Lock, Notice
from ..recording import FULL_SPACE, department_called
from . import locking
from .arranging import arrange
from .copying import copy_addressees, copy_duties, copy_hung
from .organs import is_of, organs_now
from .saving import settle
from .tree import OF_CLAUSE, PLAIN, Kind, Node, Tree

SKELETON = [(Kind.PREAMBLE, "", "现将有关事项通知如下："), (Kind.SECTION, "总体要求", ""), (Kind.SECTION, "主要活动", ""), (Kind.SECTION, "工作要求", "")]  # fmt: skip
COPIED = (
    "urgency", "addressees", "keywords", "cc", "internal_label", "internal_distribution", "print_office", "annotations", "is_signed",
    "openness", "openness_reason", "set_as", "locks_theme",
)  # fmt: skip


def campaigns_for_drafts(actor):
    """Campaigns that a notice can be drafted for, as far as the actor knows of them, the newest first."""
    open_ones = [Campaign.State.DRAFT, Campaign.State.OPEN]
    return Campaign.objects.visible_to(actor).filter(state__in=open_ones).order_by("-state", "-year")


def earlier_notices(department):
    """Notices of a department, or of one that it succeeds, of which a copy can be made: those in force or once in force.

    Those of earlier years come first, the newest of them at the top; then those of this year, and last what was withdrawn.
    """
    hosts = [f"host{'__successor' * steps}" for steps in range(4)]
    own = Q(*[(path, department) for path in hosts], _connector=Q.OR)
    rows = Notice.objects.filter(own, current__isnull=False)
    later = Case(
        When(ending=Notice.Ending.WITHDRAWN, then=2),
        When(campaign__year__gte=timezone.localdate().year, then=1),
        default=0,
    )
    return rows.select_related("current", "campaign").order_by(later, "-campaign__year", "-pk")


@transaction.atomic
def begin(campaign, host, nodes, issuers, *, by, begun_as=None, upper=None, descend=propose, locks=None, **facts):
    """Make a notice with its first draft; nodes: those at the top of its tree; issuers: unsaved Issuers in order.

    begun_as: the UUID of the form that asks for it. upper: the issued notice that it adapts, with its current edition;
    descend: what writes how the clauses come from that, given both editions. locks: whether it locks its theme and its
    spans of days for those below; without a word, one does that adapts no notice. Raise IntegrityError where one was
    begun by the form already.
    """
    notice = Notice.objects.create(campaign=campaign, host=host, parent=upper, begun_as=begun_as)
    answers = upper and upper.current
    edition = notice.editions.create(**begun_now(by), **{"is_signed": True, "answers": answers, **facts})
    for position, issuer in enumerate(_with_host(issuers, host)):
        issuer.edition, issuer.position = edition, position
        issuer.save()
    tree = Tree([])
    tree.before = {}
    for node in nodes:
        node.parent = None
        node.hang(tree.root, len(tree.root.children))
    arrange(edition, tree, by=by)
    if upper:
        descend(edition, answers)
        answering.take_on(notice)
    if locks or (locks is None and not upper):
        locking.lock_spans(edition)
    settle(edition, by=by)
    audit.record("notice-begun", edition, by=by, after=edition.text_hash)
    return edition


def begun_now(by):
    """Return what an edition keeps of its beginning: when, by whom, for whom, and the name of that day."""
    return {
        "begun_at": timezone.now(),
        "begun_by": by.user,
        "begun_for": by.on_behalf_of,
        "begun_by_name": by.name[:LONGEST],
    }


def begun(actor, token):
    """Return the first edition of the notice that was begun by this form, or None."""
    rows = Edition.objects.visible_to(actor).filter(notice__begun_as=token, number=1)
    return rows.order_by("pk").first() if token else None


def _with_host(issuers, host):
    """The host comes first, wherever the list names it."""
    issuers = list(issuers)
    own = next((issuer for issuer in issuers if issuer.department_id == host.pk), None)
    others = [issuer for issuer in issuers if issuer.department_id != host.pk]
    return [own or Issuer(department=host, printed_name=str(host)), *others]


# --- empty --------------------------------------------------------------------------------------------------------


def begin_empty(campaign, host, title, *, by, begun_as=None):
    nodes = [Node(Clause(kind=kind, heading=heading, text=text)) for kind, heading, text in SKELETON]
    return begin(campaign, host, nodes, [], by=by, begun_as=begun_as, title=title, theme=campaign.theme)


# --- from a text --------------------------------------------------------------------------------------------------


def begin_from_reading(campaign, host, reading, title, *, by, issuers=None, begun_as=None, upper=None):
    """Make a draft of a Reading: all of its text, but no number, date or red head.

    issuers: unsaved Issuers in order; without them those that the text names, by the names that it has. upper: the notice
    that it adapts: clause by clause it is proposed what comes from what.
    """
    if issuers is None:
        issuers = [Issuer(printed_name=name[:100], department=department_called(name)) for name in reading.issuers]
    return begin(
        campaign,
        host,
        list(nodes_of(reading)),
        issuers,
        by=by,
        begun_as=begun_as,
        upper=upper,
        title=title,
        urgency=reading.urgency[:10],
        addressees=reading.addressees,
        theme=reading.theme or campaign.theme,
        keywords=FULL_SPACE.join(reading.keywords),
        cc=reading.cc,
        internal_label=reading.internal_label[:10],
        internal_distribution=reading.internal_distribution,
        print_office=reading.print_office,
        annotations="\n".join(reading.notes),
    )


def nodes_of(reading):
    """Yield a Node for each piece at the top of a Reading. A numbered piece stays one wherever it stands."""
    parts = ((Kind.PREAMBLE, reading.preamble), (Kind.PARAGRAPH, reading.sections), (Kind.CLOSING, reading.closing))
    for kind, pieces in parts:
        for piece in pieces:
            node = _node_of(piece)
            node.clause.kind = kind if node.kind == Kind.PARAGRAPH else node.kind
            yield node
    for attachment in reading.attachments:
        head = Clause(kind=Kind.ATTACHMENT, heading=attachment.title or attachment.listed, listed=attachment.listed)
        yield _above(Node(head), attachment.pieces)


def _node_of(piece):
    facts = {"kind": piece.kind, "marker": piece.marker, "heading": piece.heading, "text": piece.text}
    return _above(Node(Clause(**facts)), piece.children)


def _above(node, pieces):
    """Hang the pieces under a node, each with the number that it bears: its form is kept."""
    for piece in pieces:
        child = _node_of(piece)
        child.parent = node
        node.children.append(child)
    return node


# --- from an earlier notice ---------------------------------------------------------------------------------------


@transaction.atomic
def begin_copy(campaign, host, earlier, *, by, begun_as=None):
    """Make a draft of what an earlier notice says, with its files, to whom and by whom: no number, date or signature of it.

    Return it and the names of those who are gone and have nobody to come after them: of the organs that issued the
    earlier one, and of the departments that carried out its clauses.
    """
    source = earlier.current
    issuers, gone = _copied_issuers(source, earlier.host_id, host)
    nodes, made = copied_nodes(source, campaign.theme)
    edition = begin(
        campaign,
        host,
        nodes,
        issuers,
        by=by,
        begun_as=begun_as,
        title=of_year(source.title, earlier.campaign.year, campaign.year),
        theme=campaign.theme or source.theme,
        locks=earlier.is_recorded,  # whoever issued it elsewhere chose nothing
        **{name: getattr(source, name) for name in COPIED} | _imprint_of(source, host),
    )
    copy_addressees(source, edition)
    for model in (AttachmentFile, Lock):
        copy_hung(model, source, made)
    idle = copy_duties(source, made)
    settle(edition, by=by)
    return edition, gone, idle


def of_year(title, old, new):
    """Return the title of last year's notice for this year. Years within the text are left for a person to look at."""
    return re.sub(rf"{old}(?=年)", str(new), title)


def copied_nodes(source, theme=""):
    """Return the nodes at the top of a copy, and {key of a clause: its copy}, which is not stored yet.

    theme: what stands there where the source says its own theme; nothing leaves that as it is.
    """
    tree, made = Tree(source.clauses.order_by("position")), {}
    for node in tree.walk():
        old = node.clause
        is_theme = old.kind in PLAIN and old.text and old.text == source.theme and theme
        node.clause = made[old.pk] = Clause(**{name: getattr(old, name) for name in OF_CLAUSE})
        if is_theme:
            node.clause.text = theme
    return tree.root.children, made


def _imprint_of(source, host):
    """What the 版记 says of an organ that the host is not any more is not copied."""
    is_ours = not source.print_office or is_of(host, source.print_office)
    return {} if is_ours else dict.fromkeys(("print_office", "internal_label", "internal_distribution"), "")


def _copied_issuers(source, old_host, host):
    """Return the Issuers in printed order, by their names of today, and the names of those who are gone.

    Whoever has succeeded an organ of then takes its place; one that is gone without a successor is left out.
    """
    issuers, gone, seen = [Issuer(department=host, printed_name=str(host))], [], {host.pk}
    for organ, is_gone in organs_now(_others(source, old_host), host):
        key = organ.department and organ.department.pk
        if is_gone:
            gone.append(organ.name)
        elif key is None or key not in seen:
            issuers.append(Issuer(department=organ.department, printed_name=organ.printed_name))
        seen.add(key)
    return issuers, gone


def _others(source, host):
    return [issuer for issuer in source.issuers.order_by("position") if issuer.department_id != host]

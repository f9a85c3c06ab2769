"""The sample's notices that went the whole way here: written, countersigned, signed and printed by its people, on their days."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from campaigns.notices.countersigning import acts
from campaigns.notices.countersigning.acts import Seen
from campaigns.notices.drafting.rights import editing
from campaigns.notices.drafting.starting import begin_from_reading
from campaigns.notices.issuing import correcting, signing
from campaigns.notices.lineage.relating import Relation
from campaigns.notices.models import Edition, Issuer, Notice, Proof
from campaigns.notices.rounds.marks import marks_of
from campaigns.notices.tasks import print_edition

from . import clock
from .addressed import address
from .paper import SIGNER, blank
from .people import series_of

ROUND, SIGNATURE = 3, 1  # days before the date of a notice on which it goes round, and on which it is agreed to
REASONS = "本地已有同类安排，不再重复部署。"


class Press:
    """Issues what a text says, as the people of its host would. people: {user name: acting.Actor}."""

    def __init__(self, campaign, people):
        self.campaign, self.people = campaign, people

    def _part(self, who, part):
        """Return who has a part in a host; where it is small, the signatory reviews as well."""
        names = {
            "qicao": (f"{who}-qicao", who),
            "shenhe": (f"{who}-shenhe", f"{who}-qianfa"),
            "qianfa": (f"{who}-qianfa",),
        }
        return next(self.people[name] for name in names[part] if name in self.people)

    def known(self, digest):
        """Return the notice that was issued of a source with this digest, or None."""
        return Notice.objects.filter(begun_as=_token(digest), current__isnull=False).select_related("current").first()

    def issue(self, who, reading, digest, day, organs, parent=None, adapt_by=None):
        """Issue a text on a day; return its notice.

        who: whose people do it (zongju); organs: [(department, name)], the host first; adapt_by: when those below owe theirs.
        """
        drafter = self._part(who, "qicao")
        issuers = [Issuer(department=department, printed_name=name) for department, name in organs]
        with clock.at(day - timedelta(days=ROUND)):
            edition = begin_from_reading(
                self.campaign,
                drafter.department,
                reading,
                reading.title,
                by=drafter,
                issuers=issuers,
                begun_as=_token(digest),
                upper=parent,
            )
            _explain(edition, drafter)
            address(edition, by=drafter, adapt_by=adapt_by)
            self._ask(edition, who)
        return self._agreed_and_signed(edition, who, day)

    def correct(self, notice, who, old, new, note, day):
        """Correct words of an issued notice on a day."""
        drafter = self._part(who, "qicao")
        with clock.at(day - timedelta(days=ROUND)):
            edition = correcting.begin(notice.pk, note, by=drafter)
            with editing(edition.pk, by=drafter) as held:
                clause = held.clauses.get(text__contains=old)
                held.clauses.filter(pk=clause.pk).update(text=clause.text.replace(old, new))
            self._ask(edition, who)
        return self._agreed_and_signed(edition, who, day)

    def _ask(self, edition, who):
        acts.send_for_review(edition.pk, by=self._part(who, "qicao"))
        acts.send_round(edition.pk, by=self._part(who, "shenhe"))

    def _agreed_and_signed(self, edition, who, day):
        with clock.at(day - timedelta(days=SIGNATURE)):
            self._agree(edition.pk, self._part(who, "shenhe"))
        with clock.at(day):
            self._sign(edition.pk, self._part(who, "qianfa"))
            print_edition(edition.pk)
        return Notice.objects.select_related("current").get(pk=edition.notice_id)

    def _agree(self, pk, host):
        """Have every co-issuer agree: here where it has somebody, else on paper."""
        here = {actor.department.pk: actor for actor in self.people.values() if actor.department}
        for issuer in Issuer.objects.filter(edition=pk).exclude(department=host.department.pk):
            edition = Edition.objects.select_related("notice__host", "notice__campaign").get(pk=pk)
            mark = next(each for each in marks_of(edition) if each.issuer == issuer)
            seen = Seen(edition.text_hash, mark.last)
            if actor := here.get(issuer.department_id):
                acts.countersign(pk, by=actor, seen=seen, decision="agreed")
            else:
                acts.record_on_paper(pk, issuer.pk, by=host, seen=seen, decision="agreed", **_paper(edition))

    def _sign(self, pk, by):
        edition = Edition.objects.get(pk=pk)
        # What is printed in the next line needs no proof that it can be.
        Proof.objects.update_or_create(edition=edition, defaults={"version": edition.version})
        facts = {"seen": edition.text_hash, "office": edition.print_office, "series": series_of(by)}
        signing.sign(pk, by=by, **facts)


def _token(digest):
    return UUID(digest[:32])


def _explain(edition, by):
    """Confirm what comes from what, and say why the rest was left out."""
    if edition.answers_id:
        with editing(edition.pk, by=by, is_text=False) as held:
            held.lineage.filter(relation=Relation.OMITTED).update(reason=REASONS)
            held.lineage.update(confirmed=True)


def _paper(edition):
    name, digest = blank("countersignatures", edition.pk)
    return {"paper_signer": SIGNER, "paper_day": timezone.localdate(), "scan": name, "scan_sha256": digest}

"""The organs that a text names as its own, held against those of today: an old text may speak for a body that is gone.

The host stands first, by its present name. An organ that is there today is taken as it is called now; what is doubtful is
asked about, and left out where nobody says yes.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from organizations.models import Department, DepartmentName

from ..doubts import Doubt
from ..models import Issuer
from ..printed_names import names_of
from ..reading.organs import organs_before_decision


@dataclass(frozen=True)
class Organ:
    """One organ of a text. department: the one of today that it is, or None; doubt: what is asked about it, or None."""

    name: str
    department: Department | None
    doubt: Doubt | None = None
    is_typed: bool = False  # whether the department never bore the name: somebody chose it for the print

    @property
    def printed_name(self):
        """As the text has it, unless the organ is called otherwise today."""
        return str(self.department) if self.is_renamed else self.name

    @property
    def is_renamed(self):
        return self.department is not None and not self.is_typed and self.name not in names_today(self.department)

    @property
    def said(self):
        """The same, with the name that stands in the text where that is another one."""
        name = self.printed_name
        return name if name == self.name else f"{name}（原文：{self.name}）"


def names_today(department):
    return names_of(department, timezone.localdate().isoformat())


def organs_of(reading, host):
    """Return the Organs of a reading, signed or only proposed, without the host; each once. A few queries."""
    names = list(dict.fromkeys([*reading.issuers, *reading.proposed_issuers]))
    today = todays(names, host)
    evidence = _evidence(reading, today, host)
    organs, there = [], {host.pk}
    for name in names:
        department, is_gone = today.get(name, (None, False))
        if department is None or department.pk not in there:
            organs.append(_organ(name, department, is_gone, evidence[name]))
            there.add(department and department.pk)
    return organs


class Evidence(StrEnum):
    """Why an organ is taken for one of those that issue a text: it signs; it decides together with the host; it is named."""

    SIGNED = ""
    TOGETHER = "文末没有署名，导语写明与主办机关共同决定，"
    NAMED = "文末没有署名，"


def _evidence(reading, today, host):
    """Return {name: Evidence}. Those who decide in the opening of a text decide with the host only where it stands among them."""
    deciding = organs_before_decision(next((piece.text for piece in reading.preamble), ""))
    has_host = any(department == host for name in deciding for department, _ in [today.get(name, (None, False))])
    proposed = dict.fromkeys(reading.proposed_issuers, Evidence.NAMED)
    together = dict.fromkeys(deciding if has_host else (), Evidence.TOGETHER)
    return proposed | together | dict.fromkeys(reading.issuers, Evidence.SIGNED)


def todays(names, host):
    """Return {name: (the department of today or None, whether the one of that name is gone)} of the names that are known.

    Of several that bear a name, the one of the host's region is meant, or none.
    """
    names = [name[:100] for name in names]
    rows = DepartmentName.objects.filter(Q(name__in=names) | Q(short_name__in=names))
    found = {}
    for key, region, *borne in rows.values_list("department", "department__region", "name", "short_name"):
        for name in set(borne) & set(names):
            found.setdefault(name, {})[key] = region
    lines = Department.objects.with_successors({key for those in found.values() for key in those})
    return {name: _meant(those, lines, host) for name, those in found.items()}


def _meant(regions, lines, host):
    last = {lines[key][-1]: region for key, region in regions.items()}
    here = [row for row, region in last.items() if region == host.region_id]
    rows = here if len(here) == 1 else list(last)
    if len(rows) != 1:
        return None, False
    return (None, True) if rows[0].until else (rows[0], all(lines[key][0].until for key in regions))


def organs_now(issuers, host):
    """Yield (Organ, whether it is gone and nobody came after it) of stored Issuers, as they are to be printed today.

    An organ is its department; by its name alone is looked for what has none. Of a department that stands, a name that it
    never bore stays as it was typed.
    """
    lines = Department.objects.with_successors({issuer.department_id for issuer in issuers if issuer.department_id})
    known = todays([issuer.printed_name for issuer in issuers if not issuer.department_id], host)
    for issuer in issuers:
        if not issuer.department_id:
            department, is_gone = known.get(issuer.printed_name[:100], (None, False))
            yield Organ(issuer.printed_name, department), is_gone and department is None
            continue
        heir = lines[issuer.department_id][-1]
        is_typed = heir.pk == issuer.department_id and issuer.printed_name not in names_of(heir)
        yield Organ(issuer.printed_name, heir, is_typed=is_typed), bool(heir.until)


def _organ(name, department, is_gone, evidence):
    """A present organ that signs is taken as it is; every other one is asked about, and left out unless somebody says yes.

    Of a present one that decides together with the host the answer is yes until somebody says no.
    """
    if department and evidence == Evidence.SIGNED and not is_gone:
        return Organ(name, department)
    if department and is_gone:
        asked = f"“{name}”已撤销，由“{department}”承接，列为联署机关吗？"
    elif department:
        asked = f"{name}是发文机关，对吗？"
    elif is_gone:
        asked = f"“{name}”已撤销，没有登记后继机构，仍列为联署机关吗？"
    else:
        asked = f"“{name}”不是本系统的部门，列为联署机关吗？列入的，取得纸质会签后登记。"
    is_likely = evidence == Evidence.TOGETHER and department is not None and not is_gone
    alike = {"asked": f"{evidence}下列哪些是发文机关？", "name": name} if department and not is_gone else {}
    return Organ(name, department, Doubt(_key("organ", name), 0, f"{evidence}{asked}", is_likely, **alike))


def _key(kind, words):
    return f"{kind}-{hashlib.sha256(words.encode(errors='replace')).hexdigest()[:8]}"


# --- the 版记 ------------------------------------------------------------------------------------------------------


def is_of(host, words):
    """Whether words begin with what the host is called today."""
    return any(words.startswith(name) for name in names_today(host))


def imprint_doubts(reading, host):
    """Return {field of the reading: Doubt} on what the 版记 of the text says of another organ than the host is today."""
    found = {}
    office, sent = reading.print_office, reading.internal_distribution
    if office and not is_of(host, office):
        sentence = f"印发机关，原文为“{office}”，照用吗？不照用的，签发时按主办机关现在的名称“{host}”印。"
        found["print_office"] = Doubt(_key("office", office), 0, sentence, default=False)
    if sent:
        sentence = f"本机关分送，原文为“{reading.internal_label or '本机关'}：{sent}”，照用吗？"
        found["internal_distribution"] = Doubt(_key("sent", sent), 0, sentence, default=is_of(host, office))
    return found


def without_refused(reading, host, answers):
    """Let a reading say nothing in its 版记 that was doubtful and not confirmed."""
    for field, doubt in imprint_doubts(reading, host).items():
        if not answers.get(doubt.key, doubt.default):
            setattr(reading, field, "")
    if not reading.internal_distribution:
        reading.internal_label = ""
    return reading


def issuers_of(organs, host, answers):
    """Return unsaved Issuers: the host by its present name, then the organs that are sure or confirmed."""
    taken = [organ for organ in organs if organ.doubt is None or answers.get(organ.doubt.key, organ.doubt.default)]
    own = Issuer(department=host, printed_name=str(host))
    return [own, *(Issuer(department=organ.department, printed_name=organ.printed_name[:100]) for organ in taken)]

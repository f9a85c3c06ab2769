"""What changed from one text of an edition to another: between two canonical forms, clause by clause, by characters."""

from dataclasses import dataclass

from organizations.models import Department
from organizations.partial_dates import in_chinese

from ..comparing.marks import Patience, exact, paragraphs
from ..models import Addressee, Clause, ClauseDuty, Edition, Notice
from .pairing import body, pairs

LABELS = {"is_signed": "署名", "internal_label": "分送的自称", "internal_distribution": "本机关分送"}
SIGNED = {True: "正文之后署发文机关名称", False: "正文之后不署名"}
PRINTED = {"标题", "主送机关", "抄送", "附注"}
KINDS = dict(Clause.Kind.choices)
PARTS = dict(ClauseDuty.Part.choices)
DUTIES = dict(Addressee.Duty.choices)
CHOICES = {"openness": dict(Notice.Openness.choices), "set_as": dict(Edition.Layout.choices)}


@dataclass(frozen=True)
class Change:
    """One piece that differs. old, new: its texts; one is empty where it was added, or taken out."""

    label: str
    old: str
    new: str

    @property
    def kind(self):
        if not self.old:
            return "增加"
        return "改动" if self.new else "删去"

    def lines(self, patience):
        """Return the paragraphs of both texts in one flow, each a list of runs. What voids a mark is shown, whatever it is."""
        return paragraphs(patience.spend(exact, self.old, self.new))


def changes(old, new, names=None):
    """Return the Changes from one canonical form to another, in the order of the text.

    names: {key: name} of the departments that clauses name. Numbers that only moved on are one Change together.
    """
    names = names or {}
    head = [Change(label, was, now) for label, was, now in _head(old, new) if was != now]
    return head + _clauses(old, new, names)


def shown(found):
    """Return [(Change, its paragraphs)] of Changes; all together take no longer than a page may."""
    patience = Patience()
    return [(change, change.lines(patience)) for change in found]


def names_in(*canonicals):
    """Return {key: name} of the departments that the clauses of canonical forms name. Two queries at most."""
    keys = {key for each in canonicals for clause in each["clauses"] for key, _ in clause["duties"]}
    rows = Department.objects.filter(pk__in=keys).prefetch_related("names") if keys else ()
    return {row.pk: str(row) for row in rows}


def facts_of(canonical):
    """Return [(label, words)] of all that a text says beside what is printed as its body, as far as it says anything."""
    nothing = {"fields": {}, "issuers": [], "addressed": [], "openness": ""}
    fields = dict(canonical["fields"])
    label, sent = fields.pop("internal_label", ""), fields.get("internal_distribution", "")
    fields["internal_distribution"] = f"{label or '本机关'}：{sent}" if sent else ""
    said = [(label, now) for label, _, now in _head(nothing, canonical | {"fields": fields})]
    return [(label, now) for label, now in said if now and label not in PRINTED]


def labels_of(*canonicals):
    """Return what Changes are called of all that is no clause, between these canonical forms."""
    return {label for label, *_ in _head(canonicals[0], canonicals[-1])}


# --- the head -----------------------------------------------------------------------------------------------------


def _head(old, new):
    """Yield (label, how it was, how it is) of all that is no clause."""
    yield "标题", old["fields"].get("title", ""), new["fields"].get("title", "")
    yield "发文机关", "、".join(old["issuers"]), "、".join(new["issuers"])
    yield "主送和抄送的要求", _addressed(old), _addressed(new)
    yield "公开属性", *(CHOICES["openness"].get(each["openness"], "") for each in (old, new))
    for name in sorted({*old["fields"], *new["fields"]} - {"title"}):
        yield _label(name), _said(name, old["fields"].get(name)), _said(name, new["fields"].get(name))


def _label(name):
    return LABELS.get(name) or str(Edition._meta.get_field(name).verbose_name)


def _said(name, value):
    if name in CHOICES:
        return CHOICES[name].get(value, value or "")
    if name == "is_signed" and value is not None:
        return SIGNED[bool(value)]
    if name == "adapt_by" and value:
        return in_chinese(value)
    return {True: "是", False: "否", None: ""}.get(value, value) if not isinstance(value, str) else value


def _addressed(canonical):
    return "\n".join(f"{text}：{DUTIES.get(duty, duty)}" for _, text, *_, duty in canonical["addressed"])


# --- clauses ------------------------------------------------------------------------------------------------------


def _clauses(old, new, names):
    found, renumbered, places = [], [], _places(old) | _places(new)
    for was, now in pairs(old, new):
        before, after = _text(was, names), _text(now, names)
        if was and now and body(was) == body(now):
            if _number(was) != _number(now):
                renumbered.append((_number(was), _number(now)))
        elif before != after:
            found.append(Change(places[id(now or was)], before, after))
        else:  # the same words in another place or of another kind
            found.append(Change(places[id(now)], *(f"{before}\n（{_kind(each)}）" for each in (was, now))))
    if renumbered:
        was, now = ("、".join(column) for column in zip(*renumbered, strict=True))
        found.append(Change(f"仅序号变动，共{len(renumbered)}处", was, now))
    return found


def _number(clause):
    return clause["marker"] or clause["listed_marker"]


def _places(canonical):
    """Return {id of a clause: how people say where it stands}: 第三部分第（三）条, 第三部分的口号, 附件1第二部分."""
    said, above = {}, []
    for clause in canonical["clauses"]:
        del above[clause["depth"] :]
        outer = "".join(above)
        own = _own_place(clause)
        said[id(clause)] = (
            f"{outer}{own}" if own else f"{outer}{'的' if outer else ''}{KINDS.get(clause['kind'], '条款')}"
        )
        above += [""] * (clause["depth"] - len(above)) + [own]
    return said


def _own_place(clause):
    """Return 第三部分, 第（三）条, 第1项, 附件1 of what bears a number; else nothing."""
    number = clause["marker"].strip("、.．")
    if not number or clause["kind"] == Clause.Kind.ATTACHMENT:
        return number
    return {Clause.Kind.SECTION: f"第{number}部分", Clause.Kind.ITEM: f"第{number}项"}.get(
        clause["kind"], f"第{number}条"
    )


def _kind(clause):
    return f"{KINDS.get(clause['kind'], '')}，第{clause['depth'] + 1}层"


def _text(clause, names):
    """All that a clause says, as lines; nothing for None."""
    if clause is None:
        return ""
    lines = [f"{clause['marker']}{clause['heading']}{clause['text']}"]
    if clause["listed"]:
        lines.append(f"附件说明：{clause['listed']}")
    lines += _table(clause["table"] or {})
    if clause["file"]:
        lines.append(f"文件：{clause['file'][0]}（核对码{clause['file'][1][:16]}）")
    lines += [f"{PARTS.get(part, part)}：{names.get(key, '有关部门')}" for key, part in clause["duties"]]
    lines += [f"锁定：{f'“{words}”' if words else '整条'}" for words in clause.get("locks", ())]
    return "\n".join(filter(None, lines)) or "（空）"


def _table(table):
    return ["　|　".join(map(str, row)) for row in [table.get("header", []), *table.get("rows", [])] if row]

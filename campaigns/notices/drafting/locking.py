"""锁定: what the host of a draft chooses that those below must take over: the theme, words of clauses, whole clauses."""

from dataclasses import dataclass

from django import forms

from ..lineage.bearing import bearings_of, stands
from ..lineage.bonds import named
from ..models import Clause, Edition, Lock
from ..reading.characters import same
from .forms import NUL, STALE
from .overtaken import Overtaken
from .rights import editing
from .rows import stamp_field, stamp_of
from .spans import spans_in
from .tree import RANKED

LONGEST = 200
WHOLE = "whole"  # what the tick of a whole clause sends; those of words send them behind MARK
MARK = "="
GONE = "所选的文字已不在这一条中，请重新打开这一页再选。"


@dataclass
class Row:
    """A clause with its ticks. lapsed: what is locked in it and does not stand there any more."""

    clause: Clause
    field: object
    lapsed: list

    @property
    def name(self):
        return said(self.clause)


def said(clause):
    """What the page calls a clause: 二、活动主题, 附件：名单, 导语：为贯彻落实."""
    if clause.marker and clause.kind != Clause.Kind.ATTACHMENT:
        return f"{clause.marker}{clause.gist}"
    return f"{clause.marker or clause.get_kind_display()}：{clause.gist}"


# --- as it stands -------------------------------------------------------------------------------------------------


def stored_of(edition):
    """Return {clause: [words]} of an edition. One query."""
    found = {}
    for clause, words in _rows(edition).values_list("clause", "words"):
        found.setdefault(clause, []).append(words)
    return found


def _rows(edition):
    return Lock.objects.filter(clause__edition=edition).order_by("clause__position", "pk")


def lapsed(edition):
    """Return [(clause, sentence)] of what is locked in an edition and does not stand in its clause any more. One query."""
    rows = _rows(edition).exclude(words="").select_related("clause")
    return [(row.clause, lapse(row.clause, row.words)) for row in rows if not is_there(row.words, row.clause)]


def lapse(clause, words):
    return f"{named(clause)}中已经没有锁定的文字“{words}”，请取消这处锁定，或改回文字。"


def is_there(words, clause):
    return stands(same(words), same(clause.heading + clause.text))


def lock_spans(edition):
    """Lock what a new draft locks until its host chooses otherwise: its theme, and the spans of days in its clauses."""
    Edition.objects.filter(pk=edition.pk).update(locks_theme=True)
    edition.locks_theme = True
    rows = edition.clauses.exclude(kind=Clause.Kind.TABLE).order_by("position")
    Lock.objects.bulk_create(Lock(clause=row, words=words) for row in rows for words in spans_of(row))


def spans_of(clause):
    return [words for words in spans_in(f"{clause.heading}\n{clause.text}") if len(words) <= LONGEST]


# --- choosing -----------------------------------------------------------------------------------------------------


class LocksForm(forms.Form):
    """The theme, the ticks of each clause, and words of one clause that somebody types. A fixed number of queries."""

    theme = forms.BooleanField(label="锁定主题", required=False)
    clause = forms.ChoiceField(label="条款", required=False, error_messages={"invalid_choice": GONE})
    words = forms.CharField(
        label="要锁定的文字",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": f"锁定的文字最多{LONGEST}字。", "null_characters_not_allowed": NUL},
    )
    stamp = stamp_field()

    def __init__(self, edition, data=None):
        self.edition, self.stored = edition, stored_of(edition)
        self.text = bearings_of(edition.pk)[edition.pk]
        self.clauses = [clause for clause in self.text.clauses.values() if clause.heading or clause.text]
        ticked = {name_of(key): [sent(words) for words in some] for key, some in self.stored.items()}
        initial = {"theme": edition.locks_theme, "stamp": stamp(edition.locks_theme, self.stored), **ticked}
        super().__init__(data, initial=initial)
        self.fields["clause"].choices = [("", "请选择"), *((str(each.pk), said(each)) for each in self.clauses)]
        for clause in self.clauses:
            if choices := self._choices(clause):
                self.fields[name_of(clause.pk)] = ticks_field(said(clause), choices)

    def _choices(self, clause):
        locked = [words for words in self.stored.get(clause.pk, ()) if words]
        words = dict.fromkeys([*spans_of(clause), *locked])
        whole = [(WHOLE, "整条")] if self._may_be_whole(clause) or "" in self.stored.get(clause.pk, ()) else []
        return whole + [(sent(each), f"“{each}”") for each in words]

    def _may_be_whole(self, clause):
        """What bears a number and says something itself: a heading over clauses is locked clause by clause."""
        is_numbered = clause.kind in (*RANKED, Clause.Kind.ATTACHMENT)
        return is_numbered and (clause.pk in self.text.nodes or bool(clause.text))

    @property
    def rows(self):
        fields = [(clause, name_of(clause.pk)) for clause in self.clauses]
        return [Row(clause, self[name], self._lapsed(clause)) for clause, name in fields if name in self.fields]

    def _lapsed(self, clause):
        words = self.stored.get(clause.pk, ())
        return [lapse(clause, each) for each in words if each and not is_there(each, clause)]

    def clean(self):
        key, words = self.cleaned_data.get("clause"), self.cleaned_data.get("words", "").strip()
        if words and not key and "clause" not in self.errors:
            self.add_error("clause", "请选择这些文字所在的条款。")
        elif words and key and not is_there(words, self.text.clauses[int(key)]):
            self.add_error("words", f"{named(self.text.clauses[int(key)])}中没有这些文字，请照该条的文字填写。")
        return self.cleaned_data

    @property
    def typed(self):
        """Return (whether the theme is locked, {clause: [words]}) as it is to be stored."""
        found = {}
        for clause in self.clauses:
            words = [meant(each) for each in self.cleaned_data.get(name_of(clause.pk), ())]
            if self.cleaned_data["words"] and self.cleaned_data["clause"] == str(clause.pk):
                words = list(dict.fromkeys([*words, self.cleaned_data["words"].strip()]))
            if words:
                found[clause.pk] = words
        return self.cleaned_data["theme"], found


def ticks_field(label, choices):
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE, "invalid_list": STALE},
    )


def name_of(clause):
    return f"lock-{clause}"


def sent(words):
    return f"{MARK}{words}" if words else WHOLE


def meant(value):
    return "" if value == WHOLE else value.removeprefix(MARK)


def stamp(locks_theme, stored):
    return stamp_of([locks_theme, sorted([clause, sorted(words)] for clause, words in stored.items())])


def save(pk, locks_theme, typed, seen, *, by):
    """Store what is locked, {clause: [words]}, where what stands there is what the chooser saw. Raise Overtaken."""
    with editing(pk, by=by) as edition:
        stored = stored_of(edition)
        if stamp(edition.locks_theme, stored) == stamp(locks_theme, typed):
            return
        if stamp(edition.locks_theme, stored) != seen:
            raise Overtaken("锁定的内容", stored)
        Edition.objects.filter(pk=edition.pk).update(locks_theme=locks_theme)
        edition.locks_theme = locks_theme
        store(edition, typed)


def store(edition, locks):
    """Let just these words be locked in the clauses of an edition; locks: {clause: [words]}."""
    there = set(edition.clauses.values_list("pk", flat=True))
    Lock.objects.filter(clause__edition=edition).delete()
    Lock.objects.bulk_create(
        Lock(clause_id=clause, words=words)
        for clause, some in locks.items()
        if clause in there
        for words in dict.fromkeys(some)
    )

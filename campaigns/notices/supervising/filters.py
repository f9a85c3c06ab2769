"""What may be asked of a board: one territory below the host's, one line, one state, what is late or stale, and in which order."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from organizations import fields
from organizations.models import Department, Line, Region
from organizations.paging import PageForm

from ..lineage.stale import with_marks
from ..models import Adaptation, Edition, Receipt

Stage = Adaptation.Stage
CLOSED = [Stage.ISSUED, Stage.WAIVED]
UP = 3  # levels between a county and the nation
TICK = {"invalid": "请勾选，或者不勾选。"}


def below(region):
    """Return the regions that lie right below one and have departments; what stands under a placeholder of GB/T 2260 lies
    right below its province.
    """
    through = Q(parent__parent=region, parent__name__in=Region.PLACEHOLDERS)
    there = Exists(Department.objects.filter(region=OuterRef("pk")))
    there |= Exists(Department.objects.filter(region__parent=OuterRef("pk")))  # two questions, each with its index
    return Region.objects.governed().filter(Q(parent=region) | through, there, until="").order_by("code")


def within(code, path):
    """Return the condition under which a path, "" for a region itself, leads to the region of this code or into it."""
    condition = Q()
    for steps in range(UP):
        condition |= Q(**{"__".join([*filter(None, [path]), *["parent"] * steps, "code"]): code})
    return condition


def marked(rows):
    """Return adaptations, which have their `stage`, with `is_late` and `is_closed`, 1 or 0, and how far they follow corrections.

    Nothing is late once the notice is over. is_stale: it has to answer one; waits: for the one above to do so; is_following:
    its own correction that answers it is in hand; may_follow: it could be begun here, and nobody has.
    """
    today = timezone.localdate()
    late = Q(due_on__lt=today) & ~Q(stage__in=CLOSED) & ~Adaptation.over(today)
    rows = rows.annotate(
        is_late=Case(When(late, then=Value(1)), default=Value(0)),
        is_closed=Case(When(stage__in=CLOSED, then=Value(1)), default=Value(0)),
    )
    in_hand = Edition.objects.in_hand().filter(notice=OuterRef("child"), answers=OuterRef("notice__current"))
    rows = with_marks(rows, "child").annotate(is_following=Exists(in_hand))
    return rows.annotate(
        may_follow=Case(
            When(is_stale=True, is_following=False, child__is_recorded=False, then=Value(True)), default=Value(False)
        )
    )


class BoardFilter(PageForm):
    """What both parts of a board can be asked for. `place`: the path to a row's region, `line_path` to its line."""

    region = fields.choice("地区", (), "全部地区", required=False)
    line = fields.choice("条线", (), "全部条线", required=False)
    state = fields.choice("进度", (), "全部", required=False)
    sort = fields.choice("排列", (), "", required=False)

    STATES, SORTS = {}, {}
    NOT_KEPT = ("page",)

    def __init__(self, data, board):
        super().__init__(data)
        places = [(each.code, each.name) for each in below(board.notice.host.region)]
        lines = list(Line.objects.values_list("code", "name"))
        given = {"region": places, "line": lines, "state": [(key, word) for key, (word, _) in self.STATES.items()]}
        for name, choices in given.items():
            self.fields[name].choices = [*self.fields[name].choices[:1], *choices]
        self.fields["sort"].choices = [(key, word) for key, (word, _) in self.SORTS.items()]

    @property
    def asked(self):
        """What is in force, by field; nothing where what was asked makes no sense."""
        found = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in found.items() if value and name not in self.NOT_KEPT}

    def query(self, **changed):
        """Return the query string of what is in force with some of it changed; an empty value takes it away."""
        asked = {name: 1 if value is True else value for name, value in {**self.asked, **changed}.items() if value}
        return urlencode(asked)

    def kept(self):
        """The same as the beginning of a query string, for the pager's links."""
        return f"{query}&" if (query := self.query()) else ""

    @property
    def place_kept(self):
        """What totals keep of what is in force: the territory and the line."""
        return {name: self.asked[name] for name in ("region", "line") if name in self.asked}

    def of_place(self, rows):
        """Return the rows of the territory and the line that are asked for: what the totals count."""
        asked = self.asked
        if "region" in asked:
            rows = rows.filter(within(asked["region"], self.place))
        return rows.filter(**{f"{self.line_path}__code": asked["line"]}) if "line" in asked else rows

    def narrow(self, rows):
        """Return the rows that are asked for, in order."""
        rows = self.marked(self.of_place(rows))
        for condition in self.conditions():
            rows = rows.filter(condition)
        return rows.order_by(*self.SORTS[self.asked.get("sort", "")][1])

    def conditions(self):
        return [self.STATES[self.asked["state"]][1]] if "state" in self.asked else []

    def marked(self, rows):
        """Return the rows with what conditions and orders ask of them."""
        return rows

    def totals(self, rows):
        """Return [Total] of the rows of the territory and line asked for, in one query. Each opens what it counts."""
        rows = self.marked(self.of_place(rows)).order_by()
        wanted = self.totalled()
        found = rows.aggregate(**{f"n{at}": Count("pk", filter=each[2]) for at, each in enumerate(wanted)})
        return [
            Total(word, found[f"n{at}"], urlencode({**self.place_kept, **query}), self._is_here(query), key)
            for at, (key, word, _, query) in enumerate(wanted)
        ]

    def totalled(self):
        """Return (key, word, condition, what to ask for) of each total."""
        everything = ("", "全部", Q(pk__isnull=False), {})
        return [everything, *((key, word, condition, {"state": key}) for key, (word, condition) in self.STATES.items())]

    def _is_here(self, query):
        asked = {name: 1 if value is True else value for name, value in self.asked.items() if name != "sort"}
        return asked == {**self.place_kept, **query}


class Total:
    """How many rows there are of a kind; `query` opens exactly these."""

    def __init__(self, word, count, query, is_here, key):
        self.word, self.count, self.query, self.is_here, self.key = word, count, query, is_here, key


class ReceiptFilter(BoardFilter):
    place, line_path = "department__region", "department__line"
    DUTY = ~Q(duty=Receipt.Duty.NOTHING)
    STATES = {
        "open": ("未签收", DUTY & Q(confirmed_at=None)),
        "done": ("已签收", DUTY & Q(confirmed_at__isnull=False)),
        "told": ("知悉（不需签收）", ~DUTY),
    }
    BY_PLACE = ("department__region__code", "department__line__order", "pk")
    SORTS = {
        "": ("未签收的在前", ("rank", *BY_PLACE)),
        "sent": ("按送达时间", ("sent_at", *BY_PLACE)),
        "region": ("按地区", BY_PLACE),
    }

    def marked(self, rows):
        ranks = (When(condition, then=place) for place, (_, condition) in enumerate(self.STATES.values()))
        return rows.annotate(rank=Case(*ranks))


class AdaptationFilter(BoardFilter):
    place, line_path = "region", "department__line"
    overdue = forms.BooleanField(label="只看逾期", required=False, error_messages=TICK)
    stale = fields.choice("更正", (), "不限", required=False)
    STALE = {
        "1": ("待更新", Q(is_stale=True)),
        "follow": ("待更新，还没有着手跟进", Q(may_follow=True)),
        "waits": ("上级待更新", Q(is_stale=False, waits=True)),
    }
    STATES = {stage.value: (stage.label, Q(stage=stage)) for stage in Stage}
    BY_PLACE = ("region__code", "pk")
    BY_DAY = (F("due_on").asc(nulls_last=True), *BY_PLACE)
    SORTS = {
        "": ("待办的在前", ("-is_late", "is_closed", *BY_DAY)),
        "due": ("按贯彻期限", BY_DAY),
        "region": ("按地区", BY_PLACE),
    }

    def marked(self, rows):
        return marked(rows)

    LATE = Q(is_late=1)

    def __init__(self, data, board):
        super().__init__(data, board)
        chosen = [(key, word) for key, (word, _) in self.STALE.items()]
        self.fields["stale"].choices = [*self.fields["stale"].choices, *chosen]

    def conditions(self):
        found = super().conditions() + ([self.LATE] if "overdue" in self.asked else [])
        return found + ([self.STALE[self.asked["stale"]][1]] if "stale" in self.asked else [])

    @property
    def follow_query(self):
        """What opens those of the territory asked for that could begin to follow."""
        return urlencode({**self.place_kept, "stale": "follow"})

    def totals(self, rows):
        """As ever; who waits for the level between is counted where there are any."""
        return [total for total in super().totals(rows) if total.count or total.key != "waits"]

    def totalled(self):
        return [
            *super().totalled(),
            ("late", "逾期", self.LATE, {"overdue": 1}),
            ("stale", *self.STALE["1"], {"stale": "1"}),
            ("waits", *self.STALE["waits"], {"stale": "waits"}),
        ]

"""What may be asked of the list of notices: words, and filters that combine."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef
from django.urls import reverse

from campaigns.models import Campaign
from campaigns.quoting import quoted
from organizations.models import Line, Region
from organizations.paging import PageForm

from .models import Edition, Notice
from .places import LEVELS, Places
from .search import LONGEST, MOST_WORDS, words_of

FIRST_YEAR, LAST_YEAR = 1978, 2100  # the first Quality Month was held in 1978
YEARS = [(year, f"{year}年") for year in range(FIRST_YEAR, LAST_YEAR + 1)]
LAYOUTS = [(layout.value, layout.label) for layout in (Edition.Layout.Y1999, Edition.Layout.Y2012)]
ONE_FORM = {"form": "search"}  # the filters stand beside the list and belong to the form above it


class WordsInput(forms.SearchInput):
    """Says again what was asked, as far as it can be shown. Every page's masthead leads to it: #q."""

    def __init__(self):
        super().__init__({"id": "q"})

    def format_value(self, value):
        return shown(value or "")[:LONGEST]


def shown(text):
    """Return the text with spaces for what nothing shows, so that it can stand in a page and in a feed."""
    return "".join(character if character.isprintable() else " " for character in text)


def choice(label, everything, unknown, choices=()):
    return forms.ChoiceField(
        label=label,
        choices=[("", everything), *choices],
        required=False,
        widget=forms.Select(attrs=ONE_FORM),
        error_messages={"invalid_choice": f"{unknown}，请从列表中选择。"},
    )


class NoticeFilter(PageForm):
    q = forms.CharField(
        label="搜索标题、正文、发文机关或发文字号",
        max_length=LONGEST,
        required=False,
        widget=WordsInput,
        error_messages={
            "max_length": f"搜索的文字最多{LONGEST}字，请只留关键的词。",
            "null_characters_not_allowed": "搜索的文字里有不能识别的字符，请重新输入。",
        },
    )
    year = forms.TypedChoiceField(
        label="年度",
        choices=YEARS,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=ONE_FORM),
        error_messages={"invalid_choice": "没有这一年度，请从列表中选择。"},
    )
    level = choice("级别", "全部级别", "没有这一级别", Region.Level.choices)
    province = choice("省（区、市）", "全部地区", "没有这个省（区、市）")
    city = choice("市（地、州、盟）", "全部", "没有这个市（地、州、盟）")
    county = choice("县（市、区、旗）", "全部", "没有这个县（市、区、旗）")
    line = choice("条线", "全部条线", "没有这一条线")
    layout = choice("版式", "全部版式", "没有这一版式", LAYOUTS)

    def __init__(self, data):
        """Offer what has notices, and what was asked for: a year without notices is no mistake."""
        self.places = Places(data)
        self.given, settled = data.dict(), data.copy()
        for name, code in self.places.codes.items():
            settled[name] = code
        super().__init__(settled)
        for name, offered in self.places.offered().items():
            self.fields[name].choices = [*self.fields[name].choices, *offered]
        self.fields["line"].choices = [*self.fields["line"].choices, *Line.objects.values_list("code", "name")]
        self.fields["year"].widget.choices = [("", "全部年度"), *self._years()]

    def _years(self):
        noticed = Exists(Notice.objects.public().filter(campaign=OuterRef("pk")))
        offered = {*Campaign.objects.filter(noticed).values_list("year", flat=True)}
        asked = self.data.get("year", "")
        return [(year, label) for year, label in reversed(YEARS) if year in offered or str(year) == asked]

    def clean_q(self):
        question = shown(self.cleaned_data["q"]).strip()
        self.words = words_of(question)
        if question and not self.words:
            raise forms.ValidationError("请输入文字或数字：标点符号不参与搜索。")
        if len(self.words) > MOST_WORDS:
            raise forms.ValidationError(f"一次最多搜索{MOST_WORDS}个词，请减少一些。")
        return question

    @property
    def filters(self):
        """The filters to show: a region below another is asked for when there is something to choose from."""
        hidden = {name for name in LEVELS if len(self.fields[name].choices) == 1 and not self[name].errors}
        return [field for field in self if field.name not in {"q", "page"} | hidden]

    def narrow(self, notices):
        """Return those of the notices that the filters leave."""
        asked = self.cleaned_data
        if asked["year"]:
            notices = notices.of_year(asked["year"])
        if asked["level"]:
            notices = notices.of_level(asked["level"])
        if self.places.region:
            notices = notices.within(self.places.region)
        if asked["line"]:
            notices = notices.of_line(asked["line"])
        return notices.of_layout(asked["layout"]) if asked["layout"] else notices

    @property
    def asked(self):
        """What is in force, by field, in the order in which addresses say it."""
        valid = getattr(self, "cleaned_data", {})
        return {name: valid[name] for name in self.fields if name != "page" and valid.get(name)}

    @property
    def hint(self):
        """How to come to the region below the one that is chosen, where there is one to choose."""
        offered, chosen = {field.name for field in self.filters}, self.places.codes
        if "province" in offered and not chosen.get("province"):
            return "选定省（区、市）后点“筛选”，即可再选市、县。"
        can_go_on = "city" in offered and "county" not in offered and not chosen.get("city")
        return "选定市（地、州、盟）后点“筛选”，即可再选县。" if can_go_on else ""

    @property
    def is_wordy(self):
        """Whether the address says, beside what is in force, only what is not: fields that were left empty."""
        given = {name: value for name, value in self.given.items() if value}
        in_force = self.asked | ({"page": self.cleaned_data["page"]} if self.cleaned_data["page"] else {})
        return len(given) < len(self.given) and given == {name: str(value) for name, value in in_force.items()}

    @property
    def query(self):
        """What is in force as a query string."""
        return urlencode(self.asked)

    @property
    def address(self):
        """The address of the list as it is asked for, in its one spelling."""
        page = f"page={self.cleaned_data['page']}" if self.cleaned_data["page"] else ""
        query = "&".join(filter(None, [self.query, page]))
        return f"{reverse('notices:list')}?{query}" if query else reverse("notices:list")

    def kept(self):
        """Return what is in force as the beginning of a query string, for the pager's links."""
        return f"{self.query}&" if self.query else ""

    @property
    def asked_for(self):
        """What is looked for, in quotation marks; nothing where no words are."""
        return quoted(self.asked["q"]) if "q" in self.asked else ""

    @property
    def narrowing(self):
        """The filters in force, in words."""
        return [self._said(name, value) for name, value in self.asked.items() if name != "q"]

    @property
    def said(self):
        """All that is in force, in words."""
        return "、".join(filter(None, [self.asked_for, *self.narrowing]))

    @property
    def chosen(self):
        """Return [(what is in force in words, the query string without it)]; without a province there is no city."""
        return [(self._said(name, value), urlencode(self._without(name))) for name, value in self.asked.items()]

    def _said(self, name, value):
        return quoted(value) if name == "q" else dict(self.fields[name].choices)[value]

    def _without(self, name):
        names = list(LEVELS)
        gone = names[names.index(name) :] if name in names else [name]
        return {each: value for each, value in self.asked.items() if each not in gone}

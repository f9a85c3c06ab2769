"""通知: a notice of one department for one campaign, and what its pages ask of many."""

from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Count, F, Min, Q, Value, When
from django.db.models.functions import NullIf
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from organizations import access
from organizations.access import Right
from organizations.models import Department, Region
from organizations.partial_dates import PartialDateField, in_chinese

from ..reading.numerals import chinese
from .layout import STANDARD_OF_2012, Layout

# The column that holds the code of a region of each level in which a notice lies.
COLUMNS = {Region.Level.PROVINCE: "province", Region.Level.PREFECTURE: "city", Region.Level.COUNTY: "county"}


class NoticeQuerySet(models.QuerySet):
    def public(self):
        """Notices with a public page: in force, and open without being asked for."""
        return self.filter(Notice.in_public())

    def visible_to(self, actor):
        """Notices that an acting.Actor sees: public ones, those of her department, what was sent to it, and what she oversees once it is issued."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.public()
        overseen = Q(current__isnull=False, host__in=access.overseen(actor).values("pk"))
        asked = Q(current__issuers__department=actor.department.pk)
        sent = Q(current__receipts__department=actor.department.pk) | Q(current__receipts__keeper=actor.department.pk)
        seen = self.filter(Notice.in_public() | Q(host=actor.department.pk) | overseen | asked | sent)
        return self.filter(pk__in=seen.values("pk"))

    def held(self, pk):
        """Return a notice whose row nobody else writes to the end of the transaction, with what these rows bring along.

        That is read once the row is held: a join that waited would show what was in force before.
        """
        Notice.objects.select_for_update().only("pk").get(pk=pk)
        return self.get(pk=pk)

    def standing(self):
        """Without those that were withdrawn, which are void from the start: they count as never issued."""
        return self.exclude(ending=Notice.Ending.WITHDRAWN)

    def below(self, notice):
        """All that descend from a notice: a nation's has three levels under it."""
        return self.filter(Q(parent=notice) | Q(parent__parent=notice) | Q(parent__parent__parent=notice))

    def of_year(self, year):
        return self.filter(campaign__year=year)

    def of_level(self, level):
        return self.filter(host__region__level=level)

    def of_line(self, code):
        return self.filter(host__line__code=code)

    def of_layout(self, layout):
        """Notices from before the layout of 2012, or since; one without a date counts as of today: Edition.layout."""
        earlier = Q(day__gt="", day__lt=STANDARD_OF_2012)
        return self.filter(earlier if layout == Layout.Y1999 else ~earlier)

    def within(self, region):
        """Notices for a region and for all that lies in it."""
        return self.filter(**{COLUMNS[region.level]: region.code}) if region.level in COLUMNS else self.all()

    def national(self):
        """Those of the national organs, which lie in no province: one indexed equality, however many the others are."""
        return self.filter(province="")

    def count_by_level(self):
        """Return [(level, how many notices)], from the nation down."""
        counts = dict(self.order_by().values_list("host__region__level").annotate(Count("pk")))
        return [(level, counts[level]) for level in Region.Level if level in counts]

    def count_by_province(self):
        """Return {code: (how many notices of the province itself, id of the first one recorded, earliest date or None)}."""
        own = self.exclude(province="").filter(city="", county="").order_by()
        rows = own.values_list("province").annotate(Count("pk"), Min("pk"), earliest=Min(NullIf("day", Value(""))))
        return {code: facts for code, *facts in rows}

    def for_lists(self):
        """Everything that a row of a list shows, in a fixed number of queries."""
        rows = self.select_related("host__region", "campaign", "current", "parent")
        return rows.prefetch_related("current__issuers", "host__names").newest_first()

    def for_page(self):
        """Everything that a notice's page shows beside what is kept of its text."""
        rows = self.select_related("host__region", "campaign", "current")
        rows = rows.select_related("parent__host__region", "parent__current", "parent__campaign")
        return rows.prefetch_related("current__files", "current__issuers", "host__names")

    def for_kin(self):
        """What another notice's page shows of each: its region and its date, by region."""
        return self.select_related("host__region", "current").order_by("province", "city", "county", "-day", "-pk")

    def for_comparison(self):
        """A notice with all that it descends from: a county's has three above it."""
        up = "parent__parent__parent"
        paths = [up[: len("parent__") * depth + len("parent")] for depth in range(3)]
        rows = self.select_related("host__region", "current", "campaign")
        return rows.select_related(
            *(f"{path}__{each}" for path in paths for each in ("host__region", "current", "campaign"))
        )

    def opening(self):
        """The first notice by date: it opens the campaign."""
        return self.opening_first().first()

    def opening_first(self):
        """Those without a parent, oldest first. An undated one comes after those that have a date."""
        return self.filter(parent=None).order_by(Case(When(day="", then=1), default=0), "day", "pk")

    def newest_first(self):
        """By date as far as it is known, the printing date where there is no other."""
        return self.order_by("-day", "-pk")


class Notice(models.Model):
    """通知: a document of one host department for one campaign; `parent` is the notice that it adapts.

    A recorded notice 收录 was issued elsewhere or earlier and is taken in as history, with its source.
    """

    class Openness(models.TextChoices):
        PUBLIC = "public", "主动公开"
        ON_REQUEST = "on-request", "依申请公开"
        CLOSED = "closed", "不予公开"

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn", "撤销"
        REPEALED = "repealed", "废止"

    AUDIT_NEEDS = ("current", "endings")
    ENDED_BY = {Ending.WITHDRAWN: "notice-withdraw", Ending.REPEALED: "notice-repeal"}

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices", verbose_name="质量月活动")
    host = models.ForeignKey(Department, models.PROTECT, related_name="hosted_notices", verbose_name="主办（牵头）机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级通知"
    )
    current = models.OneToOneField(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现行版本"
    )
    openness = models.CharField("公开属性", max_length=10, choices=Openness, default=Openness.PUBLIC)
    openness_reason = models.CharField("不予公开的理由", max_length=200, blank=True, db_default="")
    is_recorded = models.BooleanField("收录", default=False)
    ending = models.CharField("终止方式", max_length=10, choices=Ending, blank=True, db_default="")
    ended_on = models.DateField(
        "终止日期", null=True, blank=True, help_text="废止的，自这一天起不再有效；撤销的，自始无效。"
    )
    ended_at = models.DateTimeField("办理终止的时间", null=True, blank=True, editable=False)
    ending_reason = models.CharField("终止理由", max_length=500, blank=True, db_default="")
    source_digest = models.CharField("原件 SHA-256", max_length=64, blank=True, editable=False)
    source_headline = models.CharField("原网页标题", max_length=300, blank=True)
    source_published = models.CharField("原网页发布时间", max_length=20, blank=True)
    dropped = models.JSONField("未列入正文的文字", default=list, editable=False)
    source_origin = models.CharField("信息来源", max_length=200, blank=True)
    begun_as = models.UUIDField(
        "起草标识", null=True, unique=True, editable=False
    )  # of the form: sent twice, it begins one
    recorded_at = models.DateTimeField("收录时间", auto_now_add=True)
    # What lists ask for, copied from the host's region and the current edition by `listed`: one indexed equality a list.
    day = PartialDateField("列表日期", editable=False, db_default="")
    province = models.CharField("省级代码", max_length=6, blank=True, editable=False, db_default="")
    city = models.CharField("地市级代码", max_length=6, blank=True, editable=False, db_default="")
    county = models.CharField("县级代码", max_length=6, blank=True, editable=False, db_default="")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        indexes = [
            models.Index("openness", F("day").desc(), F("id").desc(), name="notice_by_day"),
            models.Index("campaign", F("day").desc(), F("id").desc(), name="notice_by_campaign"),
            models.Index("province", F("day").desc(), F("id").desc(), name="notice_by_province"),
            models.Index("city", F("day").desc(), F("id").desc(), name="notice_by_city"),
            models.Index("county", F("day").desc(), F("id").desc(), name="notice_by_county"),
            models.Index(F("ended_at").desc(), condition=Q(ended_at__isnull=False), name="notice_by_ending"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source_digest"],
                condition=Q(is_recorded=True),
                name="notice_same_source_once",
                violation_error_message="这份通知已经收录。",
            ),
            models.CheckConstraint(
                name="notice_recorded_has_source",
                condition=Q(is_recorded=False) | ~Q(source_digest=""),
                violation_error_message="收录的通知要有原件。",
            ),
            models.CheckConstraint(
                name="notice_is_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="通知不能以自己为上级。",
            ),
            models.CheckConstraint(
                name="notice_ending_has_reason",
                condition=Q(ending="") | ~Q(ending_reason="") & Q(ended_on__isnull=False),
                violation_error_message="撤销或废止通知，请写明理由和日期。",
            ),
            models.CheckConstraint(
                name="notice_closed_has_reason",
                condition=~Q(openness="closed") | ~Q(openness_reason="") | Q(is_recorded=True),
                violation_error_message="不予公开的，请写明理由。",
            ),
        ]

    def __str__(self):
        return self.current.title if self.current else "（未成文的通知）"

    def get_absolute_url(self):
        return reverse("notices:detail", args=[self.pk])

    def in_audit(self, row):
        """Title and number of the edition in force, which is the last one once a notice ended; and why it ended."""
        said = "，".join(filter(None, [str(self), self.current.doc_number if self.current else ""]))
        reason = next((each.reason for each in self.endings.all() if row.act == self.ENDED_BY[each.kind]), "")
        return f"{said}。理由：{reason}" if reason else said

    @property
    def held_by(self):
        """The department that rights on it are held on."""
        return self.host

    def listed(self):
        """Bring what lists ask for in line with the host's region and the current edition, and save it."""
        within = Region.objects.select_related("parent__parent__parent").get(departments=self.host_id)
        self.province, self.city, self.county = within.codes()
        self.day = self.current.day if self.current else ""
        self.save(update_fields=["current", "day", "province", "city", "county"])

    @classmethod
    def in_public(cls, prefix=""):
        """Return the condition under which a notice has a public page; `prefix` leads to the notice."""
        return Q((f"{prefix}openness", cls.Openness.PUBLIC), (f"{prefix}current__isnull", False))

    @property
    def is_public(self):
        return self.openness == self.Openness.PUBLIC and self.current_id is not None

    @property
    def is_withdrawn(self):
        return self.ending == self.Ending.WITHDRAWN

    @property
    def end(self):
        """How it ended, in a sentence that is true on every day; nothing where it has not."""
        if not self.ending:
            return ""
        day = in_chinese(self.ended_on.isoformat())
        return f"本通知已于{day}撤销，自始无效。" if self.is_withdrawn else f"本通知自{day}起废止。"

    @property
    def end_mark(self):
        """The same in a few words, for lists: 已撤销, or 2026年10月1日起废止."""
        if not self.ending:
            return ""
        return "已撤销" if self.is_withdrawn else f"{in_chinese(self.ended_on.isoformat())}起废止"

    def holds_on(self, day):
        """Whether it is in force on `day`, a date."""
        return not self.ending or (not self.is_withdrawn and day < self.ended_on)

    @property
    def is_withdrawable(self):
        """Whether its end leaves room for a withdrawal: none is declared, or a repeal whose day is still to come."""
        return not self.ending or (not self.is_withdrawn and timezone.localdate() < self.ended_on)

    @property
    def changed_at(self):
        """When it last became another for its readers: taken in, issued, corrected, ended. Made with `current`."""
        return max(filter(None, (self.recorded_at, self.current.issued_at, self.ended_at)))

    @property
    def public_parent(self):
        return self.parent if self.parent and self.parent.is_public else None

    @property
    def public_ancestors(self):
        """Those that it descends from and that have a public page, the nearest first. Made for `for_comparison`."""
        found, notice = [], self.parent
        while notice:
            found += [notice] if notice.is_public else []
            notice = notice.parent
        return found

    @property
    def query_below(self):
        """The query string of the list of those that may descend from it: its campaign, within its region."""
        region = self.host.region
        place = (
            {COLUMNS[region.level]: region.code} if region.level in COLUMNS else {"level": Region.Level.PROVINCE.value}
        )
        if region.level == Region.Level.PREFECTURE:
            place = {"province": self.province, **place}
        return urlencode({"year": self.campaign.year, **place})

    @property
    def is_national(self):
        return self.host.region.level == Region.Level.NATION

    @property
    def reach(self):
        """For whom the notice is, in a word: 国家级, or the region's name."""
        return self.host.region.get_level_display() if self.is_national else self.host.region.name

    @property
    def short_title(self):
        """What people call it beside other notices: 全国通知, 浙江省通知."""
        return f"{self.host.region.name}通知"

    @property
    def host_name(self):
        """The host's name on the day of the notice."""
        return self.host.name_on(self.current.day)

    @property
    def issuer_line(self):
        """Who issued it, in printed order; the host where the text names nobody."""
        return "、".join(issuer.printed_name for issuer in self.current.issuers.all()) or self.host_name

    @property
    def issuers_in_brief(self):
        """Who issued it, for a row of a list: of more than two, the first and how many (某局等五部门)."""
        first, *others = [issuer.printed_name for issuer in self.current.issuers.all()] or [self.host_name]
        return f"{first}等{chinese(len(others) + 1)}部门" if len(others) > 1 else "、".join([first, *others])

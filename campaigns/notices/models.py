"""Notices, their numbered editions, the clauses of an edition, and how clauses descend from the parent's."""

import re
import uuid

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from campaigns.models import Campaign
from organizations.models import Department, Region
from organizations.partial_dates import PartialDateField, in_chinese, precision

PAUSE = re.compile(r"[，。；：,;:]+")
GIST_LENGTH = 16
STANDARD_OF_2012 = "2012-07"  # GB/T 9704-2012 is in force from 1 July 2012


class NoticeQuerySet(models.QuerySet):
    def public(self):
        """Notices with a public page: in force, and open without being asked for."""
        return self.filter(Notice.in_public())

    def of_year(self, year):
        return self.filter(campaign__year=year)

    def of_level(self, level):
        return self.filter(host__region__level=level)

    def count_by_level(self):
        """Return [(level, how many notices)], from the nation down."""
        counts = dict(self.order_by().values_list("host__region__level").annotate(Count("pk")))
        return [(level, counts[level]) for level in Region.Level if level in counts]

    def for_lists(self):
        """Everything that a row of a list shows, in a fixed number of queries."""
        rows = self.select_related("host__region", "host__line", "campaign", "current")
        return rows.prefetch_related("current__issuers", "host__names").newest_first()

    def for_page(self):
        """Everything that the head and the margin of a notice's page show."""
        rows = self.select_related("host__region", "host__line", "campaign", "current")
        rows = rows.select_related("parent__host__region", "parent__current", "parent__campaign")
        return rows.prefetch_related("current__issuers", "current__files", "host__names")

    def opening(self):
        """The first notice by date: it opens the campaign. An undated one comes after those that have a date."""
        tops = self.filter(parent=None).newest_first()
        return tops.exclude(current__dated_on="", current__printed_on="").last() or tops.last()

    def newest_first(self):
        """By date as far as it is known, the printing date where there is no other."""
        dated, printed = (NullIf(f"current__{field}", Value("")) for field in ("dated_on", "printed_on"))
        return self.order_by(Coalesce(dated, printed, Value("")).desc(), "-pk")


class Notice(models.Model):
    """通知: a document of one host department for one campaign; `parent` is the notice that it adapts.

    A recorded notice 收录 was issued elsewhere or earlier and is taken in as history, with its source.
    """

    class Openness(models.TextChoices):
        PUBLIC = "public", "主动公开"
        ON_REQUEST = "on-request", "依申请公开"
        CLOSED = "closed", "不予公开"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="notices", verbose_name="质量月活动")
    host = models.ForeignKey(Department, models.PROTECT, related_name="hosted_notices", verbose_name="主办（牵头）机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级通知"
    )
    current = models.OneToOneField(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现行版本"
    )
    openness = models.CharField("公开属性", max_length=10, choices=Openness, default=Openness.PUBLIC)
    is_recorded = models.BooleanField("收录", default=False)
    source_digest = models.CharField("原件 SHA-256", max_length=64, blank=True, editable=False)
    source_headline = models.CharField("原网页标题", max_length=300, blank=True)
    source_published = models.CharField("原网页发布时间", max_length=20, blank=True)
    dropped = models.JSONField("未列入正文的文字", default=list, editable=False)
    source_origin = models.CharField("信息来源", max_length=200, blank=True)
    recorded_at = models.DateTimeField("收录时间", auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
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
        ]

    def __str__(self):
        return self.current.title if self.current else "（未成文的通知）"

    def get_absolute_url(self):
        return reverse("notices:detail", args=[self.pk])

    @classmethod
    def in_public(cls, prefix=""):
        """Return the condition under which a notice has a public page; `prefix` leads to the notice."""
        return Q((f"{prefix}openness", cls.Openness.PUBLIC), (f"{prefix}current__isnull", False))

    @property
    def is_public(self):
        return self.openness == self.Openness.PUBLIC and self.current_id is not None

    @property
    def public_parent(self):
        return self.parent if self.parent and self.parent.is_public else None

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


class EditionQuerySet(models.QuerySet):
    def recorded(self):
        return self.filter(notice__is_recorded=True)

    def unprinted(self):
        """Recorded editions of which a file is still owed: one from before the standard of 2012 has a PDF more."""
        known = Coalesce(NullIf("dated_on", Value("")), NullIf("printed_on", Value("")), Value(STANDARD_OF_2012))
        wanted = Case(When(known__lt=STANDARD_OF_2012, then=3), default=2)
        counted = self.recorded().alias(made=Count("files"), known=known)
        return counted.alias(wanted=wanted).filter(made__lt=F("wanted"))


class Edition(models.Model):
    """版本: one numbered text of a notice, all of it as printed. No page changes an issued one."""

    class Layout(models.TextChoices):
        """The names are those of campaigns.documents."""

        Y2012 = "2012", "2012年版式"
        Y1999 = "1999", "1999年版式"
        LETTER = "letter", "信函格式"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="editions", verbose_name="通知")
    number = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("标题", max_length=300)
    masthead = models.TextField("原件红头", blank=True, help_text="一行一条。")
    urgency = models.CharField("紧急程度", max_length=10, blank=True)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    addressees = models.TextField("主送机关", blank=True)
    theme = models.TextField("活动主题", blank=True)
    dated_text = models.CharField("成文日期（原文）", max_length=40, blank=True)
    dated_on = PartialDateField("成文日期")
    is_signed = models.BooleanField("原文有署名", default=False)
    keywords = models.TextField("主题词", blank=True)
    cc = models.TextField("抄送", blank=True)
    internal_label = models.CharField("分送标签", max_length=10, blank=True, help_text="如：本局。")
    internal_distribution = models.TextField("本机关分送", blank=True)
    print_office = models.TextField("印发机关", blank=True)
    printed_text = models.CharField("印发日期（原文）", max_length=40, blank=True)
    printed_on = PartialDateField("印发日期")
    annotations = models.TextField("附注", blank=True, help_text="一行一条。")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "number"], name="edition_number_once", violation_error_message="这一版次已有。"
            ),
        ]

    def __str__(self):
        return f"{self.title}（第{self.number}版）"

    @property
    def day(self):
        """The date as an ISO text, as precise as it is known; the printing date where there is no other."""
        return self.dated_on or self.printed_on

    @property
    def dated(self):
        """The day as people write it."""
        return in_chinese(self.day) if self.day else ""

    @property
    def precision_note(self):
        """What a reader should know about the date, or nothing."""
        if not self.dated_on:
            return "原文未载成文日期，以印发日期为准" if self.printed_on else ""
        if not self.dated_text:
            return "原文未载成文日期，由收录人据其他资料填写"
        return {"year": "原文只写到年", "month": "原文只写到月"}.get(precision(self.dated_on), "")

    @property
    def printed(self):
        """When it was printed, as the 版记 says it, or nothing."""
        text = self.printed_text or (in_chinese(self.printed_on) if self.printed_on else "")
        return f"{text.removesuffix('印发')}印发" if text else ""

    @property
    def distributed(self):
        """The line of the 版记 on copies within the organ, by the label that it bears there (本局, 本部, 本委 …)."""
        return f"{self.internal_label or '本机关'}：{self.internal_distribution}" if self.internal_distribution else ""

    @property
    def signatories(self):
        """The organs as they sign under the text. Organs that stand elsewhere in it are not made to sign."""
        return [issuer.printed_name for issuer in self.issuers.all()] if self.is_signed else []

    @property
    def has_imprint(self):
        """Whether there is anything for the 版记 at the end."""
        return any((self.keywords, self.cc, self.internal_distribution, self.print_office, self.printed))

    @property
    def notes(self):
        return self.annotations.splitlines()

    @property
    def layout(self):
        """The layout of its time."""
        return self.Layout.Y1999 if self.day and self.day < STANDARD_OF_2012 else self.Layout.Y2012

    @property
    def files_wanted(self):
        """Return [(format, layout)]: its own layout to read and to edit, and that of today."""
        own = self.layout
        return list(dict.fromkeys([("pdf", own), ("docx", own), ("pdf", self.Layout.Y2012)]))

    @property
    def files_made(self):
        """Return {(format, layout): EditionFile}, the main one first."""
        made = {(file.format, file.layout): file for file in self.files.all()}
        return {wanted: made[wanted] for wanted in self.files_wanted if wanted in made}

    @property
    def files_owed(self):
        made = self.files_made
        return [wanted for wanted in self.files_wanted if wanted not in made]


class Issuer(models.Model):
    """联署机关: one organ of an edition, in printed order and by its printed name."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="issuers", verbose_name="版本")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="issued_editions", verbose_name="部门"
    )
    printed_name = models.CharField("印刷名称", max_length=100)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta:
        verbose_name = verbose_name_plural = "发文机关"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="issuer_position_once", violation_error_message="顺序重复。"
            ),
        ]

    def __str__(self):
        return self.printed_name


class ClauseQuerySet(models.QuerySet):
    def with_lineage(self):
        """Each clause with its relations to the parent notice's clauses."""
        return self.prefetch_related(models.Prefetch("lineage", Lineage.objects.select_related("parent")))

    def slogans(self):
        return self.filter(kind=Clause.Kind.SLOGAN).select_related("parent")


class Clause(models.Model):
    """条款: an addressable piece of an edition. Its uid survives editions.

    `path` is how people cite it (三（四）); `anchor` is the same for addresses (s3-4). Pieces that no one
    cites by number (a plain paragraph, a slogan) have neither. Order in the document is `position`.
    """

    class Kind(models.TextChoices):
        PREAMBLE = "preamble", "导语"
        SECTION = "section", "一级标题"
        CLAUSE = "clause", "条款"
        ITEM = "item", "分项"
        PARAGRAPH = "paragraph", "段落"
        SLOGAN = "slogan", "口号"
        CLOSING = "closing", "结语"
        ATTACHMENT = "attachment", "附件"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="clauses", verbose_name="版本")
    uid = models.UUIDField("条款标识", default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上位条款"
    )
    position = models.PositiveIntegerField("顺序")
    kind = models.CharField("类别", max_length=10, choices=Kind)
    marker = models.CharField("序号", max_length=20, blank=True)
    heading = models.TextField("标题", blank=True)
    text = models.TextField("正文", blank=True)
    listed = models.TextField("附件说明中的名称", blank=True)
    listed_marker = models.CharField("附件说明中的序号", max_length=40, blank=True)
    path = models.CharField("引用名", max_length=200, blank=True)
    anchor = models.CharField("锚点", max_length=200, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "条款"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="clause_position_once", violation_error_message="顺序重复。"
            ),
            models.UniqueConstraint(
                fields=["edition", "uid"], name="clause_uid_once", violation_error_message="条款标识重复。"
            ),
            models.UniqueConstraint(
                fields=["edition", "anchor"],
                condition=~Q(anchor=""),
                name="clause_anchor_once",
                violation_error_message="锚点重复。",
            ),
        ]

    def __str__(self):
        return self.path or self.get_kind_display()

    @property
    def is_theme(self):
        return self.kind == self.Kind.PARAGRAPH and self.text == self.edition.theme

    @property
    def is_heading(self):
        """Whether it stands on a line of its own, without text."""
        return bool(self.heading) and not self.text

    @property
    def gist(self):
        """Return a few words for the table of contents: the heading, or where the text gets to the matter."""
        phrases = [phrase for phrase in PAUSE.split(self.text) if phrase]
        telling = [phrase for phrase in phrases if not phrase[0].isdigit()]
        words = self.heading.rstrip("。：:；;") or (telling or phrases or [""])[0]
        is_whole = len(words) <= GIST_LENGTH and words.count("“") == words.count("”")
        return words if is_whole else f"{words[:GIST_LENGTH]}…"

    @property
    def fragment(self):
        """What an address needs to point here, or nothing."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def halves(self):
        """The parts of a slogan."""
        return self.text.split(" ")


class LineageQuerySet(models.QuerySet):
    def tally(self):
        """Return {edition id: [(relation, how many of our clauses; for an omission, of the parent's)]}."""
        counts = self.values_list("edition", "relation").annotate(ours=Count("clause", distinct=True), rows=Count("pk"))
        found = {(edition, relation): ours or rows for edition, relation, ours, rows in counts.order_by()}
        return {
            edition: [(kind, found[edition, kind]) for kind in Lineage.Relation if (edition, kind) in found]
            for edition, _ in found
        }

    def unconfirmed(self):
        return self.filter(confirmed=False)

    def omissions(self):
        return self.filter(relation=Lineage.Relation.OMITTED)


def with_tallies(notices):
    """Return the notices as a list, each with `tally`: what it did with its parent's clauses."""
    notices = list(notices)
    tallies = Lineage.objects.filter(edition__in=[notice.current_id for notice in notices]).tally()
    for notice in notices:
        notice.tally = tallies.get(notice.current_id)
    return notices


class Lineage(models.Model):
    """沿革: how one clause of an edition relates to the parent notice's clauses.

    A merged clause has one row per parent clause. An omission has no clause of ours and gives a reason.
    """

    class Relation(models.TextChoices):
        KEPT = "kept", "照录"
        ADAPTED = "adapted", "调整"
        MERGED = "merged", "合并"
        MOVED = "moved", "移位"
        NEW = "new", "新增"
        OMITTED = "omitted", "不适用"

    UNSTATED = "原文未说明"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lineage", verbose_name="版本")
    clause = models.ForeignKey(
        Clause, models.CASCADE, null=True, blank=True, related_name="lineage", verbose_name="条款"
    )
    parent = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="descent", verbose_name="上级条款"
    )
    relation = models.CharField("关系", max_length=8, choices=Relation)
    score = models.FloatField("相似度", default=0)
    reason = models.CharField("理由", max_length=200, blank=True)
    confirmed = models.BooleanField("已核定", default=False)

    objects = LineageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "沿革"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="lineage_sides_fit_relation",
                condition=Q(relation="new", clause__isnull=False, parent=None)
                | Q(relation="omitted", clause=None, parent__isnull=False)
                | (~Q(relation__in=["new", "omitted"]) & Q(clause__isnull=False, parent__isnull=False)),
                violation_error_message="新增条款没有上级条款，不适用的条款没有本级条款，其他关系两者都要有。",
            ),
            models.CheckConstraint(
                name="lineage_omission_has_reason",
                condition=~Q(relation="omitted") | ~Q(reason=""),
                violation_error_message="列为不适用的条款，请写明理由。",
            ),
            models.UniqueConstraint(
                fields=["edition", "clause", "parent"],
                name="lineage_pair_once",
                violation_error_message="这两个条款的关系已经登记。",
            ),
            models.UniqueConstraint(
                fields=["clause"],
                condition=Q(relation="new"),
                name="lineage_new_once",
                violation_error_message="这一条款已列为新增。",
            ),
            models.UniqueConstraint(
                fields=["edition", "parent"],
                condition=Q(relation="omitted"),
                name="lineage_omitted_once",
                violation_error_message="这一上级条款已列为不适用。",
            ),
        ]

    def __str__(self):
        return self.get_relation_display()


class EditionFile(models.Model):
    """A file made once from an edition and never again: later look-ups serve these bytes."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files", verbose_name="版本")
    format = models.CharField("格式", max_length=4, choices=Format)
    layout = models.CharField("版式", max_length=6, choices=Edition.Layout, db_default=Edition.Layout.Y2012)
    content = models.FileField("文件", upload_to="editions")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("字节数")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "版本文件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "format", "layout"],
                name="edition_file_once",
                violation_error_message="文件已经生成。",
            ),
        ]

    def __str__(self):
        return f"{self.edition}.{self.format}"

    def get_absolute_url(self):
        return reverse("notices:file", args=[self.edition.notice_id, self.layout, self.format])

    @property
    def label(self):
        """What it is called on a page: PDF or Word, or PDF（2012年版式） where it is not the edition's own layout."""
        own = self.layout == self.edition.layout
        return self.get_format_display() if own else f"{self.get_format_display()}（{self.get_layout_display()}）"

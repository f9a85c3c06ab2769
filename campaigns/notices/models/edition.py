"""版本: a numbered text of a notice, who signs it, and the files that it is to have."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone

from organizations import access
from organizations.access import Right
from organizations.models import Department, User
from organizations.models.acted import LONGEST
from organizations.named import named
from organizations.partial_dates import PartialDateField, in_chinese, precision

from ..clipping import clipped
from .frozen import FROZEN, Frozen, TextRow, refuse_frozen
from .layout import STANDARD_OF_2012, Layout, layout_on
from .notice import Notice

SHORT = 24  # characters of a title by which the desk knows a draft from another


class EditionQuerySet(models.QuerySet):
    def recorded(self):
        return self.filter(notice__is_recorded=True)

    def upto(self, current):
        """The editions up to the one in force, the newest first: what comes after it is a draft."""
        return self.kept().filter(number__lte=current.number).order_by("-number")

    def before(self, current):
        """The editions that the one in force has replaced."""
        return self.kept().filter(number__lt=current.number)

    def visible_to(self, actor):
        """Drafts and issued texts that an acting.Actor sees at her desk: her department's, and those that it is asked to sign."""
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        asked = Q(issuers__department=actor.department.pk, state__in=Edition.SHOWN_TO_CO_ISSUERS)
        seen = self.filter(Q(notice__host=actor.department.pk) | asked)
        return self.filter(pk__in=seen.values("pk"))

    def sent_by(self, actor):
        """Issued texts of which an acting.Actor sees how they were received: those that her department issued, alone or
        with others, and those of whom it oversees.
        """
        if Right.VIEW not in actor.rights or actor.department is None:
            return self.none()
        here, issued = actor.department.pk, self.filter(state=Edition.State.ISSUED)
        hosts = Q(notice__host=here) | Q(notice__host__in=access.overseen(actor).values("pk"))
        return issued.filter(pk__in=issued.filter(hosts | Q(issuers__department=here)).values("pk"))

    def for_desk(self):
        """Everything that the page of an edition on its way asks of it before its own parts."""
        rows = self.select_related(
            "notice__host__region", "notice__host__line", "notice__campaign", "notice__current", "begun_by", "begun_for"
        )
        rows = rows.select_related("notice__parent__host__region", "answers__notice__host__region")
        return rows.prefetch_related("notice__host__names", "issuers")

    def kept(self):
        return self.exclude(state=Edition.State.DISCARDED)

    def in_hand(self):
        """Editions on their way: neither issued nor discarded."""
        return self.exclude(state__in=[Edition.State.ISSUED, Edition.State.DISCARDED])

    def update(self, **facts):
        """Refuse to change anything of a signed edition but how far it is."""
        if set(facts) - Edition.MOVING and self.filter(state__in=FROZEN).exists():
            raise Frozen("The text of an issued edition is never changed (Edition).")
        if "state" in facts and self.filter(state__in=FROZEN).exclude(state__in=_before(facts["state"])).exists():
            raise Frozen("What is signed is never a draft again, and what is issued never waits again.")
        return super().update(**facts)

    def delete(self):
        if self.filter(state__in=FROZEN).exists():
            raise Frozen("An issued edition is never deleted.")
        return super().delete()

    def standing(self):
        """Those whose text is final: signed, issued, or recorded."""
        return self.filter(Q(state__in=FROZEN) | Q(notice__is_recorded=True))

    def unproven(self):
        """Those that await their signature and were not set as they are now."""
        return self.filter(state=Edition.State.READY).exclude(proof__version=F("version"))

    def unprinted(self):
        """Signed and issued editions of which a file is still owed: one from before the standard of 2012 has a PDF more."""
        known = Coalesce(NullIf("dated_on", Value("")), NullIf("printed_on", Value("")), Value(STANDARD_OF_2012))
        two, three = (self._with_files(number) for number in (2, 3))
        lacks = ~Q(pk__in=two) | Q(known__lt=STANDARD_OF_2012) & ~Q(pk__in=three)
        return self.standing().alias(known=known).filter(lacks)

    def _with_files(self, number):
        """Return the keys of the editions that have so many files: counted alone, it costs half."""
        files = self.model._meta.get_field("files").related_model.objects.order_by().values("edition")
        return files.annotate(made=Count("pk")).filter(made__gte=number).values("edition")


REPLACED = "已被替代"
NOT_OF_2012 = ("keywords", "distributed")
NOT_OF_A_LETTER = ("print_office", "printed")


def _before(state):
    """The states of a frozen text from which it may come to be in `state`."""
    return FROZEN[: FROZEN.index(state) + 1] if state in FROZEN else ()


class Edition(models.Model):
    """版本: one numbered text of a notice, all of it as printed, on its way from draft to issue.

    From 签发 on (signed) its text never changes; a correction is another edition.
    """

    AUDIT_NEEDS = ("moves",)
    AT_ONCE = timedelta(seconds=5)  # a move and its row in the audit are written in one transaction

    class State(models.TextChoices):
        DRAFT = "draft", "起草"
        REVIEW = "review", "送审"
        COUNTERSIGNING = "countersigning", "会签"
        READY = "ready", "待签发"
        SIGNED = "signed", "已签发"
        ISSUED = "issued", "已印发"
        DISCARDED = "discarded", "已废弃"

    Layout = Layout
    WRITABLE = (State.DRAFT, State.REVIEW, State.COUNTERSIGNING, State.READY)
    SHOWN_TO_CO_ISSUERS = (State.COUNTERSIGNING, State.READY, State.SIGNED, State.ISSUED)
    MOVING = frozenset({"state", "issue_at", "issued_at"})  # what still moves once the text is frozen

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
    is_signed = models.BooleanField("文末署名", default=False)
    keywords = models.TextField("主题词", blank=True)
    cc = models.TextField("抄送", blank=True)
    internal_label = models.CharField("分送标签", max_length=10, blank=True, help_text="如：本局。")
    internal_distribution = models.TextField("本机关分送", blank=True)
    print_office = models.TextField("印发机关", blank=True)
    printed_text = models.CharField("印发日期（原文）", max_length=40, blank=True)
    printed_on = PartialDateField("印发日期")
    annotations = models.TextField("附注", blank=True, help_text="一行一条。")
    # Notice.openness is that of the edition in force: what a draft says here changes nothing before it is issued.
    openness = models.CharField(
        "公开属性",
        max_length=10,
        choices=Notice.Openness,
        default=Notice.Openness.PUBLIC,
        db_default=Notice.Openness.PUBLIC,
    )
    openness_reason = models.CharField("不予公开的理由", max_length=200, blank=True, db_default="")
    digest = models.CharField("内容 SHA-256", max_length=64, blank=True, editable=False, db_default="")
    # From here on: how it comes to be issued. A recorded edition is issued from the beginning.
    # In the database's eyes issued: so are the editions from before there were drafts.
    state = models.CharField(
        "状态", max_length=16, choices=State, default=State.DRAFT, db_default=State.ISSUED, db_index=True
    )
    set_as = models.CharField("版式", max_length=6, choices=Layout, blank=True, db_default="")
    has_seals = models.BooleanField("加盖印章", default=False, db_default=False)
    change_note = models.CharField("更正说明", max_length=500, blank=True, db_default="")
    is_ordered = models.BooleanField("依次会签", default=False, db_default=False)
    version = models.PositiveIntegerField("改动次数", default=0, db_default=0, editable=False)
    text_hash = models.CharField("文本 SHA-256", max_length=64, blank=True, editable=False, db_default="")
    begun_at = models.DateTimeField("起草时间", null=True, editable=False)  # none where it was issued elsewhere
    begun_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, db_index=False, related_name="+", verbose_name="起草发起人"
    )
    begun_for = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, db_index=False, related_name="+", verbose_name="起草委托人"
    )
    begun_by_name = models.CharField(
        "起草发起人姓名", max_length=LONGEST, blank=True, editable=False, default="", db_default=""
    )
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="签发人"
    )
    signed_for = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="委托人"
    )
    signed_as = models.CharField(
        "签发人姓名", max_length=LONGEST, blank=True, editable=False, default="", db_default=""
    )
    signed_at = models.DateTimeField("签发时间", null=True, editable=False)
    exception_reason = models.CharField("自签理由", max_length=300, blank=True, editable=False, db_default="")
    exception_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="自签人"
    )
    exception_for = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="自签委托人"
    )
    exception_as = models.CharField(
        "自签人姓名", max_length=LONGEST, blank=True, editable=False, default="", db_default=""
    )
    exception_hash = models.CharField(  # of the text that the exception was asked for: it holds for no other
        "自签文本 SHA-256", max_length=64, blank=True, editable=False, db_default=""
    )
    asked_hash = models.CharField(  # of the text that the co-issuers were last asked to sign: they sign no other
        "提请会签的文本 SHA-256", max_length=64, blank=True, editable=False, db_default=""
    )
    # How it stands to the notice above it, and to those below.
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="answered_by", verbose_name="所贯彻的上级版本"
    )
    declined = models.JSONField(
        "不采用的替换", default=list, db_default=[], editable=False
    )  # see deriving/proposing.py
    locks_theme = models.BooleanField("锁定主题", default=False, db_default=False)
    adapt_by = models.DateField("贯彻期限", null=True, blank=True)  # by when those below owe a notice of their own
    countersign_by = models.DateField("会签期限", null=True, editable=False)  # none where no day was set
    issue_at = models.DateTimeField("定时印发", null=True, blank=True)
    issued_at = models.DateTimeField("印发时间", null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版本"
        ordering = ["number"]
        indexes = [
            models.Index(F("issued_at").desc(), condition=Q(issued_at__isnull=False), name="edition_by_issue"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "number"],
                condition=~Q(state="discarded"),
                name="edition_number_once",
                violation_error_message="这一版次已有。",
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=~Q(state__in=["issued", "discarded"]),
                name="edition_one_in_hand",
                violation_error_message="这份通知已有一个版本正在办理。",
            ),
        ]
        base_manager_name = "objects"

    def __str__(self):
        return f"{self.title}（第{self.number}版）"

    def save(self, *args, **kwargs):
        written = set(kwargs.get("update_fields") or {"everything"})
        if self.pk and (written - self.MOVING or ("state" in written and self.state not in FROZEN)):
            refuse_frozen(self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        if self.pk == self.notice.current_id:
            return self.notice.get_absolute_url()
        return reverse("notices:edition", args=[self.notice_id, self.number])

    def delete(self, *args, **kwargs):
        refuse_frozen(self.pk)
        return super().delete(*args, **kwargs)

    def in_audit(self, row):
        """Its title and which edition it is, its number once it had one, and for a move the reason that was given."""
        found = (each for each in self.moves.all() if (each.old, each.new) == (row.before, row.after))
        reason = next((each.reason for each in found if abs(each.at - row.at) < self.AT_ONCE), "")
        is_numbered = self.signed_at is None or row.at >= self.signed_at
        named = f"{self.title or '未命名的通知'}（第{self.number}版）"
        said = "，".join(filter(None, [named, self.doc_number if is_numbered else ""]))
        return f"{said}。理由：{reason}" if reason else said

    @property
    def is_frozen(self):
        """Whether its text never changes any more."""
        return self.state in FROZEN

    @property
    def is_writable(self):
        return self.state in self.WRITABLE

    @property
    def is_being_changed(self):
        """Whether its co-issuers were asked to sign another text than it has by now: until they are asked anew, nobody signs.

        Whom a release asked that did not keep for what, it asked for what is there: they are not held back.
        """
        return self.state == self.State.COUNTERSIGNING and self.asked_hash not in ("", self.text_hash)

    @property
    def is_overdue(self):
        """Whether its co-issuers were asked to sign until a day that is over."""
        is_out = self.state == self.State.COUNTERSIGNING and self.countersign_by is not None
        return is_out and self.countersign_by < timezone.localdate()

    @property
    def lacks_reason(self):
        """Whether it is not to be public and nobody says why."""
        return self.openness == Notice.Openness.CLOSED and not self.openness_reason.strip()

    @property
    def held_by(self):
        """The department that rights on it are held on."""
        return self.notice.host

    @property
    def is_own_exception(self):
        """Whether somebody asks to sign, or signed, what she wrote herself: it is for the text as it stands."""
        return bool(self.exception_by_id) and self.exception_hash == self.text_hash

    @property
    def said_state(self):
        """Its state as people read it: what was withdrawn or replaced is not told of as issued."""
        if self.state == self.State.ISSUED and self.notice.is_withdrawn:
            return self.notice.end_mark
        return REPLACED if self.is_replaced else self.get_state_display()

    @property
    def is_replaced(self):
        """Whether it was issued, and another edition is in force since."""
        return self.state == self.State.ISSUED and self.notice.current_id not in (None, self.pk)

    @property
    def corrects(self):
        """The edition in force that this one is to replace; None where it is the first, or is itself in force or was."""
        now = self.notice.current if self.number > 1 else None
        return now if now and now.number < self.number else None

    @property
    def ordinal(self):
        """（第2版） behind its title; nothing where it is the first."""
        return f"（第{self.number}版）" if self.number > 1 else ""

    @property
    def correction(self):
        """更正国市监质〔2026〕3号, as others are asked to deal with it; nothing where it corrects nothing."""
        old = self.corrects
        return f"更正{old.doc_number or f'第{old.number}版'}" if old else ""

    @property
    def end_marks(self):
        """What a list says beside an issued text that is not, or soon will not be, in force: 已被替代; 已撤销."""
        if self.state != self.State.ISSUED:
            return []
        return list(filter(None, [REPLACED if self.is_replaced else "", self.notice.end_mark]))

    @property
    def desk_name(self):
        """What the desk calls it: by its number once it has one, which people ask for, else by its title, cut short."""
        return self.doc_number or f"{clipped(self.title, SHORT)}{f'，第{self.number}版' if self.number > 1 else ''}"

    @property
    def signer_name(self):
        """张三, 张三代李四; nothing where it was issued elsewhere or is not signed."""
        return self.signed_as or named(self.signed_by, self.signed_for, nobody="")

    @property
    def beginner_name(self):
        """Who began this edition, 张三代李四; nothing where it was issued elsewhere, or begun before that was kept."""
        return self.begun_by_name or named(self.begun_by, self.begun_for, nobody="")

    @property
    def exception_name(self):
        """Who asks to sign, or signed, what she wrote herself."""
        return self.exception_as or named(self.exception_by, self.exception_for, nobody="")

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
    def end_matter(self):
        """Return {part of the 版记: its words} as its layout prints them; a recorded text is shown with all that it bore.

        The standard of 2012 knows neither 主题词 nor copies within the organ, a letter nobody who had it printed.
        """
        parts = {"keywords": self.keywords, "cc": self.cc, "distributed": self.distributed}
        parts |= {"print_office": self.print_office, "printed": self.printed}
        if not self.notice.is_recorded:
            unprinted = {Layout.Y1999: (), Layout.Y2012: NOT_OF_2012, Layout.LETTER: (*NOT_OF_2012, *NOT_OF_A_LETTER)}
            parts |= dict.fromkeys(unprinted[self.layout], "")
        return {name: words for name, words in parts.items() if words}

    @property
    def notes(self):
        return self.annotations.splitlines()

    @property
    def layout(self):
        """The layout that was chosen, else that of its time."""
        return Layout(self.set_as) if self.set_as else layout_on(self.day)

    @property
    def files_wanted(self):
        """Return [(format, layout)]: its own layout to read and to edit, and that of today."""
        own = self.layout
        more = [("pdf", Layout.Y2012)] if own == Layout.Y1999 else []
        return [("pdf", own), ("docx", own), *more]

    @property
    def files_made(self):
        """Return {(format, layout): EditionFile}, the main one first."""
        made = {(file.format, file.layout): file for file in self.files.all()}
        return {wanted: made[wanted] for wanted in self.files_wanted if wanted in made}

    @property
    def files_owed(self):
        made = self.files_made
        return [wanted for wanted in self.files_wanted if wanted not in made]


class Issuer(TextRow):
    """联署机关: one organ of an edition, in printed order and by its printed name."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="issuers", verbose_name="版本")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="issued_editions", verbose_name="部门"
    )
    printed_name = models.CharField("印刷名称", max_length=100)
    position = models.PositiveSmallIntegerField("顺序")

    class Meta(TextRow.Meta):
        verbose_name = verbose_name_plural = "发文机关"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="issuer_position_once", violation_error_message="顺序重复。"
            ),
        ]

    def __str__(self):
        return self.printed_name

"""条款: an addressable piece of an edition."""

import re
import uuid

from django.db import models
from django.db.models import Q

from organizations.models import User
from organizations.named import named

from ..clipping import is_whole
from .edition import Edition
from .frozen import TextQuerySet, TextRow

PAUSE = re.compile(r"[，。；：,;:]+(?![^“”]*”)")  # none within quotes
GIST_LENGTH = 20
# Where a long heading can be cut and still be read: before a pause, a quote or a title.
STOP = re.compile(r"(?<=.{8})[、，；：,;:“《（]")
# The parts of a path, and how each is said.
PATH = re.compile(
    r"(?P<annex>附件[^一-十（]*)|(?P<section>[一二三四五六七八九十百零〇]+)|(?P<clause>（[^）]*）)|(?P<item>[^（）]+)"
)
UNITS = {"annex": "{}", "section": "第{}部分", "clause": "第{}条", "item": "第{}项"}


class ClauseQuerySet(TextQuerySet):
    def for_reading(self):
        """With what a reader of the text sees of each: the file that an attachment is."""
        return self.select_related("file")

    def slogans(self):
        return self.filter(kind=Clause.Kind.SLOGAN).select_related("parent")


class Clause(TextRow):
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
        TABLE = "table", "表格"

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
    # {"header": [text], "rows": [[text]], "is_landscape": bool} of a table, which stands only in an attachment.
    table = models.JSONField("表格", null=True, blank=True)
    version = models.PositiveIntegerField("改动次数", default=0, db_default=0, editable=False)
    joined = models.JSONField("并入的条款标识", null=True, blank=True, editable=False)  # uids of those it has taken in
    saved_at = models.DateTimeField("保存时间", null=True, editable=False)
    saved_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name="保存人"
    )
    saved_for = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", db_index=False, verbose_name="委托人"
    )

    objects = ClauseQuerySet.as_manager()

    class Meta(TextRow.Meta):
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
    def place(self):
        """Where it stands, for a sentence: 三（一）; of what bears no number its kind and its first words."""
        return self.path or f"{self.get_kind_display()}“{self.gist}”"

    @property
    def saver_name(self):
        """Who saved its text last: 张三, 张三代李四; nothing where nobody has since it was made."""
        return named(self.saved_by, self.saved_for, nobody="")

    @property
    def is_theme(self):
        return self.kind == self.Kind.PARAGRAPH and self.text == self.edition.theme

    @property
    def is_heading(self):
        """Whether it stands on a line of its own, without text."""
        return bool(self.heading) and not self.text

    @property
    def gist(self):
        """Return a few words for the table of contents: the heading, or where the text gets to the matter.

        It is cut between phrases, and left whole where it has none: nothing says where a word ends.
        """
        phrases = [phrase for phrase in PAUSE.split(self.text) if phrase]
        telling = [phrase for phrase in phrases if not phrase[0].isdigit()]
        words = self.heading.rstrip("。：:；;") or (telling or phrases or [""])[0]
        if len(words) <= GIST_LENGTH:
            return words
        stops = [at for found in STOP.finditer(words, 0, GIST_LENGTH + 1) if is_whole(words[: (at := found.start())])]
        return f"{words[: stops[-1]]}…" if stops else words

    @property
    def cited(self):
        """The clause as people say it: 三（四） is 第三部分第（四）条, 附件1二 is 附件1第二部分."""
        return "".join(UNITS[kind].format(each[kind]) for each in PATH.finditer(self.path) for kind in [each.lastgroup])

    @property
    def fragment(self):
        """What an address needs to point here, or nothing."""
        return f"#{self.anchor}" if self.anchor else ""

    @property
    def halves(self):
        """The parts of a slogan."""
        return self.text.split(" ")

"""How much a draft holds: so many attachments, and so many bytes of files; asked of what is added and of what comes back."""

from django.db.models import Sum

from ..models import AttachmentFile
from . import attached_files
from .tree import CannotArrange, Kind

MOST = 50  # attachments of one draft
TOO_LARGE = f"一份通知的附件文件合计不能超过 {attached_files.MOST_IN_ALL // 1024 // 1024} MB。"


def refuse_too_many(tree):
    """Raise CannotArrange where a tree holds more attachments than a draft may."""
    if sum(node.kind == Kind.ATTACHMENT for node in tree.root.children) > MOST:
        raise CannotArrange(f"附件最多{MOST}个。")


def has_room(edition, more=0, instead_of=None):
    """Whether the files of a draft, with so many bytes more instead of those of one clause, are no more than it may hold."""
    others = AttachmentFile.objects.filter(clause__edition=edition).exclude(clause=instead_of)
    return (others.aggregate(size=Sum("size"))["size"] or 0) + more <= attached_files.MOST_IN_ALL

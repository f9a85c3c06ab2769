"""What stands in the way of a signature, whoever signs: each with the address where it is dealt with."""

from dataclasses import dataclass

from django.urls import reverse

from .. import proofs
from ..drafting.checks import before_review
from ..rounds.marks import missing
from . import gatekeeping
from .texts import passages


@dataclass(frozen=True)
class Obstacle:
    """Why an edition cannot be signed, and the address where that is dealt with.

    is_of_text: by whoever writes it. passes: by nobody, it is over in a moment.
    """

    words: str
    address: str = ""
    is_of_text: bool = False
    passes: bool = False


def obstacles(edition, texts=None):
    """Return the Obstacles that an edition in the state 待签发 still has, whoever signs. Few queries.

    texts: what stands in its files, where they are read already: attached.texts_of.
    """
    words = passages(edition, texts)
    found = (
        _of_campaign(edition),
        _of_text(edition, words),
        _of_marks(edition),
        _of_gate(edition, words),
        _of_print(edition),
    )
    return [each for some in found for each in some]


def _of_campaign(edition):
    notice = edition.notice
    if edition.number == 1 and not notice.campaign.is_open:  # a correction may come when the campaign is over
        yield Obstacle(f"{notice.campaign}没有启动或已经结束，不能签发通知。")
    if notice.ending:
        yield Obstacle(notice.end)


def _of_text(edition, words):
    """What a text must have before it is sent for review, it must have when it is signed."""
    for sentence, address in before_review(edition):
        yield Obstacle(sentence, address, is_of_text=True)
    if found := gatekeeping.marking(words):
        draft = reverse("drafting:detail", args=[edition.pk])
        yield Obstacle(f"文中有“{found}”标志。本系统不处理涉密文件，不能签发，请按保密规定办理。", draft)


def _of_marks(edition):
    if absent := missing(edition):
        names = "、".join(issuer.printed_name for issuer in absent)
        yield Obstacle(f"{names}还没有会签现在的文本。", reverse("drafting:detail", args=[edition.pk]))


def _of_gate(edition, words):
    if found := gatekeeping.unsettled(edition, words):
        yield Obstacle(f"公开前核对还有{len(found)}处没有确认。", reverse("issuing:gate", args=[edition.pk]))


def _of_print(edition):
    """What no press can print is not signed: it could neither become public nor be taken back."""
    made = proofs.of(edition)
    if made is None and proofs.has_failed(edition):
        yield Obstacle("清样没有排成，请联系系统管理员在“任务”中查看原因后重试。")
    elif made is None:
        yield Obstacle("正在按印发的样式试排清样，一般只需几秒，请稍后刷新本页。", passes=True)
    elif made.error:
        draft = reverse("drafting:detail", args=[edition.pk])
        yield Obstacle(f"清样排不出来：{made.error}", draft, is_of_text=True)


def refusal_of_seals(edition):
    """Return why an edition cannot bear seals, in a sentence; "" where it can."""
    if names := missing_seals(edition):
        return f"{'、'.join(names)}还没有印章图片，不能加盖印章。请由系统管理员在管理后台的“部门”中上传，或者不加盖。"
    made = proofs.of(edition)
    return f"不能加盖印章：{made.error_with_seals}" if made and made.error_with_seals else ""


def missing_seals(edition):
    """Return the printed names of the issuers whose seal nobody has uploaded."""
    return [each.printed_name for each in edition.issuers.select_related("department") if not _seal_of(each)]


def _seal_of(issuer):
    return issuer.department and issuer.department.seal

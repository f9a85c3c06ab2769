"""Small texts that the standard gives a fixed form, the same in every format of a document."""

import re

ATTACHMENT = re.compile(r"附\s*件\s*(\d*)\s*[：:]?")
LISTING = re.compile(r"附\s*件\s*[：:]\s*")


def attachment_label(label):
    """Return the label on the page of an attachment, 附件 or 附件1, without a colon (GB/T 9704-2012 §7.3.7)."""
    match = ATTACHMENT.fullmatch(label.strip())
    return f"附件{match.group(1)}" if match else label


def listing_marker(marker):
    """Return what stands before a name in the 附件说明 without 附件：, which its first line has by itself (§7.3.4)."""
    return LISTING.sub("", marker, count=1)


def addressed(text):
    """Return the 主送机关 with the full-width colon that ends them (§7.3.2)."""
    return f"{text.rstrip(':：，,')}：" if text else ""


def closed(text):
    """Return the 抄送 with the full stop that ends it (§7.4.2)."""
    return text if not text or text.endswith("。") else f"{text.rstrip('，；,;.')}。"


def bracketed(note):
    """Return an 附注 in its brackets (§7.3.6)."""
    return note if note.startswith(("（", "(")) else f"（{note}）"

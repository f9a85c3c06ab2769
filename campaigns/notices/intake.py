"""The entrance for text from outside: bytes become a reading, or one sentence says why not."""

import json
from dataclasses import asdict

from .reading import Reading, read
from .reading.characters import visible
from .refusal import Refused, refuse_too_long
from .uploads import uploaded

LONGEST_TITLE = 300


def text_of(data: bytes) -> str:
    """Return the text of a file's bytes (see uploads). Raise Refused where they are no text."""
    return uploaded(data).text


def unmarked(text: str) -> Reading:
    """Return the reading of `text`. Raise Refused where it bears a marking of secrecy."""
    reading = read(text)
    if reading.marking:
        raise Refused(f"文中有“{reading.marking}”标志。本系统不处理涉密文件，没有读取，也没有保存，请按保密规定办理。")
    return reading


def admitted(text: str) -> Reading:
    """Return the reading of a notice that may be stored.

    Raise Refused where it is too long, empty or marked, or has no title.
    """
    refuse_too_long(len(text))
    reading = unmarked(text)
    if not visible(text):
        raise Refused("文件里没有文字，请检查是否选对了文件。")
    if not reading.title:
        raise Refused("没有找到标题（如“关于……的通知”），请检查文字是否完整，或把标题单独放在一行。")
    if len(reading.title) > LONGEST_TITLE:
        raise Refused(f"标题有 {len(reading.title)} 字，超过 {LONGEST_TITLE} 字的上限，请检查标题是否与正文连在一起。")
    return reading


def refuse_unprintable(document, layouts=()):
    """Raise Refused where no font has a character of a documents.Document, or it cannot be set in one of `layouts`."""
    from campaigns.documents import cleaning, fonts  # the web process never loads the typesetter
    from campaigns.documents.document import DocumentError
    from campaigns.documents.pdf.setting import set_document

    try:
        document = cleaning.cleaned(document)
        fonts.refuse_unprintable(json.dumps(asdict(document), ensure_ascii=False, default=len))
        for layout in layouts:
            set_document(document, layout)
    except (DocumentError, fonts.NoFontError) as error:
        raise Refused(str(error)) from None

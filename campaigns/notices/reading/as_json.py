"""A reading as plain data: what `manage.py parse_notice` prints. Missing things are None or []."""

from .structure import Dropped, Reading


def as_json(reading: Reading) -> dict:
    """Return the reading as dicts, lists and strings. Line numbers count from 1; 0 stands for no single line."""
    return {
        "title": reading.title or None,
        "doc_number": reading.doc_number or None,
        "urgency": reading.urgency or None,
        "masthead": reading.masthead,
        "recipients": _parts(reading.addressees),
        "preamble": "\n".join(piece.text for piece in reading.preamble) or None,
        "theme": reading.theme or None,
        "sections": [_section(piece) for piece in reading.sections],
        "closing": [piece.text for piece in reading.closing],
        "slogans": reading.slogans(),
        "attachments": [_attachment(attachment) for attachment in reading.attachments],
        "issuers": reading.issuers,
        "proposed_issuers": reading.proposed_issuers,
        "date": _date(reading.date),
        "keywords": reading.keywords,
        "cc": _parts(reading.cc),
        "internal_distribution": reading.internal_distribution or None,
        "print_office": reading.print_office or None,
        "print_date": reading.print_date.iso if reading.print_date else None,
        "notes": reading.notes,
        "source": {name: value or None for name, value in vars(reading.source).items()},
        "dropped": [vars(dropped) for dropped in sorted([*reading.dropped, *_separators(reading)], key=_place)],
        "advice": [vars(advice) for advice in reading.advice],
    }


def _place(dropped):
    return dropped.line


def _parts(text):
    return _divided(text)[0]


def _divided(text):
    """Divide 各市局，省协会： into (its parts, the marks between them). 、 joins what belongs together and stays."""
    parts, marks, depth = [[]], [], 0
    for char in text:
        depth += (char in "（(") - (char in "）)")
        if char in "，,；;：:。\n" and depth <= 0:
            marks.append(char)
            parts.append([])
        else:
            parts[-1].append(char)
    return ["".join(part) for part in parts if part], "".join(marks)


def _separators(reading):
    """What lists need no longer: commas between addressees, numbers before slogans."""
    for name, text in (("addressees", reading.addressees), ("cc", reading.cc)):
        if marks := _divided(text)[1].replace("\n", ""):
            yield Dropped(reading.where[name], marks, "列举之间的标点")
    for piece in reading.pieces():
        if piece.kind == "slogan" and piece.marker:
            yield Dropped(piece.line, piece.marker, "口号的序号")


def _date(date):
    return {"text": date.text, "iso": date.iso, "precision": date.precision} if date else None


def _section(piece):
    paragraphs = [piece.text, *(child.text for child in piece.children if child.kind == "paragraph")]
    return {
        "numeral": piece.label or None,
        "heading": piece.marker + piece.heading or None,
        "paragraphs": [text for text in paragraphs if text],
        "clauses": [_clause(child) for child in piece.children if child.kind == "clause"],
        "slogans": _slogans(piece.children),
    }


def _clause(piece):
    paragraphs = [piece.text, *(child.text for child in piece.children if child.kind == "paragraph")]
    return {
        "marker": piece.marker,
        "heading": piece.heading or None,
        "text": "\n".join(text for text in paragraphs if text),
        "items": [_item(child) for child in piece.children if child.kind == "item"],
    }


def _item(piece):
    below = [_item(child) for child in piece.children if child.kind == "item"]
    paragraphs = [piece.heading + piece.text, *(child.text for child in piece.children if child.kind == "paragraph")]
    return {"marker": piece.marker, "text": "\n".join(filter(None, paragraphs))} | ({"items": below} if below else {})


def _slogans(pieces):
    return [piece.text for top in pieces for piece in top.walk() if piece.kind == "slogan"]


def _attachment(attachment):
    walked = [piece for top in attachment.pieces for piece in top.walk()]
    return {
        "label": attachment.label or None,
        "title": attachment.title or None,
        "listed": attachment.listed or None,
        "paragraphs": [text for piece in walked if piece.kind != "slogan" and (text := piece.printed())],
        "slogans": _slogans(attachment.pieces),
        "sections": [_section(piece) for piece in attachment.pieces if piece.kind == "section"],
    }

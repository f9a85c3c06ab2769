"""The paragraphs of a document as text."""


def texts_of(elements):
    """Return title, addressees, paragraphs, listed attachments and notes as texts, rows joined."""
    ending = elements.ending
    single = [elements.title, elements.addressees, ending.listed, ending.notes, elements.imprint.cc]
    texts = [joined(rows) for rows in single] + [joined(rows) for rows in elements.paragraphs]
    return [text for text in texts if text]


def joined(rows):
    return "".join(row.text for row in rows)


def around(text, at, between=""):
    """Return what stands about a place, enough to find it. between: what stands at the place itself and not in `text`."""
    return text[max(0, at - 8) : at] + between + text[at : at + 9]

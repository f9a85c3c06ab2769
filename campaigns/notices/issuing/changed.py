"""What changed between the text that somebody saw and the text as it stands."""

from ..canonical import canonical_of
from ..comparing.marks import Mark, inline, paragraphs
from .texts import HEAD

NAMES = HEAD | {
    "urgency": "紧急程度",
    "internal_label": "分送标签",
    "is_signed": "署名",
    "set_as": "版式",
}


def changed_since(edition, seen):
    """Return the lines that changed, each a list of marked runs; None where the text that was seen was not kept."""
    kept = edition.revisions.filter(text_hash=seen).order_by("-number").first()
    if kept is None:
        return None
    runs = inline(as_text(kept.content), as_text(canonical_of(edition)))
    return [line for line in paragraphs(runs) if any(run.mark != Mark.SAME for run in line)]


def as_text(canonical):
    """Return a canonical form as people read it: a line for each fact and each clause."""
    facts = [f"{NAMES.get(name, name)}：{value}" for name, value in canonical["fields"].items() if value]
    people = ["发文机关：" + "、".join(canonical["issuers"]), f"公开属性：{canonical['openness']}"]
    addressed = [
        f"{'主送' if place == 'main' else '抄送'}：{text}，{duty}" for place, text, *_, duty in canonical["addressed"]
    ]
    return "\n".join([*facts, *people, *addressed, *map(_clause, canonical["clauses"])])


def _clause(clause):
    table = clause["table"] or {}
    cells = "　".join(str(cell) for row in (table.get("header", []), *table.get("rows", [])) for cell in row)
    duties = "；".join(f"{part}{department}" for department, part in clause["duties"])
    file = "：".join(clause["file"]) if clause["file"] else ""
    words = (
        clause["listed_marker"],
        clause["listed"],
        clause["marker"],
        clause["heading"],
        clause["text"],
        cells,
        duties,
        file,
    )
    return "".join(filter(None, words)).replace("\n", " ")

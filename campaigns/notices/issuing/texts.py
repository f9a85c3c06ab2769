"""All that goes public with an edition, piece by piece, each under a key that stays when clauses are numbered anew."""

from dataclasses import dataclass

from . import attached

HEAD = {
    "title": "标题",
    "addressees": "主送机关",
    "theme": "活动主题",
    "keywords": "主题词",
    "annotations": "附注",
    "cc": "抄送",
    "internal_distribution": "本机关分送",
    "print_office": "印发机关",
    "change_note": "更正说明",
}


@dataclass(frozen=True)
class Passage:
    """Words of an edition. `text` is None where they stand in a file that cannot be read."""

    key: str
    label: str
    text: str | None
    fragment: str = ""  # where on the page of the draft it is dealt with
    sha256: str = ""  # of the file


def passages(edition, texts=None):
    """Return the Passages of an edition, its attached files among them. Few queries; a file is read once in a process.

    texts: what stands in files that are read already: attached.texts_of.
    """
    texts = texts or {}
    head = [Passage(name, label, text) for name, label in HEAD.items() if (text := getattr(edition, name))]
    names = [Passage(f"issuer:{each.position}", "署名", each.printed_name) for each in edition.issuers.all()]
    clauses = enumerate(edition.clauses.order_by("position").select_related("file"), start=1)
    # Why a clause of ours stays as it is, though one above changed, is told to nobody outside.
    reasons = edition.lineage.omitted().exclude(reason="").order_by("pk").select_related("parent")
    why = [Passage(f"reason:{row.parent.uid}", "不适用的理由", row.reason) for row in reasons]
    return [
        *head,
        *names,
        *why,
        *(passage for serial, clause in clauses for passage in _of_clause(clause, serial, texts)),
    ]


def _of_clause(clause, serial, texts):
    """No label says any of the words: they may hold what is to be masked."""
    label = clause.cited or f"{clause.get_kind_display()}（第{serial}段）"
    fragment = clause.fragment or f"#c{clause.pk}"
    words = "\n\n".join(filter(None, (clause.listed, clause.heading, clause.text)))
    if words:
        yield Passage(f"clause:{clause.uid}", label, words, fragment)
    if clause.table:
        cells = [*clause.table.get("header", []), *(cell for row in clause.table.get("rows", []) for cell in row)]
        words = "\n\n".join(map(str, cells))  # an empty line: no number goes on from a cell to the next
        yield Passage(f"table:{clause.uid}", f"{label}的表格", words, fragment)
    if file := getattr(clause, "file", None):
        yield Passage(f"name:{clause.uid}", f"{label}的文件名", file.name, fragment)
        text = texts[file.sha256] if file.sha256 in texts else attached.text_of(file)
        yield Passage(f"file:{clause.uid}", f"{label}的文件", text, fragment, file.sha256)

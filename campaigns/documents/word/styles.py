"""The styles that a person sees in Word's list, in the words of GB/T 9704-2012 §7."""

from ..document import Layout
from ..geometry import NO_2, NO_3, NO_4
from .measures import CHARACTER, IMPRINT_CHARACTER, ROW, TIGHTER, cells
from .rows import margins
from .xml import properties, w

FANG, BIAO, HEI, KAI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
RED = "FF0000"
EXACT = {"line": ROW, "lineRule": "exact"}  # 22 rows (§5.2.3), whatever stands in them
FREE = {"snapToGrid": False}  # rows are exact; on the grid a taller font than ours would take two
FIRST_LINE = {"firstLineChars": 200, "firstLine": 2 * CHARACTER}  # 2 字 (§7.3.3)
IMPRINT_ROW = IMPRINT_CHARACTER * 7 // 4
CENTRED = {"jc": "center"}
# Each mark in its own cell, none beyond the edge, no space between Chinese and figures, no row moved for a widow.
STRICT = {"widowControl": False, "kinsoku": True, "overflowPunct": False, "autoSpaceDE": False, "autoSpaceDN": False}


def styles(layout):
    """Return the w:styles of a document."""
    return w(
        "styles",
        _defaults(),
        _latent(),
        *_built_in(),
        *_of_letterhead(layout),
        *_of_text(),
        *_of_end(layout),
        *_inline(),
    )


def faces(name):
    """Return the w:rFonts that puts Chinese, figures and Latin letters in one font, as the PDF has them."""
    return {"ascii": name, "hAnsi": name, "eastAsia": name, "cs": name}


def _defaults():
    looks = properties(
        "rPr",
        rFonts=faces(FANG),
        kern=0,
        sz=round(NO_3 * 2),
        szCs=round(NO_3 * 2),
        lang={"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"},
    )
    return w("docDefaults", w("rPrDefault", looks), w("pPrDefault", properties("pPr", **STRICT)))


def _latent():
    """Hide Word's own styles: the list then shows those of an official document alone."""
    seen = {"defLockedState": 0, "defUIPriority": 99, "defSemiHidden": 1, "defUnhideWhenUsed": 1, "defQFormat": 0}
    return w("latentStyles", **seen, count=376)


def style(key, name, based="Normal", *, then=None, face=None, size=None, color=None, gap=None, **layout):
    """Return a paragraph style. `size` in points, `gap` between characters in twips, `layout` as in a w:pPr."""
    looks = {"rFonts": face and faces(face), "color": color, "spacing": gap}
    looks |= {"sz": size and round(size * 2), "szCs": size and round(size * 2)}
    return _style(
        key,
        name,
        w("basedOn", val=based),
        w("next", val=then or key),
        w("uiPriority", val=1),
        w("qFormat"),
        properties("pPr", **layout),
        properties("rPr", **{name: value for name, value in looks.items() if value is not None}),
        customStyle=1,
    )


def _style(key, name, *parts, kind="paragraph", **attributes):
    return w("style", w("name", val=name), *parts, type=kind, **attributes, styleId=key)


def _built_in():
    own = properties("pPr", **STRICT, **FREE, spacing={"before": 0, "after": 0, **EXACT}, jc="both")
    normal = (w("qFormat"), own, properties("rPr", spacing=TIGHTER))
    yield _style("Normal", "Normal", *normal, default=1)
    yield _style("DefaultParagraphFont", "Default Paragraph Font", w("semiHidden"), kind="character", default=1)
    yield _style(
        "TableNormal",
        "Normal Table",
        w("semiHidden"),
        properties("tblPr", tblInd={"w": 0, "type": "dxa"}, tblCellMar=margins()),
        kind="table",
        default=1,
    )
    yield _style("NoList", "No List", w("semiHidden"), kind="numbering", default=1)
    yield _plain("Title", "Title", jc="center")
    for level, face in enumerate((HEI, KAI, FANG, FANG)):
        yield _plain(f"Heading{level + 1}", f"heading {level + 1}", face, keepNext=True, outlineLvl=level)
    yield _plain("Header", "header", jc="center")
    yield _plain("Footer", "footer", SONG)


def _plain(key, name, face=FANG, **layout):
    """Word's own style of that name, for ours to rest on: contents and cross-references know it."""
    base = (w("basedOn", val="Normal"), w("next", val="Body"), w("uiPriority", val=9))
    return _style(key, name, *base, properties("pPr", **layout), properties("rPr", rFonts=faces(face)))


def _of_letterhead(layout):
    mark = {"face": BIAO, "size": 36, "color": RED, "gap": 0, **CENTRED}
    yield style("Urgency", "紧急程度", then="Mark", face=HEI, jc="right" if layout == Layout.Y1999 else "left")
    yield style("Mark", "发文机关标志", then="Number", **mark)
    yield style("JointMark", "联合发文机关标志", **{**mark, "jc": "distribute"})
    line = w("bottom", val="single", sz=12, space=6, color=RED)
    number = {"then": "DocumentTitle", "gap": 0, "pBdr": [line], **CENTRED}
    yield style("Number", "发文字号", spacing={"before": 2 * ROW}, **number)
    yield style("LetterNumber", "信函发文字号", then="DocumentTitle", spacing={"before": 100})
    title = {"face": BIAO, "size": NO_2, "gap": 0, "keepNext": True}
    yield style("DocumentTitle", "公文标题", "Title", then="To", spacing={"before": 2 * ROW}, **title)
    yield style("To", "主送机关", then="Body", spacing={"before": ROW})


def _of_text():
    yield style("Body", "公文正文", ind=FIRST_LINE)
    for level, name in enumerate(("一级标题", "二级标题", "三级标题", "四级标题"), start=1):
        yield style(f"Level{level}", name, f"Heading{level}", then="Body", ind=FIRST_LINE)
    yield style("Theme", "活动主题", "Body", then="Body")
    yield style("Slogan", "口号", "Body")
    cell = {"face": FANG, "size": 12, "gap": 0, "spacing": {"line": 400, "lineRule": "atLeast"}}
    yield style("Cell", "表格文字", **cell, jc="left")
    yield style("CellHead", "表头", "Cell", face=HEI, keepNext=True, jc="center")
    yield _style("Grid", "公文表格", w("basedOn", val="TableNormal"), _ruled(), kind="table", customStyle=1)


def _ruled():
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [w(side, val="single", sz=4, space=0, color="000000") for side in sides]
    pads = {"top": 60, "left": 100, "bottom": 60, "right": 100}
    return properties("tblPr", tblBorders=borders, tblCellMar=margins(**pads))


def _of_end(layout):
    first, more = {"left": cells(6), "hanging": cells(4)}, {"left": cells(6), "hanging": cells(1)}
    listed = {"keepNext": True, "jc": "left"}
    yield style("Listed", "附件说明", then="ListedMore", spacing={"before": ROW}, ind=first, **listed)
    yield style("ListedMore", "附件说明续", ind=more, **listed)
    yield style("Signer", "署名", keepNext=True, jc="right")
    yield style("SealPlace", "印章", then="Signer", keepNext=True, jc="left")
    yield style("Dated", "成文日期", then="Note", jc="right")
    yield style("Note", "附注", "Body")
    yield style("AttachmentLabel", "附件序号", face=HEI, then="AttachmentTitle", pageBreakBefore=True, keepNext=True)
    head = {"face": BIAO, "size": NO_2, "gap": 0, "keepNext": True, "outlineLvl": 0, **CENTRED}
    yield style("AttachmentTitle", "附件标题", then="Body", spacing={"before": ROW, "after": ROW}, **head)
    is_old = layout == Layout.Y1999  # 3号 there, 4号 since 2012 (§7.4.2)
    small = {"size": NO_4, "gap": 0, "spacing": {"line": IMPRINT_ROW, "lineRule": "exact"}}
    imprint = {} if is_old else small
    yield style("Imprint", "版记", ind={"left": cells(1), "right": cells(1)}, **imprint)
    yield style("Keywords", "主题词", "Imprint", face=HEI)
    line = {"line": IMPRINT_CHARACTER, "lineRule": "exact"}
    page = {"based": "Footer", "face": SONG, "size": NO_4, "gap": 0, "spacing": line}
    yield style("OddPage", "页码（单页）", ind={"right": cells(1)}, jc="right", **page)
    yield style("EvenPage", "页码（双页）", ind={"left": cells(1)}, jc="left", **page)
    hair = {"gap": 0, "spacing": {"line": 20, "lineRule": "exact"}}
    yield style("AfterTable", "表后分隔", keepNext=True, **hair)
    yield style("LetterLine", "信函红线", **hair)


def _inline():
    """Styles for headings that run into their text: they change the type and put nothing into the outline."""
    named = {"RunIn1": ("段内一级标题", HEI), "RunIn2": ("段内二级标题", KAI), "Keyword": ("主题词词目", BIAO)}
    for key, (name, face) in named.items():
        looks = properties("rPr", rFonts=faces(face))
        base = (w("basedOn", val="DefaultParagraphFont"), w("uiPriority", val=1), w("qFormat"))
        yield _style(key, name, *base, looks, kind="character", customStyle=1)

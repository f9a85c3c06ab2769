"""Documents that conform, to be broken one rule at a time; each is laid out once a process."""

import io
import re
from dataclasses import replace
from functools import cache

from PIL import Image, ImageDraw

from campaigns.documents.checking import check
from campaigns.documents.checking.elements import elements_of
from campaigns.documents.checking.opening import pages_of
from campaigns.documents.document import Attachment, Document, Layout, Listed, Organ, Piece, Table
from campaigns.documents.geometry import Grid
from campaigns.documents.pdf import setting
from campaigns.documents.pdf.typesetting import as_html, lay_out

LEAD = 6.8046  # pt from the top of the page's box to the first em box
PITCH = 29.6093  # pt from row to row

LONG = (
    "各地区各部门要认真贯彻落实党的方针政策，以科学发展观为统领，围绕国务院对质量工作提出的新要求，大力实施以质取胜战略，"
    "引导和动员全社会增强质量意识，努力形成政府重视质量企业追求质量社会崇尚质量人人关心质量的良好氛围。"
)
SHORT = "请认真执行。"


def ring(colour, size=240):
    """A plain ring as a PNG: nobody's seal."""
    picture = Image.new("RGBA", (size, size), (*colour, 0))
    ImageDraw.Draw(picture).ellipse((3, 3, size - 4, size - 4), outline=(*colour, 255), width=10)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


RED, BLUE = ring((217, 0, 27)), ring((0, 0, 200))


def organs(*names, seal=RED):
    return tuple(Organ(name, seal) for name in names)


def pieces(count, text=LONG):
    found = [Piece("preamble", "现将有关事项通知如下。")]
    for number in "一二三四五六"[:count]:
        found += [
            Piece("section", "", "指导思想", f"{number}、"),
            Piece("clause", text, "加强组织领导。", "（一）"),
            Piece("clause", "", "做好宣传工作", "（二）"),
            Piece("item", text, "", "1."),
        ]
    return (*found, Piece("paragraph", SHORT))


CC = "各直属检验检疫局，计划单列市质量技术监督局，有关社会团体，有关大型企业，有关中央新闻单位。"
IMPRINT = {"cc": CC, "print_office": "国家质检总局办公厅", "printed": "2026年6月26日印发"}
HEAD = {"number": "国质检质〔2026〕12号", "addressees": "各省、自治区、直辖市质量技术监督局："}
TITLE = "国家质检总局关于开展\n2026年全国质量月活动并做好\n宣传工作的通知"
DATED = {"dated": "2026-06-26"}

JOINT = Document(
    title=TITLE,
    organs=organs("国家质检总局", "中央宣传部", "国家发展改革委"),
    pieces=pieces(2, LONG[:14]),
    notes=("（此件公开发布）",),
    **HEAD,
    **IMPRINT,
    **DATED,
)
PAIR = replace(JOINT, organs=organs("国家质检总局", "中央宣传部"))
FIRST, SECOND = "2026年全国质量月活动宣传口号及其使用说明和注意事项汇编", "活动安排表"
ATTACHED = Document(
    title="国家质检总局关于开展质量月活动的通知",
    organs=organs("国家质检总局"),
    pieces=pieces(1),
    listed=(Listed("附件：1.", FIRST), Listed("2.", SECOND)),
    attachments=(
        Attachment("附件1", FIRST, (Piece("paragraph", LONG),)),
        Attachment("附件2", SECOND, (Piece("paragraph", LONG),)),
    ),
    **HEAD,
    **IMPRINT,
    **DATED,
)
SIGNED = Document(
    title="国家质检总局关于开展质量月活动的通知",
    organs=organs("国家质量监督检验检疫总局", "国家发展和改革委员会", seal=None),
    pieces=pieces(1),
    notes=("（此件公开发布）",),
    **HEAD,
    **DATED,
)
PLAIN = Document(title="国家质检总局关于开展质量月活动的通知", pieces=pieces(3))
BRIEF = replace(PLAIN, pieces=pieces(1))
FULL = replace(
    PLAIN,
    pieces=(
        *[Piece("paragraph", SHORT)] * 17,
        Piece("section", "", "指导思想", "一、"),
        Piece("paragraph", LONG),
        Piece("paragraph", LONG),
    ),
)
LANDSCAPE = Document(
    title="国家质检总局关于开展质量月活动的通知",
    pieces=pieces(1),
    listed=(Listed("附件：", SECOND),),
    attachments=(Attachment("附件", SECOND, (Table(("序号", "名称"), (("1", "启动仪式"),) * 4, is_landscape=True),)),),
)
MOVED = Document(
    title="国家质检总局关于开展质量月活动的通知",
    organs=organs("国家质检总局"),
    pieces=pieces(1),
    number=HEAD["number"],
    addressees="各省、自治区、直辖市党委宣传部、质量技术监督部门，" * 14 + "中国质量协会：",
    **IMPRINT,
    **DATED,
)
KEYWORDS = {"keywords": ("质量管理", "通知")}
OLD_JOINT = Document(
    **{field: getattr(JOINT, field) for field in ("title", "organs", "pieces", "notes", "number", "addressees")},
    **IMPRINT,
    **DATED,
    **KEYWORDS,
    internal_distribution="本局：局领导。",
)
OLD_PAIR = replace(OLD_JOINT, organs=organs("国家质检总局", "中央宣传部"))
OLD_SINGLE = Document(
    title="国家质检总局关于开展质量月活动的通知",
    organs=organs("国家质检总局"),
    pieces=pieces(1),
    **HEAD,
    **IMPRINT,
    **DATED,
    **KEYWORDS,
)
LETTER = Document(
    title="国家质检总局关于开展质量月活动的函",
    organs=organs("国家质检总局"),
    pieces=pieces(2),
    **HEAD,
    cc=CC,
    **DATED,
)


@cache
def html(document, layout="2012"):
    return re.sub("</?b>", "", as_html(document, Layout(layout)))  # numbers in one piece, to be found and changed


@cache
def on_grid(document, rows, columns):
    """The page of a document on a grid that the standard may not allow."""
    before, setting.GRIDS = setting.GRIDS, [Grid(rows, columns)]
    try:
        return as_html(document, Layout.Y2012)
    finally:
        setting.GRIDS = before


@cache
def checked(page, layout="2012"):
    """The report on a page. Several tests ask about one and the same page: it is printed and measured once a process."""
    return check(lay_out(page), layout)


def failing(page, layout="2012"):
    return {one.rule for one in checked(page, layout).failures}


@cache
def elements(page, layout="2012"):
    return elements_of(pages_of(lay_out(page)), layout)


# --- changing a page ----------------------------------------------------------------------------------------------


def css(page, rules):
    return page.replace("</head>", f"<style>{rules}</style></head>")


def styled(page, text, style, nth=0):
    """Give the n-th occurrence of a text in the body of the page, -1 for the last, a style of its own."""
    start = page.index("<body")
    places = [found.start() for found in re.finditer(re.escape(text), page) if found.start() > start]
    at = [place for place in places if page.rfind("<", 0, place) < page.rfind(">", 0, place)][nth]
    return f'{page[:at]}<span style="{style}">{text}</span>{page[at + len(text) :]}'


def swapped(page, old, new, count=-1):
    assert old in page, old
    return page.replace(old, new, count)


def first(page, *boxes):
    """Put something before everything else on page 1."""
    start = page.index(">", page.index("<body")) + 1
    return page[:start] + "".join(boxes) + page[start:]


def last(page, *boxes):
    return page.replace("</body>", "".join(boxes) + "</body>")


def placed(text, x, top, face="fang", size=16, style=""):
    """A row at a place: x and top of its em box in mm on the page."""
    lead = LEAD * 25.4 / 72
    place = f"position:absolute;left:{x - 28:.3f}mm;top:{top - 37 + lead:.3f}mm"
    letters = f"letter-spacing:0;font-size:{size}pt;line-height:{size}pt;{style}"
    return f'<p class="{face}" style="{place};{letters}">{text}</p>'


# --- what the typesetter does not make, put on its pages ----------------------------------------------------------


@cache
def secret(layout="2012"):
    """份号, 密级 and 紧急程度 at the top; in 1999 the last two are at the right."""
    row = PITCH * 25.4 / 72
    right = layout == "1999"
    return first(
        html(JOINT if layout == "2012" else OLD_JOINT, layout),
        placed("000012", 28, 37),
        placed("机密★1年", 158.75 if right else 28, 37 if right else 37 + row, "hei"),
        placed("特急", 184 - 11.29 if right else 28, 37 + row if right else 37 + 2 * row, "hei"),
    )


@cache
def upward():
    """上行文: the number at the left, 签发人 at the right."""
    page = css(html(ATTACHED), ".number{text-align:left!important;padding-left:15.785pt}")
    top = elements(page).head.number.top
    return first(page, placed('签发人：<span class="kai">王小明</span>', 178.43 - 7 * 5.644, top))


def _frame():
    """A page of ours without anything on it."""
    page = html(PLAIN)
    start = page.index(">", page.index("<body")) + 1
    return page[:start] + "</body></html>"


def _text(top, count=4):
    row = PITCH * 25.4 / 72
    spacing = "letter-spacing:-0.21464pt"
    return [
        placed(LONG[26:54] if at else LONG[:26], 28 if at else 39.14, top + at * row, style=spacing)
        for at in range(count)
    ]


def _mark(text, top, size=40):
    x = 106 - len(text) * size * 25.4 / 72 / 2
    return placed(text, x, top, "biao", size, "color:#f00")


ROW, EM = PITCH * 25.4 / 72, 16 * 25.4 / 72


@cache
def order():
    """命令（令）: mark, number, text."""
    number = 57 + 40 * 25.4 / 72 + 2 * ROW
    return first(
        _frame(),
        _mark("国家质量监督检验检疫总局令", 57, 40),
        placed("第12号", 106 - 3 * EM / 2, number),
        *_text(number + EM + 2 * ROW),
    )


@cache
def minutes():
    """纪要: the text, then who was there."""
    number = 72 + 40 * 25.4 / 72 + 2 * ROW
    start = number + EM + 4 + 2 * ROW
    return first(
        _frame(),
        _mark("质量月活动会议纪要", 72, 40),
        *_text(start),
        placed('<span class="hei">出席</span>：王小明、李大同', 39.14, start + 4 * ROW),
        placed('<span class="hei">请假</span>：张三', 39.14, start + 5 * ROW),
    )


@cache
def stamped():
    """A signature stamp, 32 x 12 mm, with the signer's title and the date."""
    title, cell = 37 + 3 * ROW + 20 + EM + 2 * ROW, 5.569
    right = 184 - 4 * cell
    stamp_top = title + EM / 2 - 6
    picture = f"left:{right - 32 - 28:.3f}mm;top:{stamp_top - 37 + LEAD * 25.4 / 72:.3f}mm;width:32mm;height:12mm"
    date = "2026年6月26日"
    return first(
        _frame(),
        placed("国家质检总局关于开展质量月活动的令", 41, 37, "biao", 22),
        *_text(57),
        placed("局长", right - 32 - 2 * cell - 2 * EM, title),
        f'<img alt="" src="data:image/png;base64,{_wide()}" style="position:absolute;{picture}">',
        placed(date, right - 6.5 * EM, stamp_top + 12 + ROW),
    )


@cache
def _wide():
    from base64 import b64encode

    out = io.BytesIO()
    Image.new("RGB", (320, 120), (217, 0, 27)).save(out, "PNG")
    return b64encode(out.getvalue()).decode()

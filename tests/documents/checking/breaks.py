"""One fault for each rule: (rule, layout, conforming page, the same page with that one thing broken)."""

import re
from base64 import b64encode
from dataclasses import replace

from campaigns.documents.document import Listed

from .bases import (
    ATTACHED,
    BLUE,
    BRIEF,
    FULL,
    JOINT,
    LANDSCAPE,
    LETTER,
    MOVED,
    OLD_JOINT,
    OLD_PAIR,
    OLD_SINGLE,
    PAIR,
    PLAIN,
    SHORT,
    SIGNED,
    css,
    elements,
    html,
    last,
    minutes,
    on_grid,
    order,
    secret,
    stamped,
    styled,
    swapped,
    upward,
)
from .fonts import blank_font

DOWN = "position:relative;top:{}mm"
RIGHT = "position:relative;left:{}mm"
NUMBER = "国质检质〔2026〕12号"
DATE, PRINTED = "2026年6月26日", "2026年6月26日印发"


def joint():
    return html(JOINT)


def attached():
    return html(ATTACHED)


def signed():
    return html(SIGNED)


def plain():
    return html(PLAIN)


def full():
    """A heading would be the last row of page 1, and begins page 2."""
    return html(FULL)


def landscape():
    return html(LANDSCAPE)


def pair():
    return html(PAIR)


def moved():
    """The 版记 is so long that it stands on a sheet of its own, behind a blank page."""
    return html(MOVED)


def old_joint():
    return html(OLD_JOINT, "1999")


def old_pair():
    return html(OLD_PAIR, "1999")


def old_single():
    return html(OLD_SINGLE, "1999")


def letter():
    return html(LETTER, "letter")


# --- ways to break ------------------------------------------------------------------------------------------------


def by_css(rules):
    return lambda page: css(page, rules)


def down(selector, mm):
    return by_css(f"{selector}{{position:relative;top:{mm}mm!important}}")


def right(selector, mm):
    return by_css(f"{selector}{{position:relative;left:{mm}mm!important}}")


def by_style(text, style, nth=0):
    return lambda page: styled(page, text, style, nth)


def by_text(old, new, count=-1):
    return lambda page: swapped(page, old, new, count)


def by_document(document, layout="2012", **changes):
    return lambda page: html(replace(document, **changes), layout)


def by_grid(rows, columns):
    return lambda page: on_grid(PLAIN, rows, columns)


def by_row(pick, style):
    """Style one row of the text, picked from the Elements of the page."""

    def change(page):
        found = elements(page)
        row = pick(found)
        before = sum(one.text.count(row.text) for one in found.text_rows[: found.text_rows.index(row)])
        return styled(page, row.text, style, before)

    return change


def first_of_page_2(found):
    return next(row for row in found.text_rows if row.page == 2)


def last_of_page_1(found):
    return [row for row in found.text_rows if row.page == 1][-1]


def inner(found):
    """A row in the middle of a page and of a paragraph."""
    return next(
        p[2] for p in found.paragraphs if len(p) > 3 and p[0].page == p[-1].page and p[0].top > 60 and p[-1].top < 240
    )


def closing(found):
    """The last row of a paragraph."""
    return next(p[-1] for p in found.paragraphs if len(p) > 2 and p[-1].top > 60 and p[-1].top < 240)


def tighter(page):
    """Every row of the text a little shorter."""
    return re.sub(
        r"letter-spacing: ?(-?\d*\.\d+)pt", lambda found: f"letter-spacing:{float(found[1]) - 0.13:.4f}pt", page
    )


def torn(page):
    """A page break in mid text, neither before nor behind a heading."""
    at = page.rindex("<p", 0, page.index(SHORT))
    return page[:at] + '<div style="break-before:page"></div>' + page[at:]


def blank_glyph(is_cff):
    """认 of SHORT in a font that has an empty glyph for it; 真 has an outline there."""
    face = f"@font-face{{font-family:Blank;src:url({blank_font('真', '认', is_cff)})}}"
    return lambda page: css(styled(page, "认真", "font-family:Blank;line-height:0", -1), face)


def heading_left(page):
    """The heading that begins page 2, back on the last row of page 1."""
    moved = page.replace(' style="break-before:page;', ' style="', 1)
    at = moved.index("<p", moved.index("一、指导思想</"))
    return moved[:at] + '<p style="break-before:page"' + moved[at + 2 :]


def blue_seals(page):
    red = re.search(r'src="(data:image/png[^"]+)"', page)[1]
    return page.replace(red, "data:image/png;base64," + b64encode(BLUE).decode())


def without_text(page):
    """The signature on a page of its own."""
    return css(page, ".signature{break-before:page;margin-top:0!important}")


def one_page_more(page):
    silent = "@page silent{@bottom-right{content:none}@bottom-left{content:none}}"
    return last(css(page, silent), '<div style="page:silent;break-before:page"></div>')


def text_from_page_2(page):
    return swapped(page, "</h1>", '</h1><div style="break-after:page"></div>', 1)


def moved_below(page):
    """主送 under 抄送."""
    [upper] = re.findall(r"<p><span[^>]*>主送：.*(?=<p><span[^>]*>抄送：)", page)
    lower = re.search(r"<p><span[^>]*>抄送：.*?</p>(?=<div)", page)[0]
    return swapped(page, upper + lower, lower + upper)


def with_line(page):
    """A line between 主送 and 抄送."""
    at = page.rindex("<p", 0, page.index("抄送："))
    return page[:at] + '<div class="rule" style="height:.25mm;margin-bottom:-.25mm"></div>' + page[at:]


PAGE_RIGHT, PAGE_LEFT = "@page :right{{@bottom-right{{{}}}}}", "@page :left{{@bottom-left{{{}}}}}"


def on_numbers(style):
    return by_css(PAGE_RIGHT.format(style) + PAGE_LEFT.format(style))


def named(page):
    """A name on the date, which 1999 does not have."""
    return re.sub(
        r'(<div class="seals fang"[^>]*>)<p style="left:([\d.]+)pt;top:([\d.]+)pt',
        lambda found: (
            f'{found[1]}<p style="left:{found[2]}pt;top:{float(found[3]) - 29:.2f}pt">国家质检总局</p>'
            + found[0][len(found[1]) :]
        ),
        page,
    )


def second_name(page):
    """Another organ's name in the mark, within the height of the first."""
    name = '<p style="position:absolute;top:1mm;left:120pt;font-size:24pt;line-height:24pt">中央宣传部</p>'
    return swapped(page, "国家质检总局</p></div>", f"国家质检总局</p>{name}</div>", 1)


def lined(page):
    at = page.index(">", page.index('class="imprint')) + 1
    return page[:at] + '<div class="rule" style="height:.25mm"></div>' + page[at:]


def rotated(page):
    turned = ".turned{transform:rotate(90deg) translate(0,-156mm)!important}"
    return css(page, turned)


BREAKS = [
    # §5
    ("paper.size", "2012", plain, by_css("@page{size:214mm 297mm;margin-right:30mm}")),
    ("margin.top", "2012", plain, by_row(first_of_page_2, DOWN.format(-2))),
    ("margin.left", "2012", plain, by_row(closing, RIGHT.format(-2))),
    ("margin.right", "2012", plain, tighter),
    ("margin.bottom", "2012", plain, by_row(last_of_page_1, DOWN.format(1.5))),
    ("grid.rows", "2012", plain, by_grid(25, 28)),
    ("grid.pitch", "2012", plain, by_row(inner, DOWN.format(1))),
    ("grid.cells", "2012", plain, by_grid(22, 31)),
    ("grid.line_ends", "2012", plain, by_row(inner, "letter-spacing:-.4pt")),
    ("grid.hole", "2012", plain, torn),
    ("grid.heading_foot", "2012", full, heading_left),
    ("colour.text", "2012", joint, by_style(SHORT, "color:#00f")),
    ("colour.lines", "2012", joint, by_css(".imprint .rule{background:#060!important}")),
    # §7.2.1 to §7.2.3
    ("copy_number.form", "2012", secret, by_text("000012", "00012")),
    ("copy_number.size", "2012", secret, by_style("000012", "font-size:15pt")),
    ("copy_number.left", "2012", secret, by_style("000012", RIGHT.format(2))),
    ("copy_number.row", "2012", secret, by_style("000012", DOWN.format(-2))),
    ("secrecy.form", "2012", secret, by_text("机密★1年", "机密☆1年")),
    ("secrecy.face", "2012", secret, by_style("机密★1年", "font-family:FandolFang")),
    ("secrecy.size", "2012", secret, by_style("机密★1年", "font-size:15pt")),
    ("secrecy.side", "2012", secret, by_style("机密★1年", RIGHT.format(2))),
    ("secrecy.row", "2012", secret, by_style("机密★1年", DOWN.format(2))),
    ("urgency.face", "2012", secret, by_style("特急", "font-family:FandolFang")),
    ("urgency.size", "2012", secret, by_style("特急", "font-size:15pt")),
    ("urgency.side", "2012", secret, by_style("特急", RIGHT.format(2))),
    ("urgency.row", "2012", secret, by_style("特急", DOWN.format(2))),
    # §7.2.4
    ("mark.top", "2012", joint, down(".mark", -2.5)),
    ("mark.centre", "2012", joint, right(".mark", 2)),
    ("mark.colour", "2012", joint, by_css(".mark{color:#00f}")),
    ("mark.face", "2012", joint, by_css(".mark{font-family:FandolHei!important}")),
    ("mark.joint_width", "2012", joint, right(".mark p:nth-child(2)", 2)),
    ("mark.suffix", "2012", joint, by_css(".mark .suffix{margin-top:3mm!important}")),
    ("mark.suffix", "2012", pair, by_css(".mark{position:relative;left:5mm}.mark .suffix{margin-left:-10mm}")),
    # §7.2.5 to §7.2.7
    ("number.form", "2012", joint, by_text(NUMBER, "国质检质[2026]12号")),
    ("number.form", "2012", joint, by_text(NUMBER, "国质检质〔2026〕012号")),
    ("number.form", "2012", joint, by_text(NUMBER, "国质检质〔2026〕第12号")),
    ("number.form", "2012", joint, by_text(NUMBER, "国质检质〔26〕12号")),
    ("number.face", "2012", joint, by_css(".number{font-family:FandolHei}")),
    ("number.size", "2012", joint, by_css(".number{font-size:15pt}")),
    ("number.gap", "2012", joint, down(".number,.red-line", -3)),
    ("number.place", "2012", joint, right(".number", 2)),
    ("signer.row", "2012", upward, by_style('签发人：<span class="kai">王小明</span>', DOWN.format(0.8))),
    ("signer.right", "2012", upward, by_style('签发人：<span class="kai">王小明</span>', RIGHT.format(-2))),
    ("signer.faces", "2012", upward, by_style("王小明", "font-family:FandolFang")),
    ("red_line.gap", "2012", joint, down(".red-line", 1)),
    ("red_line.width", "2012", joint, by_css(".red-line{width:150mm}")),
    ("red_line.width", "2012", joint, by_css(".red-line{visibility:hidden}")),
    ("red_line.colour", "2012", joint, by_css(".red-line{background:#000}")),
    # §10.2, §10.3
    ("order.mark_top", "2012", order, by_style("国家质量监督检验检疫总局令", DOWN.format(-2))),
    ("order.number_gap", "2012", order, by_style("第12号", DOWN.format(-3))),
    ("order.number_centre", "2012", order, by_style("第12号", RIGHT.format(2))),
    ("order.text_gap", "2012", order, by_style("第12号", DOWN.format(4))),
    ("minutes.mark_top", "2012", minutes, by_style("质量月活动会议纪要", DOWN.format(-2))),
    ("minutes.labels", "2012", minutes, by_style("出席", "font-family:FandolFang")),
    # §7.3.1, §7.3.2
    ("title.present", "2012", joint, by_document(JOINT, title="")),
    ("title.face", "2012", joint, by_css(".title{font-family:FandolHei}")),
    (
        "title.size",
        "2012",
        joint,
        by_css("h1.title{font-size:21pt;text-align:center}h1.title span{margin:0!important}"),
    ),
    ("title.gap", "2012", joint, down("h1.title,.to", -2.5)),
    ("title.centre", "2012", joint, right("h1.title", 2)),
    (
        "title.shape",
        "2012",
        joint,
        by_document(JOINT, title="国家质检总局关于开展全国\n质量月活动\n以及做好宣传工作的通知"),
    ),
    ("title.row_start", "2012", joint, by_document(JOINT, title="国家质检总局关于开展质量月活动\n的通知")),
    ("addressees.gap", "2012", joint, down(".to", 2)),
    ("addressees.left", "2012", joint, right(".to", 1)),
    ("addressees.end", "2012", joint, by_text("质量技术监督局：</p>", "质量技术监督局。</p>")),
    # §7.3.3, §5.2.2
    ("body.present", "2012", plain, by_document(PLAIN, pieces=())),
    ("body.first_page", "2012", lambda: html(BRIEF), text_from_page_2),
    ("body.face", "2012", joint, by_style(SHORT, "font-family:FandolHei")),
    ("text.ink", "2012", plain, blank_glyph(is_cff=False)),
    ("text.ink", "2012", plain, blank_glyph(is_cff=True)),
    ("body.size", "2012", joint, by_style(SHORT, "font-size:15pt")),
    ("body.indent", "2012", joint, by_style(SHORT, RIGHT.format(-2))),
    ("heading.section", "2012", joint, by_style("二、指导思想</span>", "font-family:FandolFang")),
    ("heading.clause", "2012", joint, by_style("（二）做好宣传工作</span>", "font-family:FandolFang")),
    # §7.3.4
    ("listed.gap", "2012", attached, down(".listing", -7)),
    ("listed.indent", "2012", attached, right(".listing", 2)),
    ("listed.run_over", "2012", attached, by_style("2.活动安排表", RIGHT.format(2))),
    ("listed.end", "2012", attached, by_text("2.活动安排表", "2.活动安排表。")),
    ("listed.numbers", "2012", attached, by_text("2.活动安排表", "3.活动安排表")),
    # §7.3.5
    ("date.form", "2012", signed, by_text(DATE, "2026年06月26日")),
    ("date.form", "2012", signed, by_text(DATE, "26年6月26日")),
    ("date.present", "2012", signed, by_document(SIGNED, dated="")),
    ("date.present", "2012", attached, by_css(".seals p:nth-of-type(2){display:none}")),
    ("date.present", "2012", joint, by_css(".seals p:nth-of-type(4){display:none}")),
    ("date.with_text", "2012", signed, without_text),
    ("seal.date_right", "2012", attached, right(".seals", -2)),
    ("seal.name_centre", "2012", attached, by_css(".seals p:nth-of-type(1){margin-left:1.5mm}")),
    ("seal.count", "2012", joint, by_css(".seals img:nth-of-type(2){display:none}")),
    ("seal.named", "2012", attached, by_css(".seals p:nth-of-type(1){display:none}")),
    ("seal.named", "2012", joint, by_css(".seals p:nth-of-type(1){display:none}")),
    ("seal.named", "letter", letter, by_css(".seals p:nth-of-type(1){display:none}")),
    ("seal.names", "2012", joint, by_css(".seals p:nth-of-type(1){margin-left:2mm}")),
    ("seal.on_date", "2012", joint, by_css(".seals p:nth-of-type(3),.seals img:nth-of-type(3){margin-left:1.5mm}")),
    ("seal.low", "2012", joint, by_css(".seals p{margin-top:-12mm}")),
    ("seal.near_text", "2012", joint, down(".seals", 12)),
    ("seal.apart", "2012", joint, by_css(".seals p:nth-of-type(1),.seals img:nth-of-type(1){margin-left:3.2mm}")),
    ("seal.inside", "2012", joint, by_css(".seals p:nth-of-type(1),.seals img:nth-of-type(1){margin-left:-7mm}")),
    ("seal.rows", "2012", joint, by_css(".seals img:nth-of-type(1){margin-top:2mm}")),
    ("seal.size", "2012", joint, by_css(".seals img{transform:scale(.8)}")),
    ("seal.size", "2012", attached, by_css(".seals img{transform:scale(1.3)}.seals{position:relative;top:7mm}")),
    ("seal.size", "2012", attached, by_css(".seals img{transform:scaleX(.85)}")),
    ("seal.size", "1999", old_single, by_css(".seals img{transform:scaleY(.9)}")),
    ("seal.colour", "2012", joint, blue_seals),
    ("sign.gap", "2012", signed, down(".signature,.note", -7)),
    ("sign.right", "2012", signed, right(".signature", -2)),
    ("sign.aligned", "2012", signed, by_style("国家质量监督检验检疫总局", RIGHT.format(-1), -1)),
    ("sign.date_indent", "2012", signed, by_style(DATE, RIGHT.format(-1))),
    ("sign.date_row", "2012", signed, by_style(DATE, DOWN.format(1))),
    ("stamp.right", "2012", stamped, by_css("img,p:nth-last-of-type(2){margin-left:-2mm}")),
    ("stamp.gap", "2012", stamped, by_css("img,p:nth-last-of-type(-n+2){margin-top:6mm}")),
    ("stamp.title", "2012", stamped, by_style("局长", RIGHT.format(-2))),
    ("stamp.date", "2012", stamped, by_style(DATE, RIGHT.format(-2))),
    ("stamp.date_gap", "2012", stamped, by_style(DATE, DOWN.format(-3))),
    # §7.3.6, §7.3.7
    ("note.form", "2012", signed, by_text("（此件公开发布）", "（此件公开发布")),
    ("note.indent", "2012", signed, right(".note", 2)),
    ("note.row", "2012", signed, down(".note", 3)),
    ("attachment.label_face", "2012", attached, by_css(".label{font-family:FandolFang}")),
    ("attachment.label_size", "2012", attached, by_css(".label{font-size:15pt}")),
    ("attachment.label_left", "2012", attached, right(".label", 2)),
    ("attachment.label_top", "2012", attached, down(".label,h2.title", -2)),
    ("attachment.title_row", "2012", attached, down("h2.title", 3)),
    ("attachment.title_centre", "2012", attached, right("h2.title", 2)),
    ("attachment.count", "2012", attached, by_document(ATTACHED, listed=(*ATTACHED.listed, Listed("3.", "联系方式")))),
    ("attachment.numbers", "2012", attached, by_text(">附件2</p>", ">附件3</p>")),
    # §7.4
    ("imprint.page", "2012", joint, one_page_more),
    ("imprint.width", "2012", joint, by_css(".imprint .rule:first-child{width:150mm}")),
    ("imprint.width", "2012", joint, by_css(".imprint .rule{visibility:hidden}")),
    ("imprint.outer_lines", "2012", joint, by_css(".imprint .rule:first-child{height:.7mm!important}")),
    (
        "imprint.inner_lines",
        "2012",
        joint,
        by_css(".imprint .rule:not(:first-child):not(:last-child){height:.5mm!important}"),
    ),
    ("imprint.bottom", "2012", joint, down(".imprint", -2)),
    ("imprint.lines", "2012", joint, by_css(".imprint .rule:not(:first-child):not(:last-child){visibility:hidden}")),
    ("imprint.size", "2012", joint, by_css(".imprint p{font-size:13.7pt}")),
    ("imprint.face", "2012", joint, by_css(".imprint{font-family:FandolKai}")),
    ("cc.left", "2012", joint, right(".imprint p:not(.ends)", -1)),
    ("cc.right", "2012", joint, by_style("各直属检验检疫局", "letter-spacing:.8pt")),
    ("cc.run_over", "2012", joint, right(".imprint p:nth-of-type(2)", -2)),
    ("cc.end", "2012", joint, by_text("新闻单位。", "新闻单位；")),
    ("cc.moved", "2012", moved, with_line),
    ("cc.moved", "2012", moved, moved_below),
    ("print.left", "2012", joint, by_style("国家质检总局办公厅", RIGHT.format(2))),
    ("print.right", "2012", joint, by_style(PRINTED, RIGHT.format(2))),
    ("print.form", "2012", joint, by_text(PRINTED, "2026年06月26日印发")),
    # §7.5, §8
    ("page_number.form", "2012", plain, by_css(PAGE_RIGHT.format('content:"- " counter(page) " -"'))),
    ("page_number.face", "2012", plain, on_numbers("font-family:FandolFang")),
    ("page_number.size", "2012", plain, on_numbers("font-size:13pt")),
    ("page_number.height", "2012", plain, on_numbers("padding-top:4mm")),
    ("page_number.odd", "2012", plain, by_css(PAGE_RIGHT.format("padding-right:0"))),
    ("page_number.even", "2012", plain, by_css(PAGE_LEFT.format("padding-left:0"))),
    ("page_number.count", "2012", plain, by_css(PAGE_RIGHT.format('content:"— 7 —"'))),
    ("page_number.count", "2012", plain, by_css(PAGE_LEFT.format("content:none"))),
    ("page_number.blank", "2012", moved, by_css('@page unnumbered:left{@bottom-left{content:"— 4 —"!important}}')),
    ("page_number.blank", "2012", moved, by_css('@page :blank{@bottom-right{content:"— 3 —"!important}}')),
    ("landscape.head", "2012", landscape, rotated),
    ("landscape.number", "2012", landscape, by_css("@page :nth(2){@bottom-left{content:none}}")),
    # 1999
    ("mark.top", "1999", old_joint, down(".mark", -2.5)),
    ("secrecy.side", "1999", lambda: secret("1999"), by_style("机密★1年", RIGHT.format(-2))),
    ("urgency.side", "1999", lambda: secret("1999"), by_style("特急", RIGHT.format(-2))),
    ("date.form", "1999", old_joint, lambda page: re.sub("<i[^>]*>○</i>", "零", page)),
    ("seal.date_right", "1999", old_joint, by_css(".seals p:nth-of-type(4){margin-left:-2mm}")),
    ("seal.date_right", "1999", old_single, right(".seals", -2)),
    ("seal.date_right", "1999", old_pair, right(".seals", 2)),
    (
        "seal.date_right",
        "1999",
        old_pair,
        by_css(".seals p{margin-left:-1.6mm;letter-spacing:4.97pt!important}"),
    ),
    ("seal.on_date", "1999", old_pair, by_css(".seals img{margin-left:2mm}")),
    ("seal.on_date", "1999", old_single, by_css(".seals img{margin-left:-2mm}")),
    ("sign.unnamed", "1999", old_single, named),
    ("date.present", "1999", old_single, by_css(".seals p{display:none}")),
    ("imprint.size", "1999", old_joint, by_css(".imprint p{font-size:15.6pt}")),
    ("print.form", "1999", old_joint, by_text(PRINTED, "6月26日印发")),
    ("keywords.left", "1999", old_joint, right(".imprint p:first-child", 2)),
    ("keywords.faces", "1999", old_joint, by_css(".imprint .biao{font-family:FandolFang}")),
    ("keywords.gaps", "1999", old_joint, by_text("质量管理　通知", "质量管理　　通知")),
    # §10.1
    ("letter.mark_top", "letter", letter, down(".mark,.double:not(.double--foot),.number", 2)),
    ("letter.mark_host", "letter", letter, second_name),
    ("letter.lines", "letter", letter, by_css(".double--foot{display:none}")),
    ("letter.upper_gap", "letter", letter, down(".double:not(.double--foot)", 0.8)),
    ("letter.upper_weights", "letter", letter, by_css(".double:not(.double--foot){border-width:.2mm 0 .7mm}")),
    ("letter.lower_gap", "letter", letter, by_css(".double--foot{margin-top:1mm}")),
    ("letter.lower_weights", "letter", letter, by_css(".double--foot{border-width:.7mm 0 .2mm}")),
    ("letter.width", "letter", letter, by_css(".double--foot{width:168mm!important;margin-left:1mm}")),
    ("letter.centre", "letter", letter, by_css(".double--foot{margin-left:3mm}")),
    ("letter.colour", "letter", letter, by_css(".double--foot{border-color:#000}")),
    ("letter.number_right", "letter", letter, right(".number", -2)),
    ("letter.number_gap", "letter", letter, down(".number", 1.5)),
    ("letter.title_gap", "letter", letter, by_css("h1.title,.to{transform:translateY(-7mm)}")),
    ("letter.page_number", "letter", letter, by_css('@page :first{@bottom-right{content:"— 1 —"!important}}')),
    ("letter.imprint", "letter", letter, lined),
    ("letter.imprint_bottom", "letter", letter, down(".imprint", -6)),
]

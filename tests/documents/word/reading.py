"""A notice made into Word, and its XML read back."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from campaigns.documents.document import Attachment, Document, Layout, Listed, Organ, Piece, Table
from campaigns.documents.word import as_docx

MM = 1440 / 25.4  # twips
ROOT = Path(__file__).resolve().parents[3]
WIDE = Table(("序号", "活动"), tuple((str(number), "质量知识竞赛") for number in range(1, 5)), is_landscape=True)
NOTICE = Document(
    title="关于开展“2008年全国质量月”活动的通知",
    organs=(Organ("国家质量监督检验检疫总局"), Organ("中共中央宣传部"), Organ("共青团中央")),
    urgency="特急",
    number="国质检质联〔2008〕8号",
    addressees="各省、自治区、直辖市总工会：",
    pieces=(
        Piece("preamble", "现将“质量月”有关事项通知如下："),
        Piece("section", "", "指导思想", "一、"),
        Piece("paragraph", "以科学发展观为统领。" * 12),
        Piece("clause", "对四川等受灾地区开展帮扶。", "支援灾区。", "（一）"),
        Piece("clause", "", "时间安排", "（二）"),
        Piece("item", "", "宣传", "1."),
        Piece("item", "", "报纸", "（1）"),
        Piece("theme", "质量安全是社会和谐的基础"),
    ),
    listed=(Listed("附件：1.", "宣传口号"), Listed("2.", "安排表")),
    dated="2008-08-26",
    notes=("此件公开发布",),
    attachments=(
        Attachment("附件1", "宣传口号", (Piece("slogan", "坚持以质取胜 推动科学发展"),)),
        Attachment("附件2", "安排表", (WIDE, Piece("paragraph", "另行通知。"))),
    ),
    keywords=("质量管理", "通知"),
    cc="各直属局。",
    internal_distribution="本局：局领导。",
    print_office="质检总局办公厅",
    printed="2008年8月26日印发",
)
HEAD = """特急 国家质量监督检验检疫总局 中共中央宣传部 共青团中央 文件 国质检质联〔2008〕8号
关于开展“2008年全国质量月”活动的通知 各省、自治区、直辖市总工会："""
TEXT = f"""现将“质量月”有关事项通知如下： 一、指导思想 {"以科学发展观为统领。" * 12}
（一）支援灾区。对四川等受灾地区开展帮扶。 （二）时间安排 1.宣传 （1）报纸 质量安全是社会和谐的基础
附件：1.宣传口号 2.安排表 国家质量监督检验检疫总局 中共中央宣传部 共青团中央"""
ATTACHED = """（此件公开发布） 附件1 宣传口号 坚持以质取胜推动科学发展 附件2 安排表 序号 活动
1 质量知识竞赛 2 质量知识竞赛 3 质量知识竞赛 4 质量知识竞赛 另行通知。"""
IN_ORDER = {
    Layout.Y2012: f"{HEAD} {TEXT} 2008年8月26日 {ATTACHED} 抄送：各直属局。 质检总局办公厅2008年8月26日印发",
    Layout.Y1999: f"{HEAD} {TEXT} 二○○八年八月二十六日 {ATTACHED} 主题词：质量管理通知 抄送：各直属局。"
    " 本局：局领导。 质检总局办公厅2008年8月26日印发",
    Layout.LETTER: f"{HEAD} {TEXT} 2008年8月26日 {ATTACHED} 抄送：各直属局。".replace(
        "特急 国家质量监督检验检疫总局 中共中央宣传部 共青团中央 文件 国质", "国家质量监督检验检疫总局 特急国质"
    ),
}


class Read:
    """A DOCX read back."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.word = docx.Document(io.BytesIO(data))
        self.body = self.word.element.body

    @property
    def paragraphs(self):
        return list(self.body.iter(qn("w:p")))

    @property
    def lines(self):
        return [line for line in map(text_of, self.paragraphs) if line]

    @property
    def trees(self):
        return {name: etree.fromstring(data) for name, data in self.parts.items() if name.endswith(".xml")}

    def in_style(self, name):
        key = self.word.styles[name].style_id
        return [paragraph for paragraph in self.paragraphs if paragraph.style == key]

    def footers(self, section):
        """Return {kind: XML} of what stands at the foot of a section's pages."""
        references = section._sectPr.findall(qn("w:footerReference"))
        rels = self.word.part.rels
        return {each.get(qn("w:type")): rels[each.get(qn("r:id"))].target_part.element for each in references}


def shown(element):
    """Return the text of a margin with the names of its fields."""
    return "".join(each.text for each in element.iter(qn("w:t"), qn("w:instrText")))


def text_of(element):
    return "".join(each.text or "" for each in element.iter(qn("w:t"))).replace("\u3000", "")


def value(element, path, name="val"):
    """Return an attribute of what lies at `path` (pPr/ind), or None."""
    found = element.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{name}"))


def read(document=NOTICE, layout=Layout.Y2012):
    return Read(as_docx(document, layout))


def picture(form="PNG", size=(300, 300)):
    saved = io.BytesIO()
    Image.new("RGB", size, (217, 0, 27)).save(saved, form)
    return saved.getvalue()


def sealed(count, layout, **facts):
    organs = tuple(Organ(f"第{number}机关", picture(), 42) for number in range(count))
    return read(replace(NOTICE, organs=organs, **facts), layout)

"""Documents to print: short ones of every kind, and the two notices of 2008."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from campaigns.documents.document import Attachment, Document, Layout, Listed, Organ, Piece, Table
from campaigns.documents.pdf.typesetting import as_pdf
from campaigns.notices import sample
from campaigns.notices.printing import document_from
from campaigns.notices.reading import read

FOLDER = Path(sample.__file__).parent
NATIONAL, ZHEJIANG = (
    document_from(read((FOLDER / name).read_text())) for name in ("2008-national.txt", "2008-zhejiang.txt")
)
NAMES = (
    "国家质量监督检验检疫总局",
    "中共中央宣传部",
    "国家发展和改革委员会",
    "中华全国总工会",
    "共青团中央",
    "教育部",
    "工业和信息化部",
    "住房和城乡建设部",
    "交通运输部",
    "国务院国有资产监督管理委员会",
)


@cache
def printed(document, layout=Layout.Y2012):
    """The PDF of a document as bytes, printed once a process for all who look at one and the same print."""
    return as_pdf(document, layout)


def organs(count, seal=None):
    return tuple(Organ(name, seal) for name in NAMES[:count])


def paragraph(characters):
    """A paragraph of so many characters, without a mark that could not begin a line."""
    return Piece("paragraph", ("质量月活动要结合实际广泛动员" * (characters // 14 + 1))[: characters - 1] + "。")


SHORT = Document(
    title="关于开展质量月活动的通知",
    organs=organs(1),
    number="国质检质〔2008〕270号",
    addressees="各省、自治区、直辖市质量技术监督局：",
    pieces=(
        Piece("preamble", "现将有关事项通知如下："),
        Piece("section", "", "指导思想", "一、"),
        Piece("paragraph", "以科学发展观为统领。" * 12),
        Piece("clause", "对青川开展帮扶。", "支援灾区。", "（一）"),
    ),
    listed=(Listed("附件：", "宣传口号"),),
    dated="2008-06-26",
    notes=("（此件公开发布）",),
    attachments=(Attachment("附件", "宣传口号", (Piece("slogan", "坚持以质取胜 推动科学发展"),)),),
    keywords=("质量管理", "通知"),
    cc="各直属局",
    internal_distribution="本局：局领导。",
    print_office="国家质检总局办公厅",
    printed="2008年6月26日印发",
)
JOINT = replace(SHORT, organs=organs(5))
WITH_TABLES = replace(
    SHORT,
    listed=(Listed("附件：1.", "活动安排表"), Listed("2.", "企业名单")),
    attachments=(
        Attachment("附件1", "活动安排表", (Table(("序号", "活动"), (("1", "知识竞赛"),) * 30, is_landscape=True),)),
        Attachment("附件2", "企业名单", (Table(("序号", "单位"), (("1", "示例机械公司"),) * 40),)),
    ),
)
RARE_ONE = replace(SHORT, pieces=(Piece("paragraph", "朱镕基、陶喆、李堃、䶮一并核对" * 4),))

"""Pages planned before they are laid out: heads, signatures, attachments, and the grid that suits them."""

from dataclasses import replace

import pytest

from campaigns.documents.document import Attachment, Layout, Organ, Piece, Table
from campaigns.documents.geometry import MM, NO_2, NO_3, STANDARD, WIDTH, Grid
from campaigns.documents.marks import SMALLEST
from campaigns.documents.pdf.flow import Block, holes, paginate, signs_without_text
from campaigns.documents.pdf.imprint import ImprintTooTallError
from campaigns.documents.pdf.letterhead import MOST_SLACK, RED_LINE
from campaigns.documents.pdf.lines import length
from campaigns.documents.pdf.setting import TooManyPagesError, set_document
from campaigns.documents.pdf.signature import TooManySealsError
from campaigns.documents.pdf.tables import TableTooTallError, TableTooWideError
from tests.documents.samples import JOINT, NATIONAL, SHORT, WITH_TABLES, ZHEJIANG, organs, paragraph

Y2012, Y1999, LETTER = Layout
SEAL = b"a picture"


def setting(document, layout=Y2012):
    return set_document(document, layout)


@pytest.fixture
def any_seal(monkeypatch):
    """Takes any bytes for a seal: how it looks is tested elsewhere."""
    monkeypatch.setattr("campaigns.documents.seals.ready", lambda data: data)


def block(made, css):
    return next(each for each in made.blocks if each.css == css)


# --- pages --------------------------------------------------------------------------------------------------------


def rows(count, **facts):
    return Block(rows=count, **facts)


def empty(*blocks):
    return holes(paginate(blocks, 22).pages, 22)


def test_text_runs_on_and_what_holds_together_moves_on():
    blocks = [rows(20, splits=True), rows(5, splits=True), rows(20)]
    plan = paginate(blocks, 22)
    assert [page.used for page in plan.pages] == [22, 3, 20]
    assert plan.starts == {2}


def test_a_heading_stays_with_the_text_under_it():
    blocks = [rows(21, splits=True), rows(1, keeps=True), rows(9, splits=True)]
    assert [page.used for page in paginate(blocks, 22).pages] == [21, 10]


def test_headings_one_under_the_other_stay_with_the_text_under_them():
    blocks = [rows(20, splits=True), rows(1, keeps=True), rows(1, keeps=True), rows(9, splits=True)]
    assert [page.used for page in paginate(blocks, 22).pages] == [20, 11]


def test_more_headings_than_a_page_holds_run_on():
    blocks = [rows(11, splits=True), *(rows(1, keeps=True) for _ in range(40)), rows(9, splits=True)]
    assert len(paginate(blocks, 22).pages) <= 4


def test_a_blank_row_falls_away_at_the_top_of_a_page():
    blocks = [rows(22, splits=True), rows(2, before=1)]
    assert [page.used for page in paginate(blocks, 22).pages] == [22, 2]


def test_a_hole_is_what_a_page_that_runs_on_lacks():
    assert empty(rows(15, splits=True), rows(8), rows(1, needs_page=True)) == 7


def test_a_heading_or_a_blank_row_may_leave_one_row_empty():
    for last in (rows(1, keeps=True), rows(1, before=1)):
        assert empty(rows(21, splits=True), last, rows(9, splits=True)) == 0
        assert empty(rows(20, splits=True), rows(3), last) == 2


def test_text_that_is_carried_on_leaves_a_hole_and_an_attachment_none():
    for is_text, hole in ((True, 2), (False, 0)):
        assert empty(rows(20), rows(2, is_text=is_text, needs_page=True)) == hole


# --- the red head -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 5, 10])
@pytest.mark.parametrize("layout", [Y2012, Y1999])
@pytest.mark.parametrize("number", ["国质检质〔2008〕270号", ""])
def test_the_head_ends_on_the_grid_and_leaves_room_for_text(count, layout, number):
    made = setting(replace(SHORT, organs=organs(count), number=number), layout)
    head, grid = made.head, made.grid
    top = {"2012": 35, "1999": 25}[layout] * MM
    line = top + head.mark.height + (2 * grid.pitch + NO_3 + 4 * MM if number else 2 * grid.pitch) + RED_LINE
    title = head.rows * grid.pitch + (NO_3 - NO_2) / 2
    slack = title - line - 2 * grid.pitch  # half of it stands above the number
    assert -0.001 < slack <= MOST_SLACK
    assert head.number_gap == pytest.approx(2 * grid.pitch + slack / 2) or not number
    assert head.mark.size >= SMALLEST
    assert head.mark.width * head.mark.squeeze <= WIDTH + 0.01
    assert made.pages[0].text_rows


def test_joint_names_are_spread_to_one_width():
    mark = setting(JOINT).head.mark
    spread = [length(line.text, "biao", mark.size, line.spacing) for line in mark.lines]
    assert spread == pytest.approx([mark.names_width] * 5)
    assert mark.suffix == "文件"


def test_the_host_alone_stands_in_the_head_where_it_is_wished_or_there_are_too_many():
    for document in (replace(JOINT, has_host_mark=True), replace(JOINT, organs=organs(10) * 20)):
        (line,) = setting(document).head.mark.lines
        assert line.text == "国家质量监督检验检疫总局文件"


def test_addressees_that_would_push_the_text_off_page_1_move_to_the_imprint():
    document = replace(SHORT, organs=organs(3), addressees="各省质量技术监督局，" * 40 + "国务院：")
    made = setting(document)
    assert made.pages[0].text_rows
    assert made.imprint.entries[0].rows[0].line.text.startswith("主送：各省质量技术监督局")
    assert made.imprint.entries[0].rows[-1].line.text.startswith("抄送：")
    assert not [each for each in made.blocks if each.css == "to"]


def test_without_organs_there_is_no_head():
    assert setting(replace(SHORT, organs=())).head.mark is None


# --- the signature ------------------------------------------------------------------------------------------------


def test_without_a_seal_the_date_begins_two_characters_in_from_the_name():
    name, date = block(setting(SHORT), "signature").lines
    cell = STANDARD.cell
    assert date.indent - name.indent == pytest.approx(2 * cell)
    assert name.indent + length(name.text, spacing=name.spacing) == pytest.approx(WIDTH - 2 * cell)


def test_a_date_longer_than_the_name_keeps_two_characters_free_and_the_name_moves_left():
    name, date = block(setting(replace(SHORT, organs=(Organ("教育部"),))), "signature").lines
    cell = STANDARD.cell
    assert date.indent + length(date.text, spacing=date.spacing) == pytest.approx(WIDTH - 2 * cell)
    assert date.indent - name.indent == pytest.approx(2 * cell)


def test_names_that_sign_jointly_have_one_width():
    *names, _ = block(setting(JOINT), "signature").lines
    assert len({round(name.indent, 3) for name in names}) == 1
    assert len({round(length(name.text, spacing=name.spacing), 2) for name in names}) == 1


def seals_of(count, layout=Y2012, millimetres=42):
    sealed = tuple(Organ(organ.name, SEAL, millimetres) for organ in organs(count))
    made = setting(replace(NATIONAL, organs=sealed, is_signed=True, dated="2008-06-26"), layout)
    return made, next(each for each in made.blocks if each.kind == "seals").data


@pytest.mark.usefixtures("any_seal")
class TestSeals:
    @pytest.mark.parametrize("count", range(1, 11))
    def test_they_stand_apart_within_the_type_area_beside_text(self, count):
        made, data = seals_of(count)
        assert not made.holes
        assert not signs_without_text(made.pages)
        boxes = [(seal.left, seal.top, seal.size) for seal in data.seals]
        assert len(boxes) == count
        assert all(left >= -0.01 and left + size <= WIDTH + 0.01 for left, _, size in boxes)
        for number, (x, y, size) in enumerate(boxes):
            for left, top, _ in boxes[number + 1 :]:
                assert (x - left) ** 2 + (y - top) ** 2 >= size**2

    def test_the_only_one_is_centred_on_name_and_date_four_characters_in(self):
        _, data = seals_of(1)
        name, date = data.texts
        (seal,) = data.seals
        middle = seal.left + seal.size / 2
        for text in (name, date):
            assert text.left + length(text.text, spacing=text.spacing) / 2 == pytest.approx(middle)
        assert date.left + length(date.text, spacing=date.spacing) == pytest.approx(WIDTH - 4 * STANDARD.cell)

    def test_1999_names_no_organ_where_one_seals_and_spreads_the_date_between_two(self):
        made, one = seals_of(1, Y1999)
        assert [text.text for text in one.texts] == ["二○○八年六月二十六日"]
        _, two = seals_of(2, Y1999)
        (date,) = two.texts
        assert date.left == pytest.approx(7 * made.grid.cell)
        assert date.left + length(date.text, spacing=date.spacing) == pytest.approx(WIDTH - 7 * made.grid.cell)
        left, right = two.seals
        assert 0 < right.left - left.left - left.size <= 3 * MM

    def test_1999_puts_three_names_or_more_above_the_date_at_most_three_abreast(self):
        made, data = seals_of(5, Y1999)
        date = data.texts[-1]
        assert max(seal.top for seal in data.seals) + 42 * MM <= date.top + 1
        assert date.left + length(date.text, spacing=date.spacing) == pytest.approx(WIDTH - 2 * made.grid.cell)
        last = [seal for seal in data.seals if seal.top == data.seals[-1].top]
        assert sum(seal.left + seal.size / 2 for seal in last) / len(last) == pytest.approx(WIDTH / 2)

    def test_more_than_a_page_can_hold_are_refused(self):
        with pytest.raises(TooManySealsError, match="印章一页排不下"):
            seals_of(10, millimetres=58)


@pytest.mark.parametrize("characters", range(300, 1100, 23))
def test_a_signature_never_stands_without_text_and_leaves_no_hole(characters):
    made = setting(replace(NATIONAL, pieces=(*NATIONAL.pieces[:3], paragraph(characters)), is_signed=True))
    assert not signs_without_text(made.pages)
    assert holes(made.pages, made.grid.rows) == 0
    assert abs(made.grid.rows - 22) <= 2
    assert abs(made.grid.columns - 28) <= 1


def test_the_standard_grid_is_kept_where_nothing_speaks_against_it():
    assert setting(NATIONAL).grid == Grid(22, 28)


# --- text, attachments, imprint -----------------------------------------------------------------------------------


def test_headings_have_their_faces_and_their_place_in_the_outline():
    made = setting(SHORT)
    found = [(each.tag, each.role, each.outline, each.label) for each in made.blocks if each.outline]
    assert found == [
        ("h1", "biao", 1, "关于开展质量月活动的通知"),
        ("h2", "hei", 2, "一、指导思想"),
        ("p", "fang", 3, "（一）支援灾区。"),
        ("h2", "biao", 1, "宣传口号"),
    ]


def test_the_list_of_attachments_hangs_under_the_first_character_of_the_name():
    long = replace(WITH_TABLES.listed[0], name="质量月活动安排" * 6)
    lines = [
        each.lines
        for each in setting(replace(WITH_TABLES, listed=(long, *WITH_TABLES.listed[1:]))).blocks
        if each.css == "listing"
    ]
    cell, spacing = STANDARD.cell, lines[0][0].spacing
    assert lines[0][0].indent == pytest.approx(2 * cell)
    assert lines[0][1].indent == pytest.approx(2 * cell + length("附件：1.", spacing=spacing) + spacing)
    assert lines[1][0].indent == pytest.approx(5 * cell)


@pytest.mark.parametrize(
    ("printed", "label"), [("附件：", "附件"), ("附件1", "附件1"), ("附 件 2:", "附件2"), ("附表", "附表")]
)
def test_an_attachment_begins_a_page_with_its_label(printed, label):
    made = setting(replace(SHORT, attachments=(Attachment(printed, "名单", (paragraph(30),)),)))
    first = block(made, "label")
    assert first.lines[0].text == label
    assert made.blocks.index(first) in made.plan.starts


def test_the_imprint_of_1999_has_what_2012_dropped():
    def texts(layout):
        return [row.line.text for entry in setting(SHORT, layout).imprint.entries for row in entry.rows]

    assert texts(Y2012) == ["抄送：各直属局。", "国家质检总局办公厅"]
    assert texts(Y1999) == ["主题词：质量管理　通知", "抄送：各直属局。", "本局：局领导。", "国家质检总局办公厅"]
    assert texts(LETTER) == ["抄送：各直属局。"]


def test_both_notices_of_2008_are_set_without_fault():
    for document in (NATIONAL, ZHEJIANG):
        for layout in Layout:
            assert not setting(document, layout).faults


def test_no_clauses_is_a_sound_page():
    made = setting(replace(SHORT, pieces=(), listed=(), attachments=()))
    assert [page.used <= made.grid.rows for page in made.pages] == [True]


def tables_on_pages(*tables):
    """Return the rows used on each page of two paragraphs with tables between them, and the blocks that begin a page."""
    pieces = (paragraph(25), *tables, paragraph(25))
    made = setting(replace(SHORT, pieces=pieces, attachments=(), listed=(), notes=(), is_signed=False, dated=""))
    return [page.used for page in made.pages], [made.blocks[number].kind for number in sorted(made.plan.starts)]


def test_a_table_in_the_text_stands_where_it_comes():
    used, starts = tables_on_pages(Table(("序号", "活动"), (("1", "知识竞赛"),) * 3))
    assert (len(used), starts) == (1, [])


def test_a_table_that_finds_no_room_begins_a_page_and_a_long_one_goes_on():
    assert tables_on_pages(Table(("序号", "活动"), (("1", "知识竞赛"),) * 20))[1] == ["table"]
    assert tables_on_pages(Table(("序号", "活动"), (("1", "知识竞赛"),) * 40))[1] == ["table", "table"]


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize("layout", [Y2012, Y1999])
def test_organs_have_one_red_head_however_long_the_text_is(count, layout):
    lengths = (replace(SHORT, organs=organs(count), pieces=(paragraph(25),) * rows) for rows in range(2, 24, 3))
    assert len({setting(document, layout).head.mark.size for document in lengths}) == 1


def test_no_sheet_is_spent_on_the_imprint_where_another_pitch_spares_it():
    documents = [
        replace(SHORT, organs=organs(count), pieces=(paragraph(26),) * rows, listed=(), attachments=())
        for count in (1, 3)
        for rows in range(20, 30)
    ]
    assert sum(setting(document).place.follows_blank for document in documents) <= 2


@pytest.mark.parametrize(
    ("pieces", "error"),
    [
        ((Piece("paragraph", "质"),) * 6000, TooManyPagesError),
        ((Table(("列",) * 40, (("数据",) * 40,)),), TableTooWideError),
        ((Table(("质" * 3000,), ()),), TableTooTallError),
        ((Table(("质",), (("质" * 3000,),)),), TableTooTallError),
    ],
)
def test_what_no_press_could_print_is_refused_before_it_is_laid_out(pieces, error):
    with pytest.raises(error):
        setting(replace(SHORT, pieces=pieces))


@pytest.mark.parametrize("change", [{"cc": "各直属局，" * 600}, {"keywords": ("质量管理",) * 300}])
def test_an_imprint_that_no_page_holds_is_refused(change):
    with pytest.raises(ImprintTooTallError):
        setting(replace(SHORT, **change), Y1999)


def test_what_leads_on_to_a_table_or_the_theme_goes_with_it():
    table = Table(("序号", "活动"), (("1", "知识竞赛"),) * 6)
    for shown in (table, Piece("theme", "质量安全是社会和谐的基础")):
        for rows in range(1, 14):
            pieces = (*(Piece("paragraph", "请执行。"),) * rows, Piece("paragraph", "见下表："), shown, paragraph(60))
            made = setting(replace(SHORT, pieces=pieces, listed=(), attachments=()))
            lead = next(number for number, each in enumerate(made.blocks) if each.keeps and each.is_text)
            assert lead + 1 not in made.plan.starts


@pytest.mark.usefixtures("any_seal")
def test_seals_that_only_some_grid_has_no_room_for_are_set_on_another():
    sealed = tuple(Organ(organ.name, SEAL, 46) for organ in organs(10))
    for rows_of_text in (3, 9, 14):
        document = replace(SHORT, organs=sealed, pieces=(paragraph(26),) * rows_of_text, listed=(), attachments=())
        assert next(each for each in setting(document).blocks if each.kind == "seals").data.seals


def test_a_title_of_capitals_stays_within_the_type_area():
    made = setting(replace(SHORT, title="REQUIREMENTS WITH MMMM WWWW 的通知"))
    assert all(line.indent >= 0 for line in block(made, "title").lines)

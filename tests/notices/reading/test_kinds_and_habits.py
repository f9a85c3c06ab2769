"""Other kinds of document, and the habits of other offices and of their pages."""

import pytest

from tests.notices.reading.texts import TAIL, body, parse

# --- other kinds of document ------------------------------------------------------------------------------------------


def test_an_announcement_with_a_number_of_the_year():
    data = parse(
        "国家质量监督检验检疫总局\n公告\n2008年第66号\n关于公布质量奖名单的公告\n按照规定，现公布名单如下。\n国家质检总局\n二〇〇八年七月一日"
    )
    assert (data["title"], data["doc_number"]) == ("关于公布质量奖名单的公告", "2008年第66号")
    assert (data["recipients"], data["date"]["iso"]) == ([], "2008-07-01")


def test_an_order_bears_its_signers_name_as_a_note():
    data = parse(
        "国家质检总局令\n第103号\n《质量奖办法》已经审议通过，现予公布，自2008年9月1日起施行。\n局长 李某某\n二〇〇八年七月一日"
    )
    assert (data["doc_number"], data["notes"], data["issuers"]) == ("第103号", ["局长 李某某"], [])


def test_a_request_closes_with_its_question():
    data = parse(
        "关于举办质量月启动仪式的请示\n市政府：\n    拟于9月1日举办启动仪式，经费由我局承担。\n    妥否，请批示。\n市质监局\n2012年8月1日"
    )
    assert (data["recipients"], data["closing"]) == (["市政府"], ["妥否，请批示。"])


def test_names_spread_to_one_width_in_two_columns():
    data = body(
        "一、要求\n抓好落实。",
        tail="\n市场监管总局　　　教　育　部\n公　安　部　　　　全国工商联\n中　国　科　协　　国务院国资委\n2023年8月30日",
    )
    assert data["issuers"] == ["市场监管总局", "教育部", "公安部", "全国工商联", "中国科协", "国务院国资委"]


def test_a_date_under_the_title_in_brackets():
    data = parse(
        "关于加强质量工作的决定\n（2008年6月26日）\n质量是企业的生命，各地务必高度重视质量工作。\n一、提高认识\n抓好落实。"
    )
    assert data["date"] == {"text": "2008年6月26日", "iso": "2008-06-26", "precision": "day"}


def test_a_list_of_files_after_the_signature():
    data = body("一、要求\n抓好落实。", tail=TAIL + "附件：\n1.活动安排表.xls\n2.宣传口号.doc\n")
    assert [(each["label"], each["title"]) for each in data["attachments"]] == [
        ("附件1", "活动安排表.xls"),
        ("附件2", "宣传口号.doc"),
    ]


def test_bracketed_chinese_numbers_below_arabic_ones():
    (section,) = parse(
        "关于开展质量月活动的通知\n各市局：\n1.检查\n（一）查企业。\n（二）查市场。\n2.宣传\n（一）办讲座。"
    )["sections"]
    assert [clause["marker"] for clause in section["clauses"]] == ["1.", "2."]
    assert [item["marker"] for item in section["clauses"][0]["items"]] == ["（一）", "（二）"]


# --- advice -----------------------------------------------------------------------------------------------------------


def test_numbering_in_order_at_every_level_is_no_advice():
    text = "一、甲\n（一）一件\n1.细目。\n2.细目。\n（二）二件\n3.细目。\n（1）又细。\n（2）又细。\n二、乙\n（一）一件\n1.细目。"
    assert not [advice for advice in body(text)["advice"] if "序号" in advice["say"]]


@pytest.mark.parametrize("text", ["（一）一件\n1.细目。\n3.细目。", "（一）一件\n（三）三件", "（二）二件"])
def test_a_gap_at_any_level_is_advice(text):
    assert [advice for advice in body(f"一、甲\n{text}")["advice"] if "不连续" in advice["say"]]


def test_a_couplet_keeps_its_space_and_a_stray_space_goes():
    data = body(
        "一、活动主题\n增强质量意识 推进质量强国建设\n二、要求\n以“共建质量强国 共享美好生活”为主题，认真 组织 实施。\n三、加强组织 领导工作\n抓好落实。"
    )
    assert data["theme"] == "增强质量意识 推进质量强国建设"
    assert data["sections"][1]["paragraphs"] == ["以“共建质量强国 共享美好生活”为主题，认真组织实施。"]
    assert data["sections"][2]["heading"] == "三、加强组织领导工作"


def test_wide_set_columns_keep_their_gaps():
    data = body("一、联系方式\n张某某  0571-12345678\n姓名\t单位\t电话\n通\u3000\u3000知  书")
    assert data["sections"][0]["paragraphs"] == ["张某某\u30000571-12345678", "姓名\u3000单位\u3000电话", "通知书"]


def test_names_without_a_date_sign_after_a_list_of_attachments():
    data = body(
        "一、要求\n抓好落实。\n附件：1．方案\n2．样表", tail="\n杭州市质量技术监督局\n\n附件1\n方案\n认真执行。\n"
    )
    assert data["issuers"] == ["杭州市质量技术监督局"]
    assert [each["title"] for each in data["attachments"]] == ["方案", "样表"]


# --- habits of other offices and of their web pages -------------------------------------------------------------------


def test_an_office_and_a_day_under_the_title_are_the_pages_and_the_signature_is_the_texts():
    data = parse(
        "关于开展质量月活动的通知\n台州市市场监督管理局  2022-09-02\n各县局：\n请执行。\n台州市市场监督管理局\n2022年8月30日"
    )
    assert (data["date"]["iso"], data["issuers"]) == ("2022-08-30", ["台州市市场监督管理局"])
    assert data["source"]["published"] == "2022-09-02"


def test_a_stamp_of_a_news_account_under_the_title_is_the_source():
    data = parse("关于开展质量月活动的通知\n台州市场监管 2019-08-30 18:00\n点击上方蓝字关注我们\n各单位：\n请执行。")
    assert data["recipients"] == ["各单位"]
    assert data["source"] == {"headline": None, "published": "2019-08-30 18:00", "origin": "台州市场监管"}


@pytest.mark.parametrize(
    "line", ["关于开展质量月活动的通知（台质〔2009〕3号）", "关于开展质量月活动的通知 台质〔2009〕3号"]
)
def test_a_number_behind_the_title(line):
    data = parse(f"{line}\n各市局：\n请执行。")
    assert (data["title"], data["doc_number"]) == ("关于开展质量月活动的通知", "台质〔2009〕3号")


def test_the_number_after_an_empty_label_is_the_number():
    data = parse("分享到：\n国市监质发〔2023〕71号\n关于开展质量月活动的通知\n各省局：\n请执行。")
    assert data["doc_number"] == "国市监质发〔2023〕71号"


def test_an_unknown_label_of_the_page_is_no_addressee():
    data = parse("欢迎访问：\n站内搜索：\n关于开展质量月活动的通知\n各省局：\n请执行。")
    assert (data["title"], data["recipients"]) == ("关于开展质量月活动的通知", ["各省局"])


def test_a_subtitle_in_brackets_belongs_to_the_title():
    assert parse("关于质量工作的指导意见\n（试行）\n各市局：\n请执行。")["title"] == "关于质量工作的指导意见（试行）"


def test_a_heading_may_end_in_a_colon():
    data = body("一、会议时间：\n9月1日上午9时\n二、要求：各地要抓好落实。")
    assert [section["heading"] for section in data["sections"]] == ["一、会议时间：", "二、要求："]


def test_several_attachments_on_one_line():
    data = body("一、要求\n抓好落实。\n附件：1.报名表；2.竞赛规则；3.汇总表")
    assert [(each["label"], each["title"]) for each in data["attachments"]] == [
        ("附件1", "报名表"),
        ("附件2", "竞赛规则"),
        ("附件3", "汇总表"),
    ]
    assert data["issuers"] == ["浙江省质量技术监督局"]


def test_contacts_under_the_list_of_attachments_are_no_part_of_a_name():
    data = body("一、要求\n抓好落实。\n附件：1.口号\n2.统计表\n联系人：张某；电话：88581234")
    assert [each["title"] for each in data["attachments"]] == ["口号", "统计表"]
    assert data["closing"] == ["联系人：张某；电话：88581234"]


def test_a_body_without_label_is_the_attachment_whose_name_it_bears():
    data = body("一、要求\n抓好落实。\n附件：2007年活动方案", tail=TAIL + "2007年活动方案\n一、时间\n九月。\n")
    assert [(each["label"], each["title"]) for each in data["attachments"]] == [("附件", "2007年活动方案")]


def test_copies_without_a_full_stop_end_before_the_printing_line():
    data = body(
        "一、要求\n抓好落实。",
        tail=TAIL + "抄报：省局、市委\n抄送：市级有关部门，各县局\n市质监局办公室  2007年8月20日印发\n",
    )
    assert data["cc"] == ["省局、市委", "市级有关部门", "各县局"]
    assert (data["print_office"], data["print_date"]) == ("市质监局办公室", "2007-08-20")


@pytest.mark.parametrize(
    "sentence",
    [
        "决定于9月开展以“用心服务，情系万家”为主题的“质量月”活动。",
        "本次活动的主题是：“用心服务，情系万家”。",
        "要围绕“用心服务，情系万家”的主题，组织好今年的活动。",
    ],
)
def test_more_ways_to_state_the_theme(sentence):
    assert body(f"一、总体要求\n{sentence}")["theme"] == "用心服务，情系万家"


def test_a_short_notice_on_one_line():
    data = parse(
        "关于开展质量月活动的通知 各科室： 现通知如下： 一、开展自查。 二、加强宣传。 特此通知。 市第一人民医院 2019年9月1日"
    )
    assert (data["title"], data["recipients"]) == ("关于开展质量月活动的通知", ["各科室"])
    assert [section["heading"] for section in data["sections"]] == ["一、开展自查。", "二、加强宣传。"]
    assert data["issuers"] == ["市第一人民医院"]

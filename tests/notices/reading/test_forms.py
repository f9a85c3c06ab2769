"""Notices as they come: each test is one habit of writers, of Word or of web pages."""

import pytest

from campaigns.notices.reading import as_json, read

HEAD = "关于开展2012年“质量月”活动的通知\n各市质监局：\n    为做好今年质量月活动，现将有关事项通知如下。\n"
TAIL = "\n浙江省质量技术监督局\n2012年8月20日\n"


def parse(text):
    return as_json(read(text))


def body(text, head=HEAD, tail=TAIL):
    return parse(head + text + tail)


def shape(section):
    return [(clause["marker"], clause["heading"], clause["text"]) for clause in section["clauses"]]


# --- noise --------------------------------------------------------------------------------------------------------


def test_exotic_spaces_indent_and_stand_inside_words():
    data = parse(
        "\u2003关于开展 2012 年质量月　活动的通　知\n\u3000\u3000各 市局：\n\u2003\u2003一、 活动 主题\n\u3000\u3000树立质量 意识，确保安全。"
    )
    assert data["title"] == "关于开展2012年质量月活动的通知"
    assert data["recipients"] == ["各市局"]
    assert data["sections"][0]["heading"] == "一、活动主题"
    assert data["sections"][0]["paragraphs"] == ["树立质量意识，确保安全。"]


def test_a_marker_alone_on_its_line_belongs_to_the_next():
    (section,) = body("一、\n工作要求\n（一）\n加强领导。\n（二）\n\n注重实效。")["sections"]
    assert section["heading"] == "一、工作要求"
    assert [(clause["marker"], clause["text"]) for clause in section["clauses"]] == [
        ("（一）", "加强领导。"),
        ("（二）", "注重实效。"),
    ]


def test_lines_wrapped_by_a_pdf_and_page_marks_make_one_paragraph():
    text = (
        "    为深入贯彻落实国务院《质量发展纲要》，进一步提高全社会的质量意\n"
        "识，营造人人关心质量、人人重视质量的良好氛围，经研究，决定在全省开\n"
        "展质量月活动。现将有关事项通知如下：\n"
        "    一、活动主题\n"
        "    共建质量强省，共享美好生活，共创和谐社会，共同推动高质量发展迈\n"
        "                               — 1 —\n"
        "\n"
        "上新台阶。\n"
        "    二、活动要求\n"
        "    各市要精心组织，广泛动员社会各界特别是广大企业积极参与质量月各\n"
        "项活动，务求实效。\n"
    )
    data = parse("关于开展质量月活动的通知\n各市局：\n" + text)
    assert data["preamble"].startswith("为深入贯彻") and "质量意识，" in data["preamble"]
    assert data["sections"][0]["paragraphs"] == [
        "共建质量强省，共享美好生活，共创和谐社会，共同推动高质量发展迈上新台阶。"
    ]
    assert {"line": 8, "text": "—1—", "why": "页码"} in data["dropped"]


def test_a_word_broken_by_a_stray_line_break_is_mended():
    data = body("一、活动要求\n各地要广泛动员企业开展质量月活动，悬挂质量月宣传旗帜，张贴宣\n传标语。")
    assert data["sections"][0]["paragraphs"] == ["各地要广泛动员企业开展质量月活动，悬挂质量月宣传旗帜，张贴宣传标语。"]


def test_a_table_of_facts_with_labels_and_values_on_separate_lines():
    data = parse(
        "索 引 号：\n000014349/2012-00099\n发文机关：\n国家质检总局\n标　　题：\n关于开展质量月活动的通知\n"
        "发文字号：\n国质检质〔2012〕399号\n发布日期：\n2012年8月28日\n\n关于开展质量月活动的通知\n各省局：\n请认真组织实施。"
    )
    assert data["title"] == "关于开展质量月活动的通知"
    assert data["doc_number"] == "国质检质〔2012〕399号"
    assert data["source"]["published"] == "2012-08-28"
    assert data["recipients"] == ["各省局"]
    assert "000014349/2012-00099" in [each["text"] for each in data["dropped"]]


def test_a_whole_notice_on_one_line():
    data = parse(
        "关于开展2012年质量月活动的通知 各市局，省质量协会： 为做好质量月活动，现将有关事项通知如下： 一、活动主题 "
        "共建质量强省 共享美好生活 二、活动内容 （一）开展宣传活动。各地要广泛开展宣传，营造良好氛围。（二）开展检查活动。"
        "1.检查生产企业；2.检查销售企业。 三、工作要求 各地要加强领导，落实责任，确保活动取得实效。 特此通知。 "
        "浙江省质量技术监督局 2012年8月20日 附件：活动安排表"
    )
    assert data["title"] == "关于开展2012年质量月活动的通知"
    assert data["recipients"] == ["各市局", "省质量协会"]
    assert [section["heading"] for section in data["sections"]] == ["一、活动主题", "二、活动内容", "三、工作要求"]
    assert [clause["marker"] for clause in data["sections"][1]["clauses"]] == ["（一）", "（二）"]
    assert [item["text"] for item in data["sections"][1]["clauses"][1]["items"]] == ["检查生产企业；", "检查销售企业。"]
    assert data["theme"] == "共建质量强省 共享美好生活"
    assert (data["issuers"], data["date"]["iso"]) == (["浙江省质量技术监督局"], "2012-08-20")
    assert data["closing"] == ["特此通知。"]
    assert data["attachments"][0]["title"] == "活动安排表"


# --- head ---------------------------------------------------------------------------------------------------------


def test_a_title_over_several_lines_with_nested_book_marks():
    data = parse(
        "浙江省质量技术监督局\n关于转发《国家质检总局关于开展\n2012年全国质量月活动的通知》\n的 通 知\n各市局：\n请贯彻执行。"
    )
    assert data["title"] == "浙江省质量技术监督局关于转发《国家质检总局关于开展2012年全国质量月活动的通知》的通知"


def test_a_red_head_its_number_and_a_title_of_several_organs():
    data = parse(
        "海川市质量技术监督局\n海川市总工会\n文件\n海质联〔2008〕17号\n海川市质量技术监督局　海川市总工会\n关于开展质量月活动的通知\n各县局：\n请执行。"
    )
    assert data["doc_number"] == "海质联〔2008〕17号"
    assert data["title"] == "海川市质量技术监督局 海川市总工会关于开展质量月活动的通知"
    assert data["masthead"] == ["海川市质量技术监督局", "海川市总工会", "文件"]


@pytest.mark.parametrize(
    "printed", ["浙质〔2012〕12号", "浙质[2012]12号", "浙质﹝2012﹞12号", "浙质（2012）12号", "浙质【2012】第12号"]
)
def test_a_document_number_in_any_brackets_is_kept_as_printed(printed):
    assert parse(f"关于开展质量月活动的通知\n{printed}\n各市局：\n请执行。")["doc_number"] == printed


def test_the_number_of_another_document_is_not_ours():
    data = body("一、依据\n根据《国家质检总局通知》（国质检质〔2012〕399号）要求，开展活动。")
    assert data["doc_number"] is None


def test_brackets_that_are_not_six_cornered_are_advice():
    data = parse("关于开展质量月活动的通知\n浙质[2012]12号\n各市局：\n请执行。")
    assert any("六角括号" in advice["say"] for advice in data["advice"])


def test_the_page_headline_and_the_title_are_told_apart():
    data = parse(
        "首页 > 通知公告\n我省全面启动质量月活动\n来源：新华网 发布时间：2012-09-01 08:30\n关于开展质量月活动的通知\n各市局：\n请执行。"
    )
    assert data["source"] == {"headline": "我省全面启动质量月活动", "published": "2012-09-01 08:30", "origin": "新华网"}


# --- text ---------------------------------------------------------------------------------------------------------


def test_items_stand_directly_under_a_section():
    data = body("一、时间安排\n1.启动阶段。8月底前。\n2、实施阶段。9月。\n二、要求\n1．加强领导。\n2．及时总结。")
    assert [[clause["marker"] for clause in section["clauses"]] for section in data["sections"]] == [
        ["1.", "2、"],
        ["1．", "2．"],
    ]


def test_items_under_a_clause_and_below_them():
    (section,) = body("一、活动\n（一）检查。\n1.查企业；\n（1）查大企业；\n（2）查小企业。\n2.查市场。\n（二）宣传。")[
        "sections"
    ]
    first, second = section["clauses"]
    assert [item["marker"] for item in first["items"]] == ["1.", "2."]
    assert [item["marker"] for item in first["items"][0]["items"]] == ["（1）", "（2）"]
    assert second["items"] == []


def test_numbering_that_skips_or_repeats_is_kept_and_advised():
    data = body("一、甲方面\n内容。\n三、乙方面\n（一）一件。\n（一）又一件。")
    assert [section["heading"] for section in data["sections"]] == ["一、甲方面", "三、乙方面"]
    says = [advice["say"] for advice in data["advice"]]
    assert any("不连续" in say for say in says) and any("重复" in say for say in says)


def test_clauses_may_run_on_across_sections():
    data = body("一、甲方面\n（一）一件。\n（二）二件。\n二、乙方面\n（三）三件。\n（四）四件。")
    assert [[clause["marker"] for clause in section["clauses"]] for section in data["sections"]] == [
        ["（一）", "（二）"],
        ["（三）", "（四）"],
    ]
    assert not any("序号" in advice["say"] for advice in data["advice"])


def test_an_introduction_stands_between_section_and_first_clause():
    (section,) = body("二、活动内容\n全省统一组织以下活动：\n（一）检查。\n（二）宣传。")["sections"]
    assert section["paragraphs"] == ["全省统一组织以下活动："]
    assert len(section["clauses"]) == 2


def test_a_clause_holds_several_unnumbered_paragraphs():
    (section,) = body("二、活动内容\n（一）质量进校园\n组织体验课。\n课程表统一编排。\n（二）质量进商会\n邀请讲课。")[
        "sections"
    ]
    assert shape(section) == [
        ("（一）", "质量进校园", "组织体验课。\n课程表统一编排。"),
        ("（二）", "质量进商会", "邀请讲课。"),
    ]


def test_a_heading_may_begin_with_digits():
    data = body(
        "一、1996年全国质量月活动的安排\n九月开展。\n二、2.5万家企业参加\n广泛动员。\n1.2012年8月启动。\n3.15晚会期间发布。"
    )
    assert [section["heading"] for section in data["sections"]] == [
        "一、1996年全国质量月活动的安排",
        "二、2.5万家企业参加",
    ]
    (clause,) = data["sections"][1]["clauses"]
    assert (clause["marker"], clause["text"]) == ("1.", "2012年8月启动。\n3.15晚会期间发布。")


def test_heading_and_text_stand_on_one_line():
    data = body("一、元旦：1月1日放假1天。\n二、春节：1月22日至28日放假调休，共7天。")
    assert [(section["heading"], section["paragraphs"]) for section in data["sections"]] == [
        ("一、元旦：", ["1月1日放假1天。"]),
        ("二、春节：", ["1月22日至28日放假调休，共7天。"]),
    ]


def test_prizes_are_no_sections():
    data = body("一、奖项设置\n一、二等奖各3名，三等奖10名。\n二、申报\n自愿申报。")
    assert [section["heading"] for section in data["sections"]] == ["一、奖项设置", "二、申报"]
    assert data["sections"][0]["paragraphs"] == ["一、二等奖各3名，三等奖10名。"]


@pytest.mark.parametrize("closing", ["特此通知。", "请各地于10月15日前将总结报送省局。", "各单位要结合实际抓好落实。"])
def test_a_closing_paragraph_belongs_to_no_clause(closing):
    data = body(f"一、要求\n（一）加强领导。各地要明确责任。\n（二）注重实效。各地要力戒形式。\n{closing}")
    assert data["closing"] == [closing]
    assert data["sections"][0]["clauses"][1]["text"] == "各地要力戒形式。"


def test_chapters_and_articles_of_regulations():
    data = parse(
        "关于印发《质量奖管理办法》的通知\n各市局：\n现印发给你们，请执行。\n省质监局\n2012年8月1日\n质量奖管理办法\n"
        "第一章 总则\n第一条 为规范评审，制定本办法。\n第二条 本办法适用于本省。\n第二章 评审\n第三条 每年一次。"
    )
    (plan,) = data["attachments"]
    assert plan["title"] == "质量奖管理办法"
    assert [section["heading"] for section in plan["sections"]] == ["第一章总则", "第二章评审"]
    assert [clause["marker"] for clause in plan["sections"][0]["clauses"]] == ["第一条", "第二条"]


def test_a_notice_without_sections_is_paragraphs():
    data = parse("关于放假的通知\n各单位：\n国庆节放假七天。\n请做好值班工作。\n特此通知。\n校长办公室\n2012年9月28日")
    assert data["sections"] == []
    assert data["preamble"] == "国庆节放假七天。\n请做好值班工作。"
    assert data["closing"] == ["特此通知。"]


# --- theme and slogans --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "一、活动主题\n共建质量强国，共享美好生活",
        "一、活动主题\n今年质量月活动的主题是“共建质量强国，共享美好生活”。",
        "一、主题和时间\n活动主题：共建质量强国，共享美好生活\n时间为9月。",
        "一、总体要求\n本次活动以“共建质量强国，共享美好生活”为主题，扎实开展各项工作。",
    ],
)
def test_the_theme_is_found(text):
    assert body(text)["theme"] == "共建质量强国，共享美好生活"


def test_the_theme_of_a_conference_is_not_the_campaigns():
    assert body("一、活动\n（一）举办以“分享和谐提升”为主题的全国代表会议。")["theme"] is None


def test_numbered_slogans_are_slogans():
    data = body("一、宣传口号\n1.质量在我手中  用户在我心中\n2．人人创造质量，人人享受质量！\n3、质量第一")
    assert data["slogans"] == ["质量在我手中 用户在我心中", "人人创造质量，人人享受质量！", "质量第一"]
    assert [each["text"] for each in data["dropped"] if each["why"] == "口号的序号"] == ["1.", "2．", "3、"]


# --- signature, attachments, imprint ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "iso", "precision"),
    [
        ("二OO八年八月", "2008-08", "month"),
        ("二○○八年八月二十日", "2008-08-20", "day"),
        ("二〇一〇年十月三十一日", "2010-10-31", "day"),
        ("二00八年八月", "2008-08", "month"),
        ("二零一二年", "2012", "year"),
        ("2008 年 8 月 5 日", "2008-08-05", "day"),
        ("２００８年８月５日", "2008-08-05", "day"),
        ("2008-8-5", "2008-08-05", "day"),
        ("2008.08.05", "2008-08-05", "day"),
    ],
)
def test_dates_are_read_as_precisely_as_printed(printed, iso, precision):
    date = parse(f"关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n省质监局\n{printed}")["date"]
    assert date == {"text": printed.replace(" ", ""), "iso": iso, "precision": precision}


def test_a_day_that_no_calendar_has_is_no_date():
    assert parse("关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n2008年13月45日")["date"] is None


def test_names_and_date_may_share_a_line_and_bear_seal_notes():
    data = parse(
        "关于开展质量月活动的通知\n各市局：\n请认真组织实施。\n浙 江 省 总 工 会（盖章）\n浙江省质监局 2012年8月20日"
    )
    assert data["issuers"] == ["浙江省总工会", "浙江省质监局"]
    assert "（盖章）" in [each["text"] for each in data["dropped"]]


@pytest.mark.parametrize(
    ("listing", "label"),
    [
        ("附件1:活动安排表", "附件1"),
        ("附件一：活动安排表", "附件一"),
        ("后附：活动安排表", "后附"),
        ("附件：1．活动安排表", "附件1"),
    ],
)
def test_attachments_are_listed_in_many_ways(listing, label):
    (attachment,) = body(f"一、要求\n抓好落实。\n{listing}")["attachments"]
    assert (attachment["label"], attachment["title"]) == (label, "活动安排表")


def test_attachments_follow_the_signature_and_match_their_names_by_number():
    data = body(
        "一、要求\n抓好落实。\n附件：1．活动安排表\n2．宣传口号",
        tail=TAIL + "附件2\n2012年宣传口号\n质量在我手中\n附件1：活动安排表\n序号  活动  时间\n",
    )
    first, second = data["attachments"]
    assert (first["label"], first["title"], first["paragraphs"]) == (
        "附件1",
        "活动安排表",
        ["序号\u3000活动\u3000时间"],
    )
    assert (second["label"], second["listed"], second["slogans"]) == ("附件2", "宣传口号", ["质量在我手中"])


@pytest.mark.parametrize("title", ["2012年质量月活动方案\n", ""])
def test_a_plan_follows_the_signature_with_or_without_a_title(title):
    data = parse(
        f"关于印发质量月活动方案的通知\n各市局：\n现印发给你们，请执行。\n省质监局\n2012年8月1日\n{title}"
        "为搞好活动，制定本方案。\n一、活动时间\n9月。\n二、活动内容\n（一）检查。"
    )
    (plan,) = data["attachments"]
    assert (plan["label"], plan["title"]) == (None, title.strip() or None)
    assert [section["heading"] for section in plan["sections"]] == ["一、活动时间", "二、活动内容"]
    assert plan["paragraphs"][:3] == ["为搞好活动，制定本方案。", "一、活动时间", "9月。"]


def test_the_imprint():
    data = body(
        "一、要求\n抓好落实。",
        tail=TAIL
        + "（此件公开发布）\n主 题 词：质量　活动　通知\n抄 送：市委办公室，\n市政府办公室。\n本局：局领导。\n省质监局办公室\n2012年8月21日印发\n（共印150份）",
    )
    assert data["notes"] == ["（此件公开发布）"]
    assert data["keywords"] == ["质量", "活动", "通知"]
    assert data["cc"] == ["市委办公室", "市政府办公室"]
    assert data["internal_distribution"] == "局领导。"
    assert (data["print_office"], data["print_date"]) == ("省质监局办公室", "2012-08-21")


def test_the_foot_of_the_page_is_dropped():
    data = body(
        "一、要求\n抓好落实。", tail=TAIL + "【打印】【关闭】\n上一篇：别的通知\n版权所有：某某局\n技术支持：某某公司\n"
    )
    assert data["attachments"] == []
    assert [each["text"] for each in data["dropped"]][-4:] == [
        "【打印】【关闭】",
        "上一篇：别的通知",
        "版权所有：某某局",
        "技术支持：某某公司",
    ]


# --- other kinds of document --------------------------------------------------------------------------------------


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


# --- advice -------------------------------------------------------------------------------------------------------


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


# --- habits of other offices and of their web pages ---------------------------------------------------------------


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

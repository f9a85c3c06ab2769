"""Text as it comes out of Word, PDF and web pages: spaces, breaks, page marks, all on one line."""

from tests.notices.reading.texts import body, parse


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

"""The two real notices of 2008 come out whole, fact by fact."""

import pytest

from campaigns.notices.reading import as_json, read
from campaigns.notices.sample import FOLDER


@pytest.fixture(scope="module")
def national():
    return as_json(read((FOLDER / "2008-national.txt").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def zhejiang():
    return as_json(read((FOLDER / "2008-zhejiang.txt").read_text(encoding="utf-8")))


def markers(section):
    return [clause["marker"] for clause in section["clauses"]]


def said(data):
    return [advice["say"] for advice in data["advice"]]


FIVE = ["国家质量监督检验检疫总局", "中共中央宣传部", "国家发展和改革委员会", "中华全国总工会", "共青团中央"]


class TestNational:
    def test_its_head(self, national):
        assert national["title"] == "关于开展“2008年全国质量月”活动的通知"
        assert national["doc_number"] is None
        assert national["recipients"] == [
            "各省、自治区、直辖市党委宣传部、质量技术监督局",
            "发改委（厅）、经贸委（厅）、总工会、团委",
            "国务院有关部门",
            "中国质量协会",
        ]
        assert national["preamble"].startswith("根据国务院《质量振兴纲要》的要求，")
        assert national["preamble"].endswith("现将有关事项通知如下：")

    def test_its_sections(self, national):
        assert [section["heading"] for section in national["sections"]] == [
            "一、指导思想",
            "二、活动主题",
            "三、全国统一部署的活动",
            "四、活动要求",
            "五、2008年全国质量月活动宣传口号",
        ]
        assert [len(section["clauses"]) for section in national["sections"]] == [0, 0, 9, 5, 0]
        assert markers(national["sections"][2]) == [f"（{n}）" for n in "一二三四五六七八九"]
        assert national["closing"] == []

    def test_its_clauses(self, national):
        first, *_, last = national["sections"][2]["clauses"]
        assert first["heading"] == "开展质量工作支援灾区活动。"
        assert first["text"].startswith("根据灾区重建需要，") and first["text"].endswith("帮助企业尽快恢复生产。")
        assert last["heading"] is None
        assert last["text"].endswith("统一设计“全国质量月旗帜”，倡导企业在质量月悬挂。")
        assert national["sections"][2]["clauses"][3]["text"] == "9月底或10月初，召开“中国名牌产品表彰大会”。"
        assert "”、“诚信计量" in national["sections"][2]["clauses"][1]["text"]

    def test_its_theme_and_slogans(self, national):
        assert national["theme"] == "质量安全是社会和谐的基础"
        assert len(national["slogans"]) == 15
        assert national["slogans"][0] == "坚持以质取胜 推动科学发展"
        assert national["slogans"][-1] == "质量安全是企业的第一责任"
        assert national["sections"][4]["slogans"] == national["slogans"]
        assert national["sections"][4]["paragraphs"] == []

    def test_its_end(self, national):
        assert national["keywords"] == ["质量管理", "质量月", "活动", "通知"]
        assert national["cc"][0] == "各直属检验检疫局" and national["cc"][-1] == "有关大型企业"
        assert national["internal_distribution"] == "局领导，办公厅、质量司，存档（2）。"
        assert (national["print_office"], national["print_date"]) == ("国家质检总局办公厅", "2008-06-26")
        assert (national["date"], national["attachments"]) == (None, [])

    def test_its_organs_are_proposed_and_not_asserted(self, national):
        assert national["issuers"] == []
        assert national["proposed_issuers"] == FIVE
        assert any("没有署名" in say for say in said(national))

    def test_what_is_dropped_has_its_line_and_reason(self, national):
        assert {"line": 74, "text": "[image: image1]", "why": "图片占位"} in national["dropped"]

    def test_its_slips_are_advice(self, national):
        assert any("不用顿号" in say and "共4处" in say for say in said(national))
        assert any("破折号" in say for say in said(national))


class TestZhejiang:
    def test_its_head_and_source(self, zhejiang):
        assert zhejiang["title"] == "关于开展“2008年全省质量月”活动的通知"
        assert zhejiang["recipients"][-1] == "省质量协会"
        assert zhejiang["source"] == {
            "headline": "浙江省质量月活动方案",
            "published": "2008-09-20 00:00",
            "origin": "国家质检总局",
        }

    def test_its_sections(self, zhejiang):
        assert [section["heading"] for section in zhejiang["sections"]] == [
            "一、指导思想",
            "二、活动主题",
            "三、全省统一部署的活动",
            "四、活动要求",
        ]
        assert [len(section["clauses"]) for section in zhejiang["sections"]] == [0, 0, 5, 4]
        assert zhejiang["theme"] == "质量安全是社会和谐的基础"

    def test_its_text_stays_as_printed(self, zhejiang):
        assert zhejiang["sections"][2]["clauses"][2]["marker"] == "(三)"
        assert zhejiang["sections"][2]["clauses"][2]["text"].startswith("9月,相对集中开展全省“十小”整治")

    def test_its_signature(self, zhejiang):
        assert zhejiang["issuers"] == [
            "中共浙江省委宣传部",
            "浙江省质量技术监督局",
            "浙江省经济贸易委员会",
            "浙江省总工会",
            "共青团浙江省委",
        ]
        assert zhejiang["date"] == {"text": "二OO八年八月", "iso": "2008-08", "precision": "month"}
        assert zhejiang["proposed_issuers"] == []

    def test_its_attachment(self, zhejiang):
        (attachment,) = zhejiang["attachments"]
        assert attachment["label"] == "附件"
        assert attachment["title"] == "2008年全国质量月活动宣传口号"
        assert attachment["listed"] == "2008年全省质量月活动宣传口号"
        assert len(attachment["slogans"]) == 15 and attachment["paragraphs"] == []
        assert zhejiang["slogans"] == []
        assert any("全省" in say and "全国" in say and "不一致" in say for say in said(zhejiang))

    def test_the_page_around_it_is_dropped(self, zhejiang):
        dropped = [each["text"] for each in zhejiang["dropped"]]
        for furniture in ("当前位置:首页>>质量月要闻", "返回", "Baidu", "map"):
            assert furniture in dropped

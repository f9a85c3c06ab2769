"""A line that bears a marking of secrecy is seen, however it is written; the word inside a sentence is nothing."""

import pytest

from campaigns.notices.reading import read

NOTICE = "关于开展质量月活动的通知\n各市局：\n请认真组织实施。"
MARKINGS = [
    "机密", "绝密★", "秘密★6个月", "机 密 ★ 1 年", "【机密】", "（机密★1年）", "[机密★1年]", "《机密》", "★机密★", "机密※", "— 机密 —", "机密。",
    "密级：秘密", "密级和保密期限：机密★1年", "密级\t机密", "|机密|", "【密级】机密", "保密等级：机密", "密级：机密级", "机密件",
    "密级：机密　紧急程度：特急", "密级：机密 保密期限：1年", "机密★长期 特急", "特急 机密★1年", "机密 特提",
    "000001\n机密★1年", "机密★1年 000001", "No.000012 机密", "第000001号 机密",
    "机密★1年 浙江省质量技术监督局文件", "浙江省质监局文件 机密★1年", "机密★1年 国质检〔2008〕1号",
    "绝密★启用前", "机密★解密前", "机密★2010年12月31日前", "机密★至2012年", "机密★半年", "机密★不满一年", "机密（1年）", "机密-1年", "机密·1年",
    "絕密", "機密★1年", "祕密★長期", "机\u200b密", "机\u180e密", "机\u3164密", "机\ufe0f密",
    "机密★1年 关于开展活动的通知 各单位： 请执行。",
]  # fmt: skip


@pytest.mark.parametrize("line", MARKINGS)
@pytest.mark.parametrize(
    "where", ["{line}\n{notice}", "{notice}\n{line}\n省质监局", "{notice}\n省质监局\n2012年8月1日\n附件\n{line}\n方案"]
)
def test_a_marking_is_seen_wherever_it_stands(line, where):
    assert read(where.format(line=line, notice=NOTICE)).marking in ("机密", "绝密", "秘密")


def test_a_marking_at_the_head_of_a_notice_on_one_line_is_seen():
    text = "秘密 " + " ".join(NOTICE.split()) + " 一、加强领导，落实责任。" * 12 + "二、注重实效。"
    assert read(text).marking == "秘密"


@pytest.mark.parametrize(
    "sentence",
    [
        "要保守国家秘密。",
        "涉及机密的文件不得上网。",
        "商业秘密保护",
        "1.机密",
        "机密文件管理办法",
        "（三）秘密载体",
        "不得泄露国家\n秘密\n，违者追究责任。",
    ],
)
def test_the_word_inside_a_sentence_is_nothing(sentence):
    assert read(f"{NOTICE}\n{sentence}").marking == ""

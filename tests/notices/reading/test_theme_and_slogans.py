"""The theme, and slogans in all their forms."""

import pytest

from tests.notices.reading.texts import body


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

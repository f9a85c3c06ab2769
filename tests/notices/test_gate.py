"""The publishing gate: numbers of persons are found however they are written, and other numbers let pass."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.notices.gate import findings

IDENTITY = "11010519491231002X"  # the example of GB 11643-1999
CARD = "6222020200012345670"


def found(text, place="三（一）"):
    return [(finding.kind, finding.match) for finding in findings([(place, text)])]


@pytest.mark.parametrize(
    ("text", "kind", "match"),
    [
        ("联系人张三13812345678。", "mobile", "13812345678"),
        ("张三一三八〇〇一三八〇〇〇", "mobile", "一三八〇〇一三八〇〇〇"),
        ("壹叁捌零零壹叁捌零零零", "mobile", "壹叁捌零零壹叁捌零零零"),
        ("电话：１３８－１２３４－５６７８", "mobile", "１３８－１２３４－５６７８"),
        ("+86 138 1234 5678", "mobile", "86 138 1234 5678"),
        ("013812345678", "mobile", "013812345678"),
        ("①13812345678", "mobile", "13812345678"),
        ("138\u200b12\u20e334\ufe0f5678", "mobile", "138\u200b12\u20e334\ufe0f5678"),
        (f"身份证{IDENTITY}号", "identity", IDENTITY),
        ("110105 19491231 002Ⅹ", "identity", "110105 19491231 002Ⅹ"),
        ("6222 0202 0001 2345 670", "card", "6222 0202 0001 2345 670"),
        ("4111-1111-1111-1111", "card", "4111-1111-1111-1111"),
        ("(138)12345678", "mobile", "138)12345678"),
        ("+86(138)12345678", "mobile", "86(138)12345678"),
        ("（138）1234-5678", "mobile", "138）1234-5678"),
        *((written, "mobile", written) for written in map("138{0}1234{0}5678".format, "/／~～:：、,，;|*")),
        *((written, "mobile", written) for written in map(str.join, "、/", 2 * ["13812345678"])),
        ("①③⑧①②③④⑤⑥⑦⑧", "mobile", "①③⑧①②③④⑤⑥⑦⑧"),
        ("⑬⑧①②③④⑤⑥⑦⑧", "mobile", "⑬⑧①②③④⑤⑥⑦⑧"),
        ("¹³⁸¹²³⁴⁵⁶⁷⁸", "mobile", "¹³⁸¹²³⁴⁵⁶⁷⁸"),
        ("❶❸❽❶❷❸❹❺❻❼❽", "mobile", "❶❸❽❶❷❸❹❺❻❼❽"),
        ("㈠㈢㈧㈠㈡㈢㈣㈤㈥㈦㈧", "mobile", "㈠㈢㈧㈠㈡㈢㈣㈤㈥㈦㈧"),
        ("🄂🄄🄉🄂🄃🄄🄅🄆🄇🄈🄉", "mobile", "🄂🄄🄉🄂🄃🄄🄅🄆🄇🄈🄉"),
        ("138.12345678", "mobile", "138.12345678"),
        ("13812345678元先生", "mobile", "13812345678"),
        ("13812345678人次", "mobile", "13812345678"),
        ("13812345678¹", "mobile", "13812345678"),
        ("12345、010-82262114、13812345678", "mobile", "13812345678"),
        ("110105/19491231/002X", "identity", "110105/19491231/002X"),
        ("6222/0202/0001/2345/670", "card", "6222/0202/0001/2345/670"),
    ],
)
def test_a_number_of_a_person_is_found(text, kind, match):
    assert found(text) == [(kind, match)]


@pytest.mark.parametrize(
    "text",
    [
        "国质检质〔2008〕138号，国市监质〔2026〕13号",
        "2008年6月26日，2008-06-26 10:00至1998-2008",
        "共13,812,345,678元，另有13812345678.50万元、138.12345678亿元、1381234.5678万元",
        "138,123,456.78元，1,138,123,456.78元，138，123，456.78",
        "坐标139.12345678，东经131.12345678，(131.12345678, 45.12345678)，131.12345678°",
        "138123456.78，0.13812345678",
        "13、14、15、16、17、1号，第131、132、133、14号，1、3、5、7、9、11、13、15日",
        "13/8/2026 12:34，2026/09/15 13:30:15，13:00～15:30，14:00～16:30，131°12′34.5678″",
        "〔2026〕138、139、140号，第1345、1346、987号，1998、2008、150",
        "①5000家②6000家，面积138㎡，10²，13¹²",
        "62345678、62345678，010-62345678/62345678",  # together they would be a card's sixteen digits
        "010-82262114转8013，(0571)87654321",
        "投诉12315、12365、400-810-1234、4008101234",
        "91330100MA27X12345，9133010076543210X1，123300004700123456",
        "条码6901234567892，GB/T 19001-2016，20081231235959",
        "138\n1234\n5678",
        "1381234567，138123456789",
        "6222020200012345671",  # Luhn's digit is wrong
        "110105194902310028",  # no 31st of February
        "990105194912310021",  # no such province
    ],
)
def test_other_numbers_pass(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(
            (f"电话：{written}。", "mobile")
            for written in map("138{}12345678".format, ["\r\n", "\n", "\f", "\v", "\u2028", " \n "])
        ),
        ("1381234\r\n5678", "mobile"),
        ("138-\r\n1234-5678", "mobile"),
        ("138\x02\r\n12345678", "mobile"),  # pdfium's hyphen at the end of a line
        ("138\ufffe12345678", "mobile"),  # and another of its
        ("138 1234\n5678", "mobile"),
        ("手机13812\n345678", "mobile"),  # as far as the line went
        ("卡6222020\r\n200012345670", "card"),
        ("622202\n0200012345670", "card"),
        ("6222 0202\n0001 2345 670", "card"),
        ("110105\n19491231\n002X", "identity"),
    ],
)
def test_a_number_is_found_that_a_line_breaks(text, kind):
    assert [each for each, _ in found(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "13500\n120000",  # a column of amounts
        "1998\n2008\n2009\n1345",
        "8013\n8014\n8015",
        "62345678\n62345678",  # together they would be a card's sixteen digits
        "010-62345678\n010-62345678",
        "138\n\n12345678",
        "138\n- 12345678",
        "138。\n12345678",
        "共138\n12345678元",
        "13\n2026-09-15 10:00",
    ],
)
def test_numbers_in_two_lines_are_two_numbers(text):
    assert found(text) == []


def test_where_a_number_is_whole_no_other_is_put_together_with_it():
    assert found("13812345678\n13912345678") == [("mobile", "13812345678"), ("mobile", "13912345678")]


def test_each_number_of_a_list_is_found_in_order_with_its_place():
    first, second = findings([("导语", "无"), ("一", "13812345678 13912345678")])
    assert (first.place, first.start, first.end, second.start, second.end) == ("一", 0, 11, 12, 23)


@pytest.mark.parametrize(
    ("text", "masked"),
    [("13812345678", "138****5678"), (IDENTITY, "110105********002X"), (CARD, "6222***********5670")],
)
def test_a_number_is_shown_masked(text, masked):
    (finding,) = findings([("", text)])
    assert finding.masked == masked


def test_a_confirmation_is_bound_to_the_number_and_its_place():
    def digest(text, place="三"):
        (finding,) = findings([(place, text)])
        return finding.digest

    assert digest("13812345678") == digest("电话：+86 138-1234-5678")
    assert len({digest("13812345678"), digest("13812345679"), digest("13812345678", "四")}) == 3
    assert "13812345678" not in digest("13812345678")


# --- whatever the number and however it is written ----------------------------------------------------------------


def check_digit(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def luhn(body):
    return next(str(last) for last in range(10) if luhn_sum(f"{body}{last}") % 10 == 0)


def luhn_sum(digits):
    return sum(sum(divmod(int(digit) * (1 + at % 2), 10)) for at, digit in enumerate(reversed(digits)))


def digits(count):
    return st.text("0123456789", min_size=count, max_size=count)


MOBILES = st.builds("1{}{}".format, st.sampled_from("3456789"), digits(9))
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)).map("{:%Y%m%d}".format)
BODIES = st.builds("{}{}{}{}".format, st.sampled_from(["11", "33", "65", "82"]), digits(4), DAYS, digits(3))
CARDS = st.integers(13, 16).flatmap(digits).map("62{}".format).map(lambda body: body + luhn(body))
NUMBERS = st.one_of(MOBILES, BODIES.map(lambda body: body + check_digit(body)), CARDS)
GAPS = st.sampled_from(["", " ", "  ", "\t", "\u3000", "\u00a0", "-", "－", "—", " - ", "·", "_", "\u200b", "\u00ad"])
SCRIPTS = ["0123456789", "０１２３４５６７８９", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "٠١٢٣٤٥٦٧٨٩"]


@given(
    NUMBERS, st.lists(GAPS, min_size=18, max_size=18), st.sampled_from(SCRIPTS), st.sampled_from(["", "电话张三", "（"])
)
@settings(max_examples=400, deadline=None)
def test_every_number_is_found_however_it_is_written(number, gaps, script, before):
    written = "".join(script[int(each)] if each.isdigit() else each for each in number)
    spaced = "".join(map("".join, zip(written, [*gaps[: len(written) - 1], ""], strict=True)))
    assert [match for _, match in found(f"{before}{spaced}，请核对")] == [spaced]


@given(BODIES, st.sampled_from("0123456789X"))
def test_an_identity_number_needs_its_check_digit(body, last):
    is_right = last == check_digit(body)
    assert (("identity", body + last) in found(body + last)) == is_right


@given(st.text(st.one_of(st.sampled_from("0123456789Xx一三八-. \u200b\n元"), st.characters(codec=None)), max_size=200))
@settings(deadline=None)
def test_no_text_makes_it_raise(text):
    for finding in findings([("", text)]):
        assert text[finding.start : finding.end] == finding.match

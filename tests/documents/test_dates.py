import pytest

from campaigns.documents.dates import as_printed


@pytest.mark.parametrize(
    ("dated", "now", "then"),
    [
        ("2008-06-26", "2008年6月26日", "二○○八年六月二十六日"),
        ("2008-08", "2008年8月", "二○○八年八月"),
        ("2008", "2008年", "二○○八年"),
        ("2010-10-10", "2010年10月10日", "二○一○年十月十日"),
        ("1999-11-30", "1999年11月30日", "一九九九年十一月三十日"),
        ("戊子年", "戊子年", "戊子年"),
        ("", "", ""),
    ],
)
def test_a_date_is_printed_as_far_as_it_is_known(dated, now, then):
    assert (as_printed(dated), as_printed(dated, "1999")) == (now, then)

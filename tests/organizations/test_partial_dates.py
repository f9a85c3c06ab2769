import pytest
from django.core.exceptions import ValidationError

from organizations.partial_dates import in_chinese, precision, validate_partial_date


@pytest.mark.parametrize(
    ("value", "kind", "chinese"),
    [("2008", "year", "2008年"), ("2008-08", "month", "2008年8月"), ("2008-08-06", "day", "2008年8月6日")],
)
def test_a_date_is_as_precise_as_it_is_known(value, kind, chinese):
    validate_partial_date(value)
    assert (precision(value), in_chinese(value)) == (kind, chinese)


@pytest.mark.parametrize("value", ["", "08", "2008-13", "2008-02-30", "2008-8", "2008/08", "3008", "2008-08-06T00:00"])
def test_what_is_no_date_is_refused(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)

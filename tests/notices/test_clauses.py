"""How a clause is cited."""

import pytest

from campaigns.notices.models import Clause


@pytest.mark.parametrize(
    ("path", "cited"),
    [
        ("三", "第三部分"),
        ("三（四）", "第三部分第（四）条"),
        ("十二（十一）1", "第十二部分第（十一）条第1项"),
        ("附件", "附件"),
        ("附件1二", "附件1第二部分"),
        ("附件2（三）", "附件2第（三）条"),
        ("", ""),
    ],
)
def test_a_clause_is_called_as_people_say_it(path, cited):
    assert Clause(path=path).cited == cited

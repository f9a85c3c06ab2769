"""A request that breaks off before it is whole gets an answer, and no entry among the site's mistakes."""

import pytest

pytestmark = pytest.mark.django_db


class Cut:
    """A connection that is gone."""

    def read(self, *size):
        raise ConnectionResetError

    readline = read


@pytest.mark.parametrize(
    ("path", "words"), [("/verify/", "文件没有传完，没有核验"), ("/account/login/", "提交的内容没有传完")]
)
def test_it_is_said_that_nothing_was_done(client, path, words):
    answer = client.post(path, **{"wsgi.input": Cut()})
    assert answer.status_code == 408
    assert words in answer.content.decode()

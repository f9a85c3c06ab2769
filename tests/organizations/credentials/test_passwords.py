"""What a password has to be, in both profiles, and what is remembered of former ones."""

import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import get_password_validators
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.credentials import passwords
from organizations.credentials.weak_passwords import is_weak
from organizations.models import FormerPassword, User
from tests.entering import PASSWORD, enter

MODERN = (15, 0, 0)
MLPS3 = (10, 3, 5)


def wrong(profile, password, user=None):
    length, kinds, last = profile
    config = [
        {"NAME": "organizations.credentials.passwords.Length", "OPTIONS": {"min_length": length}},
        {"NAME": "organizations.credentials.passwords.Kinds", "OPTIONS": {"least": kinds}},
        {"NAME": "organizations.credentials.passwords.Common"},
        {"NAME": "organizations.credentials.passwords.Personal"},
        {"NAME": "organizations.credentials.passwords.Former", "OPTIONS": {"last": last}},
    ]
    found = []
    for validator in get_password_validators(config):
        try:
            validator.validate(password, user)
        except ValidationError as error:
            found += error.messages
    return found


WEAK = """Admin@123 Huawei@123 wodemima zhongguo li123456 1qaz2wsx 1qaz2wsx3edc4rfv P@ssw0rd2024 hu4w3i@123 Beijing@2024
Zhejiang#888888 woaini1314520 zl19880808 zhangwei19900101 qwertyuiop12345 1q2w3e4r5t6y7u8i wangxiaoming2024!
aaaaaaaaaaaaaaa 123456789012345 Zhiliangyue@2026 shichangjianguan@2025 adminadminadmin Qwer1234!@#$ abc1234567890
ｚｈｏｎｇｇｕｏ＠１２３ mim@123 QUALITYMONTH2026""".split()
STRONG = [
    "correct horse battery staple", "我家门前有两棵枣树，还有一口井", "river-teapot-42-violin", "kX9#vTq2Lm",
    "beijing shanghai guangzhou wuhan", "wodemima8305192746", PASSWORD,
]  # fmt: skip


@pytest.mark.parametrize("password", WEAK)
def test_what_everybody_would_guess_is_refused(password):
    assert is_weak(password)
    assert any("容易被猜中" in sentence for sentence in wrong(MODERN, password))


@pytest.mark.parametrize("password", STRONG)
def test_what_nobody_would_guess_is_not(password):
    assert not is_weak(password)


@pytest.mark.parametrize(
    "password",
    ["A" * 1000, "A" * 128, "5201314" * 18 + "x", "1" * 10**6, "\ufdfa" * 128, "12345678901234567890" * 6],
    ids=lambda password: f"{password[:8]} {len(password)}",
)
def test_no_password_takes_long_to_judge(password):
    began = time.process_time()
    is_weak(password)
    assert time.process_time() - began < 0.5  # seconds; it was five for the first, and years for the third


def test_what_is_longer_than_any_form_takes_is_told_so_before_any_work(monkeypatch):
    monkeypatch.setattr(passwords, "is_weak", lambda password: pytest.fail("it was looked at"))
    assert wrong(MODERN, "x y" * 43) == ["密码不能超过128个字符。"]


@pytest.mark.parametrize(
    ("profile", "password", "words"),
    [
        (MODERN, "river-teapot-4", "至少要有15个字符"),
        (MODERN, "river-teapot-42", ""),
        (MODERN, "x y" * 43, "不能超过128个字符"),
        (MLPS3, "kX9#vTq2L", "至少要有10个字符"),
        (MLPS3, "kX9#vTq2Lm", ""),
        (MLPS3, "river teapot violin", "至少3类"),
        (MLPS3, "River-teapot", ""),
        (MODERN, "ouyangzhenhua-ouyangzhenhua", "与您的用户名、姓名或者邮箱太相近"),
    ],
)
def test_each_profile_has_its_own_rules(profile, password, words):
    found = wrong(profile, password, User(username="ouyangzhenhua-ouyangzhenhua"))
    assert (words in "".join(found)) if words else found == []


def test_the_rules_are_said_in_words():
    assert passwords.rules()[0] == "至少15个字符，可以是一句只有自己知道的话"
    assert len(passwords.rules()) == 3


@pytest.mark.parametrize("way", ["save", "page"])
def test_none_of_the_last_five_comes_again(client, person, way):
    used = [PASSWORD, *(f"River-teapot-{number}" for number in range(5))]
    enter(client)
    for old, new in pairwise(used):
        if way == "save":
            person.set_password(new)
            person.save()
        else:
            facts = {"oldpassword": old, "password1": new + " plain", "password2": new + " plain"}
            client.post("/account/password/", facts | {"oldpassword": old if old == PASSWORD else old + " plain"})
    tail = "" if way == "save" else " plain"
    assert FormerPassword.objects.filter(user=person).count() == 6
    refused = [bool(wrong(MLPS3, each if each == PASSWORD else each + tail, person)) for each in used]
    assert refused[1:] == [True] * 5
    assert "最近5次" not in "".join(wrong(MLPS3, PASSWORD, person))


def test_hashes_are_kept_and_nothing_else(person):
    row = FormerPassword.objects.get(user=person)
    assert row.password == person.password
    assert PASSWORD not in row.password


def test_a_password_that_is_too_old_has_to_be_changed_first(client, person, settings, rf):
    from organizations import acting

    settings.PASSWORD_DAYS = 90
    view = acting.signed_in(lambda request: None)
    FormerPassword.objects.update(at=timezone.now() - timedelta(days=89))
    assert not passwords.is_overdue(person)
    FormerPassword.objects.update(at=timezone.now() - timedelta(days=91))
    request = rf.get("/")
    request.user, request._messages = person, type("Kept", (), {"add": lambda *facts: None})()
    assert view(request).url == "/account/password/"


def test_the_page_says_what_is_wrong_and_changes_nothing(client, person):
    enter(client)
    facts = {"oldpassword": "wrong", "password1": "Admin@123", "password2": "Admin@124"}
    html = client.post("/account/password/", facts).content.decode()
    for words in ("现在的密码不对", "至少要有15个字符", "容易被猜中"):
        assert words in html
    assert "Admin@123" not in html.replace("“Admin@123”", "")
    facts = {"oldpassword": PASSWORD, "password1": "river-teapot-42", "password2": "river-teapot-43"}
    assert "两次填写的新密码不一样" in client.post("/account/password/", facts).content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)

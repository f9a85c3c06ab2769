import secrets

import pytest

PRODUCTION = {
    "SITE_URL": "https://quality.example",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgres://portal:secret@database.example/portal",
    "REDIS_URL": "redis://queue.example/0",
    "BEHIND_PROXY": "true",
    "EMAIL_HOST": "mail.example",
}


def test_production_settings_pass_the_deployment_check(manage):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stdout


def test_the_deployment_check_sees_a_site_without_https(manage):
    result = manage(
        "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {"SITE_URL": "http://quality.example"}
    )
    assert result.returncode == 1
    assert "security.W008" in result.stdout


def test_the_deployment_check_sees_a_site_that_can_send_no_mail(manage):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | {"EMAIL_HOST": ""})
    assert result.returncode == 1
    assert "organizations.W001" in result.stdout


WRONG = [
    {"SECRET_KEY": None},
    {"SECRET_KEY": ""},
    {"SECRET_KEY": "short"},
    {"DEBUG": "true"},
    {"BEHIND_PROXY": "perhaps"},
    {"PASSWORD_PROFILE": "strict"},
    {"SECOND_STEP": "no"},
    {"IDLE_MINUTES": "half an hour"},
    {"SITE_URL": "quality.example"},
    {"SITE_URL": "ftp://quality.example"},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_production_refuses_to_start_on_a_setting_that_is_missing_or_wrong(manage, change):
    environment = {name: value for name, value in (PRODUCTION | change).items() if value is not None}
    result = manage("check", **environment)
    assert result.returncode == 1
    assert next(iter(change)) in result.stdout.splitlines()[-1]


def test_nothing_need_be_set_on_one_machine(manage):
    result = manage("check", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stdout

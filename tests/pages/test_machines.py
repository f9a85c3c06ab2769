"""robots.txt, the web manifest, icons and health."""

import json
import socket
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from PIL import Image

pytestmark = pytest.mark.django_db
ICONS = {"favicon.ico": 48, "apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}


def lines(answer):
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.content.decode().splitlines()


def test_robots_are_told_where_to_look_and_where_not(client):
    said = lines(client.get("/robots.txt"))
    assert said[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /display/", "Sitemap: http://localhost:8000/sitemap.xml"} <= set(said)


@pytest.mark.parametrize(("name", "size"), ICONS.items(), ids=ICONS)
def test_the_icons_are_where_browsers_look_for_them_and_small(client, name, size):
    answer = client.get(f"/{name}")
    assert answer.status_code == 200
    path = Path(django_settings.WHITENOISE_ROOT, name)
    assert b"".join(answer.streaming_content) == path.read_bytes()
    assert Image.open(path).size == (size, size)
    assert path.stat().st_size < 1500


def test_the_icon_of_a_tab_is_there_in_three_sizes():
    assert Image.open(Path(django_settings.WHITENOISE_ROOT, "favicon.ico")).info["sizes"] == {
        (16, 16),
        (32, 32),
        (48, 48),
    }


def test_the_manifest_names_the_site_and_its_icons(client, settings):
    settings.SITE_NAME = "某市质量月门户"
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    facts = json.loads(answer.content)
    assert facts["name"] == "某市质量月门户"
    assert [client.get(icon["src"]).status_code for icon in facts["icons"]] == [200, 200]
    assert 'href="/site.webmanifest"' in client.get("/").content.decode()


def test_the_colour_of_the_manifest_is_that_of_the_page(client):
    tokens = Path(django_settings.BASE_DIR, "static/css/tokens.css").read_text()
    colour = json.loads(client.get("/site.webmanifest").content)["theme_color"]
    assert f"--paper: {colour};" in tokens
    assert f'<meta name="theme-color" content="{colour}">' in client.get("/").content.decode()


# Health


@pytest.fixture
def folder(settings, tmp_path):
    settings.REDIS_URL = ""
    settings.BROKER_DIR = tmp_path
    (tmp_path / "queue").mkdir()
    return tmp_path / "queue"


@pytest.fixture
def broken(monkeypatch):
    """A database that is away."""

    def cursor(*args, **kwargs):
        raise OperationalError("password of someone")

    monkeypatch.setattr(connection, "cursor", cursor)


def test_alive_is_who_answers_whatever_is_away(client, broken, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/livez")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_ready_is_who_has_everything(client, folder):
    answer = client.get("/readyz")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert lines(answer) == ["database: ok", "migrations: ok", "queue: ok"]


def test_without_a_database_it_is_not_ready_and_tells_no_secret(client, folder, broken):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert lines(answer) == ["database: failed", "migrations: failed", "queue: ok"]


def test_before_a_migration_is_applied_it_is_not_ready(client, folder):
    MigrationRecorder.Migration.objects.filter(app="notices").last().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert lines(answer) == ["database: ok", "migrations: failed", "queue: ok"]


def test_without_the_folder_of_the_queue_it_is_not_ready(client, folder):
    folder.rmdir()
    answer = client.get("/readyz")
    assert (answer.status_code, lines(answer)[2]) == (503, "queue: failed")


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "redis://user:secret@127.0.0.1:1/0", "nonsense"])
def test_without_redis_it_is_not_ready_and_tells_no_secret(client, settings, address):
    settings.REDIS_URL = address
    answer = client.get("/readyz")
    assert (answer.status_code, lines(answer)[2]) == (503, "queue: failed")


def test_a_redis_that_never_answers_is_given_up(client, settings, monkeypatch):
    monkeypatch.setattr("campaigns.pages.machines.PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        assert client.get("/readyz").status_code == 503

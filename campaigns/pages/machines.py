"""What machines ask of the site as a whole: robots.txt, the web manifest, and whether it is alive and ready."""

import logging
import os

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from organizations.methods import reads_only

logger = logging.getLogger(__name__)
NOT_FOR_ROBOTS = ("/account/", "/admin/", "/audit/", "/desk/", "/display/", "/inbox/", "/invitations/", "/mails/")
PAPER = "#fdfcf9"  # --paper of static/css/tokens.css
ICON_SIZES = (192, 512)
PATIENCE = 2  # seconds


def plain(lines, status=200):
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


@reads_only
def robots(request):
    refused = [f"Disallow: {path}" for path in NOT_FOR_ROBOTS]
    return plain(["User-agent: *", *refused, "", f"Sitemap: {settings.SITE_URL}{reverse('pages:sitemap')}"])


@reads_only
def manifest(request):
    icons = [{"src": f"/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES]
    facts = {
        "name": settings.SITE_NAME,
        "short_name": "质量月",
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": icons,
    }
    options = {"json_dumps_params": {"ensure_ascii": False}, "content_type": "application/manifest+json"}
    return JsonResponse(facts, **options)


# Health: for supervisors and proxies, which read the status; people read the lines. Nothing here tells a secret.


@reads_only
def livez(request):
    """The process answers. Asks nobody else: a database that is away is no reason to restart the web."""
    return unstored(plain(["ok"]))


@reads_only
def readyz(request):
    """All that a page needs is there: 200, or 503, with one line for each."""
    found = {name: works(check) for name, check in CHECKS.items()}
    lines = [f"{name}: {'ok' if is_fine else 'failed'}" for name, is_fine in found.items()]
    return unstored(plain(lines, status=200 if all(found.values()) else 503))


def unstored(response):
    response["Cache-Control"] = "no-store"
    return response


def works(check):
    try:
        return check()
    except Exception:  # whatever it is, the site is not ready
        logger.exception("Not ready: %s", check.__name__)
        return False


def database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations():
    """Whether the database has every migration that this release brings."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def queue():
    if not settings.REDIS_URL:
        return os.access(settings.BROKER_DIR / "queue", os.R_OK | os.W_OK | os.X_OK)
    options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    with redis.Redis.from_url(settings.REDIS_URL, **options) as server:
        return server.ping()


CHECKS = {"database": database, "migrations": migrations, "queue": queue}

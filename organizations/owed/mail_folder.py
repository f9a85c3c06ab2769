"""The mails of a machine of one's own: without a mail server they are files in a folder, which a page shows."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.utils import timezone

ENDING = ".log"
RULE = b"-" * 79 + b"\n"  # what Django writes after each mail
HANDED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP")  # a proxy says for whom it asks
FILES = "django.core.mail.backends.filebased.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """One mail as it lies there. `name` says in which file."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str


def is_shown_to(request):
    """Whether mails are shown: on a machine of one's own, where they hold nobody's secrets, and to who sits at it.

    A colleague in the same network, or whoever comes by a proxy, is somebody else: they hold links to accounts.
    """
    is_own = not settings.PRODUCTION and settings.SITE.hostname in settings.LOCAL_HOSTS
    return is_own and settings.EMAIL_BACKEND == FILES and _is_here(request)


def _is_here(request):
    if any(name in request.headers for name in HANDED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # none, as through a socket
        return False


def names():
    """Return the names of the files, the newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    written = {path.stem: path.stat().st_mtime_ns for path in folder.glob(f"*{ENDING}")} if folder.is_dir() else {}
    return sorted(written, key=written.get, reverse=True)


def mails(name):
    """Return the mails of a file, an empty list where there is none of this name."""
    path = Path(settings.EMAIL_FILE_PATH) / f"{name}{ENDING}"
    try:
        content, at = path.read_bytes(), path.stat().st_mtime
    except OSError:
        return []
    at = datetime.fromtimestamp(at, tz=timezone.get_current_timezone())
    return [_read(name, at, part) for part in content.split(RULE) if part.strip()]


def _read(name, at, content):
    mail = message_from_bytes(content, policy=default)
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return Mail(name, at, str(mail["To"] or ""), str(mail["Subject"] or "").strip(), text.strip())

"""A real mail server in a thread, and what came to it."""

import asyncio
import socket
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default

from aiosmtpd.controller import Controller


class Letterbox:
    """Keeps every mail that it took. `answers`: {recipient: what is said to her instead of 250}; `hangs_up`: after DATA.

    `pause`: seconds between the moment when a mail is taken and that when it says so.
    """

    def __init__(self, pause=0):
        self.mails, self.answers, self.hangs_up, self.pause = [], {}, False, pause

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  (aiosmtpd's name)
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        await asyncio.sleep(self.pause)
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"

    @property
    def ids(self):
        return [mail["Message-ID"] for mail in self.mails]


def free_address():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()


@contextmanager
def listening(settings, box, **options):
    """Send the site's mails to this letterbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = free_address()
    controller = Controller(box, settings.EMAIL_HOST, settings.EMAIL_PORT, **options)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()

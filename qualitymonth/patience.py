"""A request that does not come in time is ended. gunicorn waits for the rest of one without end, and a thread with it."""

import socket
import threading
import time

LEAST = 30  # seconds that any request may take to come in
PER_SECOND = 100_000  # bytes that a slow line brings: a large upload has time in proportion
MOST = 120


def patient(application):
    """Wrap a WSGI application: what it reads of a request raises TimeoutError once the request has taken too long."""

    def answer(environ, start_response):
        if connection := environ.get("gunicorn.socket"):
            environ["wsgi.input"] = Body(environ["wsgi.input"], connection, allowed(environ.get("CONTENT_LENGTH")))
        return application(environ, start_response)

    return answer


def allowed(length):
    """Return the seconds that a request of so many bytes may take; length: as its header says it, or None."""
    size = int(length[:18]) if length and length.isascii() and length.isdigit() else 0
    return min(LEAST + size / PER_SECOND, MOST)


class Body:
    """The body of a request, read until its deadline. Then its connection hears no more; it can still be answered."""

    def __init__(self, body, connection, seconds):
        self.body, self.connection = body, connection
        self.ends_at, self.is_over = time.monotonic() + seconds, False

    def read(self, *size):
        return self._before_the_end(self.body.read, *size)

    def readline(self, *size):
        return self._before_the_end(self.body.readline, *size)

    def _before_the_end(self, read, *size):
        watch = threading.Timer(max(0, self.ends_at - time.monotonic()), self._end)
        watch.daemon = True
        watch.start()
        try:
            data = read(*size)
        finally:
            watch.cancel()
        if self.is_over:
            raise TimeoutError("The request did not come in time.")
        return data

    def _end(self):
        self.is_over = True
        self.connection.shutdown(socket.SHUT_RD)

"""A request that does not come in time, or never ends, is answered, and its thread is free again."""

import socket

import pytest

from qualitymonth import patience
from qualitymonth.wsgi import application

HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-'


@pytest.fixture
def line():
    """Both ends of a connection, over which somebody sends the beginning of a file and then nothing."""
    ours, theirs = socket.socketpair()
    theirs.sendall(HEAD)
    yield ours, theirs
    ours.close()
    theirs.close()


def ask(ours, path, **headers):
    """Return (status, page) of a POST that is read from our end."""
    said = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": "40000000",
        "wsgi.input": ours.makefile("rb"),
        "wsgi.url_scheme": "http",
        "gunicorn.socket": ours,
        **headers,
    }
    page = b"".join(application(environ, lambda status, _: said.append(status)))
    return int(said[0][:3]), page.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [("/verify/", "没有在规定的时间内传完，没有核验"), ("/sign-in/", "")])
def test_a_request_that_stops_halfway_is_answered(line, monkeypatch, path, words):
    monkeypatch.setattr(patience, "MOST", 0.2)
    status, page = ask(line[0], path)
    assert 400 <= status < 500 and words in page
    line[0].sendall(b"answer")
    assert line[1].recv(9) == b"answer"  # it can still be told


def test_a_large_file_has_more_time_than_a_form_and_nothing_has_it_without_end():
    seconds = [patience.allowed(length) for length in (None, "", "x", "²", "1000", "5000000", "9" * 30)]
    assert seconds[:4] == [patience.LEAST] * 4
    assert seconds[4] < seconds[5] == 80 < seconds[6] == patience.MOST


def test_what_comes_in_time_is_read_as_it_came(line):
    body = patience.Body(line[0].makefile("rb"), line[0], 30)
    assert body.readline() + body.read(len(HEAD) - 5) == HEAD

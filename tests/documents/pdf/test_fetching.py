"""What a text may make the renderer load: nothing but our static files and data: addresses."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from campaigns.documents.pdf import fetching
from campaigns.documents.pdf.typesetting import lay_out

SECRET = "body { --secret: 1 }"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"


@pytest.fixture
def asked(tmp_path):
    """A web server that notes each request; /hop redirects to /landed. Yields (address, requests)."""
    requests = []

    class Notes(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(302 if self.path == "/hop" else 200)
            self.send_header("Location", "/landed")
            self.send_header("Content-Type", "text/css")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Notes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()


SMUGGLED = {
    "picture": '<img src="{address}/a.png">',
    "stylesheet": '<link rel="stylesheet" href="{address}/a.css">',
    "redirect": '<link rel="stylesheet" href="{address}/hop">',
    "import": '<style>@import url("{address}/a.css");</style>',
    "background": '<p style="background: url({address}/a.png)">x</p>',
    "font": "<style>@font-face {{ font-family: f; src: url({address}/a.otf) }} p {{ font-family: f }}</style><p>x</p>",
    "svg reference": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}/a.png"'
    ' width="9" height="9"/></svg>',
    "svg in data": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<image href='{address}/a.png' width='9' height='9'/></svg>\">",
    "object": '<object data="{address}/a.png"></object>',
    "attachment": '<link rel="attachment" href="{address}/a.txt">',
    "linked attachment": '<a rel="attachment" href="{address}/a.txt">x</a>',
}


@pytest.mark.parametrize("smuggled", SMUGGLED.values(), ids=SMUGGLED)
def test_nothing_is_asked_of_the_web_and_the_rest_is_printed(asked, smuggled):
    address, requests = asked
    assert lay_out(smuggled.format(address=address) + "<p>正文</p>").startswith(b"%PDF")
    assert requests == []


def test_the_server_would_have_been_asked_without_the_guard(asked):
    address, requests = asked
    HTML(string=SMUGGLED["redirect"].format(address=address), url_fetcher=URLFetcher()).write_pdf()
    assert requests == ["/hop", "/landed"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "file://elsewhere{static}/css/document.css",
        "file://{static}/../manage.py",
        "file://{static}/%2e%2e/manage.py",
        "file://{static}/css",
        "file://{static}/none.css",
        "ftp://127.0.0.1/a.css",
        "http://127.0.0.1:9/a.css",
        "https://127.0.0.1:9/a.css",
        "javascript:alert(1)",
        "gopher://127.0.0.1/",
        "../manage.py",
        "",
    ],
)
def test_other_addresses_are_refused(address):
    with pytest.raises(ValueError):
        fetching.GuardedFetcher().fetch(address.format(static=fetching.STATIC))


def test_a_link_out_of_the_static_folder_is_refused(tmp_path, monkeypatch):
    (tmp_path / "secret.css").write_text(SECRET)
    static = tmp_path / "static"
    static.mkdir()
    (static / "way-out.css").symlink_to(tmp_path / "secret.css")
    monkeypatch.setattr(fetching, "STATIC", static)
    with pytest.raises(fetching.RefusedError):
        fetching.GuardedFetcher().fetch(f"file://{static}/way-out.css")


def test_a_local_file_is_not_attached(tmp_path):
    (tmp_path / "secret.css").write_text(SECRET)
    html = f'<link rel="attachment" href="file://{tmp_path}/secret.css"><p>正文</p>'
    assert b"EmbeddedFile" not in lay_out(html)
    assert b"EmbeddedFile" in HTML(string=html, url_fetcher=URLFetcher()).write_pdf()


def test_our_static_files_are_served_with_their_kind():
    answer = fetching.GuardedFetcher().fetch(f"file://{fetching.STATIC}/css/document.css?v=1")
    assert answer.content_type == "text/css"
    assert b"@page" in answer.read()


def test_a_data_address_is_drawn():
    assert len(lay_out(f'<img src="data:image/svg+xml,{SVG}">')) > len(lay_out("<img>"))

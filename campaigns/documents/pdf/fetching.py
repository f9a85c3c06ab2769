"""What a document may load while it is rendered: files of our own static folder, and data: addresses.

WeasyPrint's own fetcher follows any address that a text smuggles in, and attaches local files. This one
refuses everything else by raising; WeasyPrint logs it and carries on without the resource.
"""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parents[3] / "static"


class RefusedError(ValueError):
    """The document asked for something that it may not have."""


class GuardedFetcher(URLFetcher):
    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url, headers=None):
        if urlsplit(url).scheme == "file":
            return self.from_static(url)
        return super().fetch(url)

    def from_static(self, url):
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.netloc or not path.is_relative_to(STATIC) or not path.is_file():
            raise RefusedError(f"Not a file of ours: {url}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

"""A file of a hundred megabytes that takes no room: sent as a browser sends it, piece by piece, never whole in memory."""

import io
import tempfile
import tracemalloc
from contextlib import ExitStack

MEGABYTE = 2**20
EDGE = b"----quality"
HEAD = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'


class Joined(io.RawIOBase):
    """Several streams, one after another."""

    def __init__(self, streams):
        self.streams = streams

    def read(self, size=-1):
        while self.streams:
            if piece := self.streams[0].read(size):
                return piece
            self.streams.pop(0)
        return b""


def post(client, address, size, **headers):
    """Post a file of so many bytes; return (the answer, the most memory that it took)."""
    head, tail = HEAD % EDGE, b"\r\n--%s--\r\n" % EDGE
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        file.truncate(size)
        facts = {
            "wsgi.input": Joined([io.BytesIO(head), file, io.BytesIO(tail)]),
            "CONTENT_TYPE": f"multipart/form-data; boundary={EDGE.decode()}",
            "CONTENT_LENGTH": str(len(head) + size + len(tail)),
            "REQUEST_METHOD": "POST",
            "PATH_INFO": address,
        }
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        answer = client.request(**facts, **headers)
        return answer, tracemalloc.get_traced_memory()[1]

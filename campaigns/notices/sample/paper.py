"""What the sample's people record as signed on paper: an invented name, and the scan of an empty page."""

import io

from PIL import Image

from campaigns.notices import scans
from campaigns.notices.storing import store

SIGNER = "刘洋"


def blank(folder, key):
    """Store the scan of an empty page in a folder, for the row with this key; return its name and SHA-256."""
    stream = io.BytesIO()
    Image.new("L", (620, 877), 255).save(stream, "PNG")
    name, digest = scans.named(folder, key, stream.getvalue(), "png")
    store(name, stream.getvalue())
    return name, digest

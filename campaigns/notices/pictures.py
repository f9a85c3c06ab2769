"""The pages of a PDF as pictures: what a phone shows, where it shows no PDF within a page."""

import io
import logging
from typing import NamedTuple

from PIL import Image

from .pdfium import Unreadable, opened

logger = logging.getLogger(__name__)

WIDTH = 1080  # pixels: A4 at 131 dpi, three pixels for each CSS pixel of a phone
COLOURS = 32  # ink, seal and paper with the shades between: a third of the bytes of full colour


class Picture(NamedTuple):
    """One page as PNG: its bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int


def pictures_of(pdf):
    """Return a Picture for each page of a PDF given as bytes, in order: none where it cannot be read, which is logged."""
    try:
        return list(_drawn(pdf))
    except Unreadable:
        logger.exception("A PDF of %s bytes cannot be drawn", len(pdf))
        return []


def _drawn(pdf):
    with opened(pdf) as document:
        for page in document:
            image = page.render(scale=WIDTH / page.get_width()).to_pil()
            yield _as_png(image.convert("RGB"))


def _as_png(image):
    stream = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(stream, "PNG")
    return Picture(stream.getvalue(), *image.size)

"""Pictures of seals: what is taken, what is refused, and what becomes of the paper."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from campaigns.documents import seals


def picture(size=(300, 300), mode="RGB", format="PNG", ring=True, paper="white"):
    made = Image.new(mode, size, paper)
    if ring:
        ImageDraw.Draw(made).ellipse((50, 50, 250, 250), outline="red", width=12)
    out = BytesIO()
    made.save(out, format)
    return out.getvalue()


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_a_scan_loses_its_paper_and_its_margins(format):
    made = opened(seals.ready(picture(format=format)))
    assert made.mode == "RGBA"
    assert made.size == pytest.approx((201, 201), abs=4)
    assert made.getpixel((made.width // 2, made.height // 2))[3] < 30
    assert made.getpixel((6, made.height // 2))[:3] == seals.INK


def test_a_transparent_picture_stays_as_it_is():
    data = picture(mode="RGBA", paper=(0, 0, 0, 0))
    assert opened(seals.ready(data)).getpixel((5, 100)) == (255, 0, 0, 255)


def test_a_large_picture_is_made_smaller():
    assert max(opened(seals.ready(picture(size=(3000, 3000), ring=False, paper="red"))).size) == seals.DOTS


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "不是可用的印章图片"),
        (b"not a picture", "不是可用的印章图片"),
        (picture(format="GIF"), "不是可用的印章图片"),
        (picture(format="JPEG")[:900], "不是可用的印章图片"),
        (picture(ring=False), "空白"),
        (picture(size=(10_000, 10_000), mode="1", ring=False), "2500 万像素"),
        (picture(size=(20_000, 20_000), mode="1", ring=False), "2500 万像素"),
        (b"\x89PNG" + b"x" * 6_000_000, "5 MB"),
    ],
    ids=["nothing", "text", "gif", "cut off", "blank", "100 megapixels", "400 megapixels", "6 MB"],
)
def test_what_cannot_be_a_seal_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(seals.SealError, match=sentence):
        seals.ready(data)


def test_the_sample_ring_is_a_ring():
    ring = opened(seals.sample_ring())
    assert ring.size == (seals.DOTS, seals.DOTS)
    assert [ring.getpixel((x, 600))[3] for x in (20, 300, 600)] == [255, 0, 0]

"""Pictures of seals: what is taken, what is refused, and what becomes of the paper."""

import random
from io import BytesIO
from itertools import cycle

import pytest
from PIL import Image, ImageDraw, ImageFile

from campaigns.documents import seals


def picture(size=(300, 300), mode="RGB", format="PNG", ring=True, paper="white", ink="red", **options):
    made = Image.new(mode, size, paper)
    if ring:
        ImageDraw.Draw(made).ellipse((50, 50, 250, 250), outline=ink, width=12)
    return saved(made, format, **options)


def saved(made, format="PNG", **options):
    out = BytesIO()
    made.save(out, format, **options)
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


# --- paper --------------------------------------------------------------------------------------------------------


def noisy(paper=(236, 234, 226), spread=10, ink=(200, 40, 50)):
    """A scan of a ring whose every dot is off by some levels, with a few black specks in its margins."""
    chance = random.Random(9704)  # noqa: S311  the same noise in every run
    made = opened(picture(paper=paper, ink=ink))
    levels = cycle([round(chance.gauss(0, spread)) for _ in range(9973)])  # a prime: no dot's noise is its neighbour's
    data = bytes(min(255, max(0, level + off)) for level, off in zip(made.tobytes(), levels, strict=False))
    made = Image.frombytes("RGB", made.size, data)
    for place in ((5, 7), (290, 12), (20, 280), (150, 3)):
        made.putpixel(place, (10, 10, 10))
    return made


PAPERS = {
    "white": picture(),
    "off white": picture(paper=(240, 240, 240)),
    "ivory": picture(paper=(228, 228, 224)),
    "grey": picture(paper=(200, 200, 195)),
    "yellow": picture(paper=(240, 225, 180)),
    "pink": picture(paper=(250, 220, 220)),
    "grey in JPEG": picture(paper=(200, 200, 195), format="JPEG", quality=60),
    "noisy": saved(noisy()),
    "very noisy": saved(noisy(spread=18)),
    "faint ink": picture(paper=(240, 240, 240), ink=(232, 150, 155)),
    "dark ink": picture(paper=(228, 228, 224), ink=(140, 40, 50)),
    "palette": saved(opened(picture(paper=(228, 228, 224))).convert("P")),
}


@pytest.mark.parametrize("data", PAPERS.values(), ids=PAPERS)
def test_nothing_is_left_of_the_paper(data):
    made = opened(seals.ready(data))
    alpha = made.getchannel("A")
    assert made.size == pytest.approx((201, 201), abs=3)
    assert alpha.crop((60, 60, 140, 140)).getextrema() == (0, 0)
    assert [alpha.getpixel((x, y)) for x in (0, made.width - 1) for y in (0, made.height - 1)] == [0] * 4
    assert alpha.getpixel((6, 100)) > 60


def test_a_seal_that_fills_the_picture_is_known_from_its_paper():
    square = Image.new("RGB", (200, 200), (228, 228, 224))
    ImageDraw.Draw(square).rectangle((0, 0, 199, 199), outline="red", width=15)
    alpha = opened(seals.ready(saved(square))).getchannel("A")
    assert alpha.size == (200, 200)
    assert (alpha.getpixel((3, 3)), alpha.getpixel((100, 100))) == (255, 0)


def test_the_light_may_fall_from_one_side():
    scan = opened(picture(paper=(240, 240, 240)))
    for x in range(300):
        scan.paste(
            scan.crop((x, 0, x + 1, 300)).point([level * (1000 - x) // 1000 for level in range(256)] * 3), (x, 0)
        )
    assert opened(seals.ready(saved(scan))).size == pytest.approx((201, 201), abs=3)


def test_a_scan_with_one_clear_corner_is_a_scan():
    scan = opened(picture(paper=(228, 228, 224))).convert("RGBA")
    scan.putpixel((0, 0), (0, 0, 0, 0))
    made = opened(seals.ready(saved(scan)))
    assert made.size == pytest.approx((201, 201), abs=3)
    assert made.getpixel((100, 100))[3] == 0


def test_black_letters_under_a_seal_do_not_become_red():
    scan = opened(picture(paper=(240, 240, 240)))
    ImageDraw.Draw(scan).rectangle((120, 140, 180, 150), fill="black")
    assert opened(seals.ready(saved(scan))).getchannel("A").crop((60, 60, 140, 140)).getextrema() == (0, 0)


# --- what is not red ----------------------------------------------------------------------------------------------

NOT_RED = {
    "black": picture(ink="black"),
    "grey": picture(ink=(150, 150, 150), paper=(240, 240, 240)),
    "black in JPEG": picture(ink=(20, 10, 15), paper=(240, 235, 220), format="JPEG", quality=50),
    "black and white": picture(mode="1", paper=1, ink=0),
    "blue": picture(ink=(0, 0, 200)),
    "light blue": picture(ink=(120, 140, 230), paper=(240, 240, 240)),
    "green": picture(ink=(0, 140, 60)),
    "noisy black": saved(noisy(ink=(30, 30, 30))),
    "clear black": picture(mode="RGBA", paper=(0, 0, 0, 0), ink="black"),
    "clear blue": picture(mode="RGBA", paper=(0, 0, 0, 0), ink=(0, 0, 200)),
}


@pytest.mark.parametrize("data", NOT_RED.values(), ids=NOT_RED)
def test_a_copy_or_another_ink_is_refused_and_does_not_become_red(data):
    with pytest.raises(seals.SealError, match="没有红色印章"):
        seals.ready(data)


@pytest.mark.parametrize(
    "data", [saved(noisy(ink=(236, 234, 226))), picture(ring=False, mode="RGBA", paper=(0, 0, 0, 0))]
)
def test_noise_alone_is_no_seal(data):
    with pytest.raises(seals.SealError, match=r"空白|没有红色印章"):
        seals.ready(data)


@pytest.mark.parametrize("ink", ["red", (140, 40, 50, 255), (217, 0, 27, 120)])
def test_clear_red_ink_stays_as_it_is(ink):
    made = opened(seals.ready(picture(mode="RGBA", paper=(0, 0, 0, 0), ink=ink)))
    assert made.size == (201, 201)
    assert made.getpixel((5, 100)) == ((255, 0, 0, 255) if ink == "red" else ink)


# --- as it is held ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(("orientation", "place"), [(1, "top"), (3, "bottom"), (6, "left"), (8, "right")])
def test_a_seal_stands_upright_as_the_camera_was_held(format, orientation, place):
    """Which side of the file has the mark; EXIF says how it is turned."""
    marks = {
        "top": (140, 70, 160, 90),
        "bottom": (140, 210, 160, 230),
        "left": (70, 140, 90, 160),
        "right": (210, 140, 230, 160),
    }
    scan = opened(picture())
    ImageDraw.Draw(scan).rectangle(marks[place], fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    alpha = opened(seals.ready(saved(scan, format, exif=exif))).getchannel("A")
    assert alpha.getpixel((100, 28)) > 200
    assert max(alpha.getpixel(place) for place in ((100, 172), (28, 100), (172, 100))) < 60


def test_exif_that_cannot_be_read_turns_nothing():
    assert opened(seals.ready(picture(format="JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01\x12"))).width > 190


# --- what it costs ------------------------------------------------------------------------------------------------


def test_uploads_are_not_kept_in_memory_and_seals_are_made_once(monkeypatch):
    made = []
    monkeypatch.setattr(seals, "_kept", {})
    monkeypatch.setattr(seals, "_cut_out", lambda picture: made.append(picture) or picture)
    for number in range(seals.MOST_KEPT + 1):
        seals.ready(picture(size=(300, 301 + number)))
    assert seals.ready(picture(size=(300, 301 + number))) is seals.ready(picture(size=(300, 301 + number)))
    assert len(made) == seals.MOST_KEPT + 1
    assert len(seals._kept) == seals.MOST_KEPT
    assert {len(key) for key in seals._kept} == {32}


def test_half_a_picture_is_none_whatever_the_typesetter_told_the_library(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(seals.SealError, match="不是可用的印章图片"):
        seals.ready(picture()[:-300])


def test_a_seal_on_a_large_page_keeps_its_dots():
    page = Image.new("RGB", (4000, 5000), (240, 240, 236))
    ImageDraw.Draw(page).ellipse((2500, 3500, 3299, 4299), outline="red", width=24)
    made = opened(seals.ready(saved(page, "JPEG")))
    assert made.size == pytest.approx((800, 800), abs=3)


def test_the_sample_ring_is_a_ring():
    ring = opened(seals.sample_ring())
    assert ring.size == (seals.DOTS, seals.DOTS)
    assert [ring.getpixel((x, 600))[3] for x in (20, 300, 600)] == [255, 0, 0]

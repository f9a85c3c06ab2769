"""Uploaded seals: what is taken, what is refused and in which words, and where it is kept."""

import io
import re
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFile

from campaigns.documents import seals
from organizations import pictures
from organizations.models import Department
from organizations.pictures import MOST_BYTES, validate_picture
from tests import factories

NO_PICTURE = "这不是可用的图片，请上传 PNG、JPEG 或 WebP 格式的图片。"
TOO_LARGE = "图片不能超过 2500 万像素，请缩小后再上传。"
TOO_HEAVY = "图片不能超过 5 MB。"


def picture(format="PNG", size=(40, 40), mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, format)
    return out.getvalue()


def claiming(width, height):
    """A small PNG whose head says that it is larger than it is."""
    whole = picture()
    head = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + whole[24:29]
    return whole[:12] + head + zlib.crc32(head).to_bytes(4) + whole[33:]


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "GIF": (picture("GIF"), NO_PICTURE),
    "TIFF": (picture("TIFF"), NO_PICTURE),
    "EPS": (EPS, NO_PICTURE),
    "SVG": (SVG, NO_PICTURE),
    "text": ("印章".encode(), NO_PICTURE),
    "half a PNG": (picture(size=(400, 400))[:-80], NO_PICTURE),
    "half a JPEG": (picture("JPEG", size=(400, 400))[:-400], NO_PICTURE),
    "head of a WebP": (picture("WEBP")[:20], NO_PICTURE),
    "less than it says": (claiming(4000, 4000), NO_PICTURE),
    "26 million dots": (claiming(5100, 5100), TOO_LARGE),
    "100 million dots": (claiming(10_000, 10_000), TOO_LARGE),
    "4 billion dots": (claiming(65_000, 65_000), TOO_LARGE),
    "6 MB": (picture() + bytes(6_000_000), TOO_HEAVY),
}


@pytest.fixture(params=[False, True], ids=["web", "worker"])
def process(request, monkeypatch):
    """A process as it starts, or one in which WeasyPrint has told Pillow to make do with half a picture."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


@pytest.mark.parametrize(("content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_for_us_is_refused_in_one_sentence(process, content, sentence):
    with pytest.raises(ValidationError) as error:
        validate_picture(ContentFile(content))
    assert error.value.messages == [sentence]


@pytest.mark.parametrize("content", [content for content, _ in REFUSED.values()], ids=REFUSED)
def test_what_is_refused_here_is_no_seal_at_the_press_either(process, content):
    """Neither package may import the other, so the press looks for itself, by the same measure."""
    with pytest.raises(seals.SealError):
        seals.ready(content)


@pytest.mark.parametrize("measure", ["FORMATS", "MOST_BYTES", "MOST_PIXELS"])
def test_upload_and_press_measure_alike(measure):
    assert getattr(pictures, measure) == getattr(seals, measure)


@pytest.mark.parametrize(
    "content",
    [picture(), picture(mode="RGBA"), picture(mode="1"), picture("JPEG"), picture("WEBP"), picture(size=(5000, 5000))],
    ids=["PNG", "transparent", "black and white", "JPEG", "WebP", "25 million dots"],
)
def test_a_picture_is_taken_whole(content):
    file = ContentFile(content)
    validate_picture(file)
    assert len(content) < MOST_BYTES
    assert file.read() == content


@pytest.mark.parametrize("place", range(0, 120, 3))
def test_a_damaged_picture_is_taken_or_refused_and_breaks_nothing(place):
    for format in ("PNG", "JPEG", "WEBP"):
        content = bytearray(picture(format))
        content[place % len(content)] ^= 0xFF
        try:
            validate_picture(ContentFile(bytes(content)))
        except ValidationError as error:
            assert error.messages in ([NO_PICTURE], [TOO_LARGE])


class TestUpload:
    @pytest.fixture
    def department(self, db):
        return factories.department()

    @pytest.fixture
    def upload(self, admin_client, department):
        """Send the department's form with this as its seal."""
        address = reverse("admin:organizations_department_change", args=[department.pk])

        def send(**seal):
            page = admin_client.get(address).content.decode()
            kept = dict(re.findall(r'name="(names-[\w-]+)"[^>]*? value="([^"]*)"', page))
            facts = {"region": department.region_id, "line": department.line_id, "seal_mm": 42, **kept, **seal}
            return admin_client.post(address, facts)

        return send

    @pytest.mark.parametrize("name", ["GIF", "EPS", "text", "half a PNG", "100 million dots", "6 MB"])
    def test_a_seal_that_is_no_picture_is_refused_with_its_sentence(self, upload, department, name):
        content, sentence = REFUSED[name]
        answer = upload(seal=SimpleUploadedFile("seal.png", content, "image/png"))
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert Department.objects.get(pk=department.pk).seal == ""
        assert not default_storage.exists("seals")

    def test_a_seal_is_kept_under_a_name_of_our_own_and_no_address_leads_to_it(self, upload, department, client):
        answer = upload(seal=SimpleUploadedFile("../../公章.html", picture(), "text/html"))
        assert answer.status_code == 302
        seal = Department.objects.get(pk=department.pk).seal
        assert re.fullmatch(r"seals/[0-9a-f]{32}", seal.name)
        assert seal.read() == picture()
        for address in (f"/{seal.name}", f"/static/{seal.name}", f"/files/{seal.name}", f"/media/{seal.name}"):
            assert client.get(address).status_code == 404

    def test_the_form_says_that_there_is_a_seal_links_nowhere_and_can_take_it_away(
        self, upload, department, admin_client
    ):
        upload(seal=SimpleUploadedFile("seal.png", picture()))
        name = Department.objects.get(pk=department.pk).seal.name
        page = admin_client.get(reverse("admin:organizations_department_change", args=[department.pk])).content.decode()
        assert "已上传" in page
        assert name not in page
        upload()
        assert Department.objects.get(pk=department.pk).seal.name == name
        assert upload(**{"seal-clear": "on"}).status_code == 302
        assert Department.objects.get(pk=department.pk).seal == ""

    def test_a_seal_that_is_gone_from_the_disk_can_be_replaced(self, upload, department):
        upload(seal=SimpleUploadedFile("seal.png", picture()))
        default_storage.delete(Department.objects.get(pk=department.pk).seal.name)
        assert NO_PICTURE in upload().content.decode()
        assert upload(seal=SimpleUploadedFile("seal.png", picture())).status_code == 302

    @pytest.mark.parametrize(("size", "status"), [(19, 200), (20, 302), (60, 302), (61, 200)])
    def test_a_seal_is_as_large_as_seals_are(self, upload, size, status):
        assert upload(seal_mm=size).status_code == status

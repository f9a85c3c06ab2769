"""会签 on paper: for whom it is recorded, what is taken for a scan, and when it is refused."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from campaigns.notices.models import Countersignature
from organizations import memberships
from tests import factories

from .conftest import Round, client_of

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.usefixtures("step_by_step")]


def scan(content=b"", name="scan.png"):
    return SimpleUploadedFile(name, content or PNG)


def png(mode="RGB", size=(40, 30)):
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, "PNG")
    return stream.getvalue()


PNG = png()


@pytest.fixture
def on_paper(db):
    """省总工会 has people here, 省委宣传部 was typed and has none."""
    return Round(("省总工会", "省委宣传部"), typed=("省委宣传部",)).sent()


def record(tour, name="省委宣传部", **typed):
    address = tour.address(f"paper/{tour.mark(name).issuer.pk}/")
    day = timezone.localdate().isoformat()
    facts = tour.typed(name) | {"paper_signer": "王五", "paper_day": day, "scan": scan()} | typed
    return tour.client("host").post(address, facts)


def test_an_organ_without_people_here_signs_on_paper_and_it_is_marked_so(on_paper):
    assert record(on_paper).status_code == 302
    mark = on_paper.mark("省委宣传部").signature
    assert (mark.is_on_paper, mark.signer_name, mark.recorder_name) == (True, "王五", "host")
    assert mark.text_hash == on_paper.edition.text_hash
    page = on_paper.client("省总工会").get(on_paper.address()).content.decode()
    assert "纸质会签" in page
    address = on_paper.address(f"scans/{mark.pk}/")
    answer = on_paper.client("省总工会").get(address)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert "filename*=utf-8" in answer["Content-Disposition"]
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert client_of(on_paper, "stranger").get(address).status_code == 404
    assert on_paper.client("host").get(on_paper.address(f"scans/{mark.pk + 1}/")).status_code == 404


def test_an_organ_that_has_people_here_signs_here_and_no_paper_is_offered_or_taken_for_it(on_paper):
    address = on_paper.address(f"paper/{on_paper.mark('省总工会').issuer.pk}/")
    for answer in (record(on_paper, "省总工会"), on_paper.client("host").get(address)):
        assert answer.status_code == 409
        assert "省总工会在系统中有签发人，由其在线会签。" in answer.content.decode()
    assert not Countersignature.objects.exists()
    assert address not in (page := on_paper.client("host").get(on_paper.address()).content.decode())
    assert f"paper/{on_paper.mark('省委宣传部').issuer.pk}/" in page


def test_an_organ_that_was_typed_is_known_by_its_name(on_paper):
    factories.person("signs there", factories.department("省委宣传部"), "signatory")
    answer = record(on_paper)
    assert (answer.status_code, Countersignature.objects.count()) == (409, 0)
    assert "省委宣传部在系统中有签发人" in answer.content.decode()
    page = on_paper.client("host").get(on_paper.address()).content.decode()
    assert "请取得纸质会签后登记" not in page and "删去这一行，查找并列入该机关" in page


def test_an_objection_made_here_is_not_overturned_on_paper_when_its_people_are_gone(on_paper):
    on_paper.sign("省总工会", "objected", "不行。")
    memberships.dismiss(on_paper.people["省总工会"].memberships.get())
    answer = record(on_paper, "省总工会")
    assert (answer.status_code, on_paper.standings[0]) == (409, "objected")
    assert "省总工会已对现在的文本在线会签：不同意。" in answer.content.decode()
    on_paper.changed()
    assert record(on_paper, "省总工会").status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paper_day": "2999-01-01"}, "不能晚于今天"),
        ({"paper_day": "2001-01-01"}, "在此之前签的不是这一稿"),
        ({"paper_day": "昨天"}, "格式填写"),
        ({"paper_signer": ""}, "请填写会签人"),
        ({"scan": ""}, "请上传扫描件"),
        ({"scan": scan(b"GIF89a" + b"x" * 50)}, "请上传 PDF、JPEG 或 PNG"),
        ({"scan": scan(b"%PDF-1.7 nothing of the kind", "x.pdf")}, "这个 PDF 打不开"),
        ({"scan": scan(PNG[:60])}, "请上传 PDF、JPEG 或 PNG"),
        ({"scan": scan(png("1", (6000, 5000)))}, "万像素"),
        ({"scan": scan(b"%PDF-" + b"x" * 10_000_000, "x.pdf")}, "不能超过 10 MB"),
    ],
)
def test_what_is_no_sheet_of_paper_is_refused(on_paper, typed, sentence):
    answer = record(on_paper, **typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_a_camera_s_picture_is_kept_upright_and_without_what_the_camera_says(on_paper):
    taken, stream = Image.new("RGB", (40, 30)), io.BytesIO()
    exif = taken.getexif()
    exif[0x0112], exif[0x010F] = 6, "secret camera"
    taken.save(stream, "JPEG", exif=exif)
    record(on_paper, scan=scan(stream.getvalue() + b"<script>", "x.jpg"))
    kept = Countersignature.objects.get().scan.open().read()
    assert Image.open(io.BytesIO(kept)).size == (30, 40)
    assert b"secret" not in kept
    assert b"<script>" not in kept


def test_paper_for_a_text_that_changed_meanwhile_is_not_recorded(on_paper):
    seen = on_paper.typed("省委宣传部", "opinion", "按此办理。")
    on_paper.changed()
    answer = record(on_paper, **seen)
    assert answer.status_code == 409
    assert "按此办理。" in answer.content.decode()
    assert not Countersignature.objects.exists()


def test_paper_for_a_text_that_is_being_changed_is_not_recorded_before_all_are_asked(on_paper):
    address, seen = on_paper.address(f"paper/{on_paper.mark('省委宣传部').issuer.pk}/"), on_paper.typed("省委宣传部")
    on_paper.edit()
    assert "正文改动中，请重新会签后登记。" in on_paper.client("host").get(on_paper.address()).content.decode()
    page = on_paper.client("host").get(address).content.decode()
    assert "正文已改动，尚未请重新会签" in page and "改好了，请重新会签" in page and "扫描件" not in page
    answer = record(on_paper, **seen | {"decision": "opinion", "opinion": "按此办理。"})
    page = answer.content.decode()
    assert (answer.status_code, Countersignature.objects.exists()) == (409, False)
    assert "尚未请重新会签" in page and "按此办理。" in page


@pytest.mark.parametrize("who", ["reader", "host-manager", "co-signatory", "stranger"])
def test_paper_is_recorded_by_the_host_alone(on_paper, who):
    address = on_paper.address(f"paper/{on_paper.mark('省委宣传部').issuer.pk}/")
    assert client_of(on_paper, who).post(address).status_code in (403, 404)

"""预览: made by the worker once for each state of the text, checked against the standard, forgotten after a week."""

import os
import re
import subprocess
import sys
import time

import pytest
from django.core.files.storage import default_storage

from campaigns.notices.drafting import previewing
from campaigns.notices.models import Edition
from campaigns.notices.pictures import Picture
from organizations import jobs
from organizations.models import Job
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def here(client, edition, drafter):
    client.force_login(drafter.user)
    return f"/desk/notices/{edition.pk}/preview/"


@pytest.fixture
def quick(monkeypatch):
    """Neither typeset nor measure: say how often that was done."""
    made = []
    monkeypatch.setattr(previewing, "typeset", lambda edition: made.append(edition.pk) or b"%PDF-quick")
    monkeypatch.setattr(previewing, "pictures_of", lambda pdf: [Picture(b"png", 10, 14)])
    checks = [{"name": "版心", "section": "5.2", "measured": "155 mm", "expected": "156 mm", "ok": False}]
    report = {"layout": "2012", "checks": checks, "advice": []}
    monkeypatch.setattr(previewing, "checked", lambda pdf, layout: report)
    return made


def test_the_pages_are_typeset_drawn_and_measured(client, edition, here):
    assert "生成预览" in client.get(here).content.decode()
    client.post(f"{here}ask/")
    job = Job.objects.get(kind="preview")
    assert "data-job=" in client.get(here).content.decode()
    jobs.run(job.pk)
    page = client.get(here).content.decode()
    assert "按GB/T 9704-2012检查" in page and "项符合" in page
    assert "没有不符合" in page and "成文日期：签发时确定" in page
    picture = re.search(r'src="([^"]*/1\.png)"', page)[1]
    assert b"".join(client.get(picture)).startswith(b"\x89PNG")
    pdf = client.get(re.search(r'href="([^"]*\.pdf)"', page)[1])
    assert b"".join(pdf).startswith(b"%PDF") and "private" in pdf["Cache-Control"]
    client.force_login(factories.person("外人", factories.department("杭州市市场监督管理局", "330100"), "drafter"))
    assert client.get(picture).status_code == 404


def test_what_is_made_is_made_once_and_a_changed_text_asks_for_another(client, edition, here, quick):
    for _ in range(2):
        client.post(f"{here}ask/")
        jobs.run(Job.objects.filter(kind="preview").latest("pk").pk)
    assert quick == [edition.pk]
    assert "有1项不符合" in client.get(here).content.decode()
    Edition.objects.filter(pk=edition.pk).update(print_office="办公室")
    page = client.get(here).content.decode()
    assert "又有改动" in page and "有1项不符合" in page


def test_what_cannot_be_set_is_said_in_a_sentence(client, edition, here):
    head = edition.clauses.get(kind="attachment")
    factories.clause(edition, "table", parent=head, table={"header": ["列"] * 200, "rows": [["质"] * 200]})
    client.post(f"{here}ask/")
    jobs.run(Job.objects.get(kind="preview").pk)
    assert "200 列，排不下" in client.get(here).content.decode()


def test_a_preview_is_forgotten_after_a_week(client, edition, here, quick):
    client.post(f"{here}ask/")
    jobs.run(Job.objects.get(kind="preview").pk)
    assert previewing.forget() == 0
    for name in default_storage.listdir("previews")[1]:
        os.utime(default_storage.path(f"previews/{name}"), (time.time() - 8 * 86400,) * 2)
    assert previewing.forget() == 3
    assert "生成预览" in client.get(here).content.decode()


@pytest.mark.parametrize(
    "address", ["x.pdf", f"{'a' * 300}.pdf", f"{'a' * 300}/1.png", f"{'0' * 32}.pdf", f"{'0' * 32}/99.png"]
)
def test_what_was_never_made_is_not_found(client, here, address, tmp_path):
    (tmp_path / "previews").mkdir()
    assert client.get(here + address).status_code == 404


def test_the_web_process_loads_neither_the_typesetter_nor_the_checker():
    code = (
        "import django, sys; django.setup(); import qualitymonth.urls, campaigns.notices.drafting.urls;"
        "print([name for name in sys.modules if name.startswith(('weasyprint', 'campaigns.documents.checking'))])"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "qualitymonth.settings"}
    said = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"

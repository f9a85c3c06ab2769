"""The print of an issued edition of our own: number, date, seals, and every measure of GB/T 9704-2012."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from campaigns.documents.checking import check
from campaigns.notices.models import Clause
from campaigns.notices.printing import document_of
from campaigns.notices.tasks import typeset
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("step_by_step")]
ORGANS = ("浙江省市场监督管理局", "中共浙江省委宣传部", "浙江省发展和改革委员会", "浙江省总工会", "共青团浙江省委")


def seal():
    image = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(image).ellipse((4, 4, 296, 296), outline="red", width=12)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return ContentFile(stream.getvalue())


@pytest.fixture
def joint():
    """An edition of five organs, each with its seal uploaded, ready to be signed."""
    draft = factories.draft(addressees="各市、县（市、区）市场监督管理局：", cc="浙江省质量协会。")
    draft.issuers.all().delete()
    for position, name in enumerate(ORGANS):
        department = factories.department(name)
        department.seal.save("seal.png", seal())
        draft.issuers.create(printed_name=name, department=department, position=position)
    table = {"header": ["序号", "活动", "时间"], "rows": [["1", "质量咨询", "9月10日"]]}
    Clause.objects.create(
        edition=draft, parent=draft.clauses.get(kind="attachment"), kind="table", position=99, table=table
    )
    return factories.brought_to_signature(draft)


@pytest.mark.parametrize("has_seals", [True, False])
def test_a_joint_notice_of_five_is_printed_to_the_standard(joint, has_seals):
    signed = factories.signed(joint, has_seals=has_seals)
    document = document_of(signed, signed.has_seals)
    assert (document.is_draft, document.is_sealed, document.number) == (False, has_seals, signed.doc_number)
    assert document.printed == f"{signed.dated_text}印发"
    assert document.attachments[0].pieces[-1].rows == (("1", "质量咨询", "9月10日"),)
    report = check(typeset(signed, "pdf", "2012"))
    assert list(report.failures) == []
    assert len(report.checks) > 20

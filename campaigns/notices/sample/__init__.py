"""The two real notices of the 2008 campaign, recorded with what is known of them."""

import hashlib
from pathlib import Path

from campaigns.models import Campaign
from campaigns.notices import tasks
from campaigns.notices.intake import admitted, text_of
from campaigns.notices.recording import Origin, department_called, record

FOLDER = Path(__file__).parent
DAY = "2008-06"
NATIONAL_ISSUERS = (
    "国家质量监督检验检疫总局",
    "中共中央宣传部",
    "国家发展和改革委员会",
    "中华全国总工会",
    "共青团中央",
)


def load():
    """Record the national notice and Zhejiang's adaptation of it, and print both; return the notices."""
    campaign = Campaign.objects.get(year=2008)
    national = _record("2008-national.txt", campaign, "国家质量监督检验检疫总局", issuers=NATIONAL_ISSUERS)
    zhejiang = _record("2008-zhejiang.txt", campaign, "浙江省质量技术监督局", parent=national)
    for notice in (national, zhejiang):
        tasks.print_edition(notice.current_id)
        tasks.print_comparisons(notice.current_id)
    return [national, zhejiang]


def _record(name, campaign, host, **facts):
    data = (FOLDER / name).read_bytes()
    origin = Origin(campaign, department_called(host, DAY), hashlib.sha256(data).hexdigest(), **facts)
    return record(admitted(text_of(data)), origin)[0]

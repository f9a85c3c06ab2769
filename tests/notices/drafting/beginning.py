"""What drafts are begun from, and what there is afterwards."""

import re

from campaigns.notices.models import Edition

NEW = "/desk/notices/new/"
TEXT = """关于开展“2026年全省质量月”活动的通知
各市市场监管局：
现将有关事项通知如下：
一、活动主题
质量第一
二、主要活动
（一）开展质量宣传。各地组织实施。
（二）开展质量提升行动
三、宣传口号
坚持以质取胜 推动科学发展
质量安全是企业的第一责任
附件：名单
浙江省市场监督管理局
2026年8月1日
抄送：省总工会。
"""
UNSIGNED = """关于开展2008年质量月活动的通知
各市质量技术监督局：
{opening}现将有关事项通知如下：
一、活动主题
质量强省
二、主要活动
各地,认真组织。
"""


def the_draft():
    return Edition.objects.get(state="draft")


def answers_in(page):
    return sorted(set(re.findall(r'name="(title|answer-\d+)"', page)))

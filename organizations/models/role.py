"""角色: what a person is in a department."""

from django.db import models


class Role(models.TextChoices):
    """The roles of a department. What each may do stands in access.py; the order is that of the list on a page."""

    READER = "reader", "查阅"
    DRAFTER = "drafter", "起草"
    REVIEWER = "reviewer", "审核"
    SIGNATORY = "signatory", "签发"
    MANAGER = "manager", "单位管理员"

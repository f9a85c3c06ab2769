"""授权: where guardian keeps who has which role on which department, in tables that point straight at Department."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from .department import Department


class DepartmentUserGrant(UserObjectPermissionBase):
    """A person's role on a department. It counts only while a Membership that is in force stands behind it."""

    content_object = models.ForeignKey(Department, models.PROTECT, related_name="user_grants")

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "部门授权"


class DepartmentGroupGrant(GroupObjectPermissionBase):
    """Guardian wants a table for groups beside that for people. Nothing is granted to groups here."""

    content_object = models.ForeignKey(Department, models.PROTECT, related_name="group_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        verbose_name = verbose_name_plural = "部门组授权"

"""Who and where: regions, lines, departments with their names over time, the people, and what each may do where."""

from .audit import AuditRow, AuditSeal
from .department import Department, DepartmentName, seal_path
from .grant import DepartmentGroupGrant, DepartmentUserGrant
from .job import Job
from .line import Line
from .membership import Delegation, Invitation, Membership, PlatformRole
from .message import Message
from .region import Region
from .role import Role
from .sign_in import CacheEntry, FormerPassword
from .user import User

__all__ = [
    "AuditRow", "AuditSeal", "CacheEntry", "Delegation", "Department", "DepartmentGroupGrant", "DepartmentName", "DepartmentUserGrant", "FormerPassword", "Invitation", "Job", "Line",
    "Membership", "Message", "PlatformRole", "Region", "Role", "User", "seal_path",
]  # fmt: skip

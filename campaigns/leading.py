"""牵头: the departments of the lead line of the nation, which prepare and open campaigns."""

from organizations.access import Right
from organizations.models import Department, Region


def lead_department():
    """Return the department that leads the nation today, or None where none is recorded."""
    rows = Department.objects.filter(line__is_lead=True, region__level=Region.Level.NATION, until="")
    return rows.select_related("region", "line").prefetch_related("names").order_by("-pk").first()


def leads_the_nation(actor):
    """Whether the actor sees what is prepared there: she has a role in a department of the lead line of the nation."""
    department = actor.department
    if department is None or Right.VIEW not in actor.rights:
        return False
    return department.line.is_lead and department.region.level == Region.Level.NATION

"""What came after departments that are gone: their successors, followed for as many reforms as there can have been."""

from django.db.models import Q

STEPS = 5  # from a department to its successor, to that one's, and so on


def with_successors(model, keys):
    """Return {key: Department} of these and of all that came after them, with their names: two queries for each step."""
    rows, wanted = {}, set(keys)
    for _ in range(STEPS):
        if not wanted:
            break
        rows |= model.objects.prefetch_related("names").in_bulk(wanted)
        wanted = {row.successor_id for row in rows.values() if row.successor_id} - set(rows)
    return rows


def line_after(row, rows):
    """Return those of `rows` (with_successors) that came after a Department, the next one first; of a circle each once."""
    found, seen = [], {row.pk}
    while row.successor_id in rows and row.successor_id not in seen:
        row = rows[row.successor_id]
        seen.add(row.pk)
        found.append(row)
    return found


def before_and(department, path):
    """Return the condition under which the department at `path` is this one, or one that it came after."""
    return Q(*((f"{path}{'__successor' * steps}", department) for steps in range(STEPS)), _connector=Q.OR)

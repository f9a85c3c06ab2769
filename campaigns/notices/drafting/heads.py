"""Title and theme of a draft: written at the head of the editor."""

from ..models import Edition
from ..reading.characters import plain
from .overtaken import Overtaken
from .rights import editing


def save(pk, typed, base, *, by):
    """Store title and theme, given as {name: text}, where they still are what the writer began with. Raise Overtaken."""
    with editing(pk, by=by) as edition:
        stored = {name: plain(getattr(edition, name)).strip() for name in typed}  # as a page sends it back
        if stored == typed:
            return edition
        if stored != base:
            raise Overtaken("标题或主题", edition)
        Edition.objects.filter(pk=edition.pk).update(**typed)
        for name, value in typed.items():
            setattr(edition, name, value)
    return edition

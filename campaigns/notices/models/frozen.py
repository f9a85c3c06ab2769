"""Issued is immutable: what belongs to the text of an edition is written only while the edition is a draft."""

from django.db import models


class Frozen(TypeError):
    """Somebody tries to change the text of an edition that is signed: a mistake of ours, or worse."""


class TextQuerySet(models.QuerySet):
    """Rows of an edition's text. `edition_path` of the model leads from the row to its edition."""

    def update(self, **facts):
        self._refuse_frozen()
        refuse_frozen(*editions_named(self.model, facts))
        return super().update(**facts)

    def delete(self):
        self._refuse_frozen()
        return super().delete()

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        refuse_frozen(*editions_of(self.model, objs))
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        refuse_frozen(*editions_of(self.model, objs))
        self.model.objects.filter(pk__in=[each.pk for each in objs])._refuse_frozen()
        return super().bulk_update(objs, *args, **kwargs)

    def _refuse_frozen(self):
        if self.filter(**{f"{self.model.edition_path}__state__in": FROZEN}).exists():
            raise Frozen(f"The text of an issued edition is never changed ({self.model.__name__}).")


class TextRow(models.Model):
    """A row of an edition's text, guarded in every way that the ORM has to write it; on PostgreSQL by a trigger, too."""

    edition_path = "edition"

    objects = TextQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        refuse_frozen(edition_of(self), *stored_edition_of(self))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_frozen(edition_of(self), *stored_edition_of(self))
        return super().delete(*args, **kwargs)


FROZEN = ("signed", "issued")  # the states of an edition whose text nobody changes


def edition_of(row):
    """Return the key of the edition that a row belongs to, in as few queries as that takes."""
    *path, last = row.edition_path.split("__")
    for name in path:
        row = getattr(row, name)
    return getattr(row, f"{last}_id")


def stored_edition_of(row):
    """Return the key of the edition that a row belongs to in the database, in a list; nothing for a new row. One query."""
    if row.pk is None:
        return []
    return type(row).objects.filter(pk=row.pk).values_list(f"{row.edition_path}_id", flat=True)


def editions_named(model, facts):
    """Return the keys of the editions that rows of a model would come to belong to by an update."""
    first = model.edition_path.partition("__")[0]
    given = [value for name, value in facts.items() if name in (first, f"{first}_id")]
    return _editions_above(model, {getattr(value, "pk", value) for value in given})


def editions_of(model, rows):
    """Return the keys of the editions that rows of a model belong to. One query, however many they are."""
    first = model.edition_path.partition("__")[0]
    return _editions_above(model, {getattr(row, f"{first}_id") for row in rows})


def _editions_above(model, keys):
    """Return the keys of the editions that these keys lead to: of editions, or of what stands between."""
    first, *path = model.edition_path.split("__")
    if not (path and keys):
        return keys
    above = model._meta.get_field(first).related_model
    return set(above.objects.filter(pk__in=keys).values_list(f"{'__'.join(path)}_id", flat=True))


def refuse_frozen(*editions):
    """Raise Frozen where one of the editions, given by their keys, is signed or issued. One query."""
    from .edition import Edition  # it knows its rows, they know it

    if Edition.objects.filter(pk__in=editions, state__in=FROZEN).exists():
        raise Frozen("The text of an issued edition is never changed.")

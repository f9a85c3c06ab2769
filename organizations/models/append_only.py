"""Rows that are written once: no model, queryset, manager or back office changes or deletes one.

`_update` and `_raw_delete` are the ways that Django itself takes where it does not ask the queryset's public methods:
save(), loaddata, and the deletion of what hangs on another row.
"""

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tries to change or delete what is written once: a mistake of ours."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **facts):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never changed.")

    update.alters_data = True

    def delete(self):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never deleted.")

    delete.alters_data = True
    delete.queryset_only = True

    def _update(self, values):
        """Where save() looks whether a row of its key is there already: a new one may be written."""
        if self.exists():
            self.update()
        return 0

    def _raw_delete(self, using):
        self.delete()

    def bulk_update(self, *args, **kwargs):
        self.update()

    def update_or_create(self, *args, **kwargs):
        self.update()

    def bulk_create(self, rows, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            self.update()
        return super().bulk_create(rows, *args, **kwargs)


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *args, **kwargs):
        raise WrittenOnce(f"A row of {type(self).__name__} is never deleted.")

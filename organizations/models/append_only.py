"""Rows that are written once: neither the model nor a queryset changes or deletes one."""

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tries to change or delete what is written once: a mistake of ours."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **facts):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never changed.")

    def delete(self):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never deleted.")

    def bulk_update(self, *args, **kwargs):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never changed.")

    def update_or_create(self, *args, **kwargs):
        raise WrittenOnce(f"Rows of {self.model.__name__} are never changed.")


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnce(f"A row of {type(self).__name__} is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise WrittenOnce(f"A row of {type(self).__name__} is never deleted.")

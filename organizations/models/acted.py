"""Who did something, as the row itself says it: the name is printed into it when it is made, whatever she is called later."""

from django.db import models

from organizations.named import named

LONGEST = 310  # characters: two names, or two user names where there are no names


class PrintedName(models.CharField):
    """The name of who acted, set once, in whichever way a row is made: by save() as by bulk_create()."""

    def pre_save(self, row, add):
        if add and not getattr(row, self.attname):
            setattr(row, self.attname, row.named_today()[: self.max_length])
        return super().pre_save(row, add)

    def deconstruct(self):
        """In the database it is a text like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Acted(models.Model):
    """A row that says who did something, and for whom. One from before the name was kept says how they are called today."""

    doer, principal = "user", "on_behalf_of"  # which fields say it

    printed_name = PrintedName("办理人姓名", max_length=LONGEST, blank=True, editable=False, default="", db_default="")

    class Meta:
        abstract = True

    @property
    def actor_name(self):
        """张三, 张三代李四; 系统 where nobody in particular did it."""
        return self.printed_name or self.named_today()

    def named_today(self):
        return named(getattr(self, self.doer), getattr(self, self.principal))

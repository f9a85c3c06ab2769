"""What sign-in remembers: the passwords that a person had, and what all processes count together."""

from django.db import models

from .user import User


class FormerPasswordQuerySet(models.QuerySet):
    def last_of(self, user, number):
        """Return the hashes of the last passwords of a person, the newest first."""
        return self.filter(user=user).order_by("-pk").values_list("password", flat=True)[:number]


class FormerPassword(models.Model):
    """The hash of a password from the day when it was chosen; the newest is the one in use."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords", verbose_name="人员")
    password = models.CharField(max_length=128)
    at = models.DateTimeField("启用时间", auto_now_add=True)

    objects = FormerPasswordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "历次密码"
        ordering = ["-pk"]
        indexes = [models.Index("user", models.F("id").desc(), name="former_password_by_user")]

    def __str__(self):
        return f"{self.user}：{self.at:%Y-%m-%d}"


class CacheEntry(models.Model):
    """The table of Django's database cache, as a model so that it is migrated, flushed and rolled back like any other."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "计数"

    def __str__(self):
        return self.cache_key

"""用户: the people who sign in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in. What she may do hangs on her memberships, never on this row."""

    AUDIT_NEEDS = ()

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = "用户"

    def __str__(self):
        return self.name

    def in_audit(self, row):
        return f"{self.name}（{self.username}）"

    @property
    def is_sample(self):
        """Whether it is an invented account of the sample: nobody real has an address at example.org (RFC 2606)."""
        return self.email.endswith("@example.org")

    @property
    def name(self):
        """The name as people write it, surname first; the user name where there is none."""
        return f"{self.last_name}{self.first_name}" or self.username

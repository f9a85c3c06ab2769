from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "campaigns.notices"
    verbose_name = "通知"

    def ready(self):
        from . import tasks  # noqa: F401  says what its kinds of work are called
        from .deriving import citing, leftover, proposing  # noqa: F401  advise on drafts

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "campaigns.notices"
    verbose_name = "通知"

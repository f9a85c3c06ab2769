from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "campaigns.pages"
    verbose_name = "页面"

from django.apps import AppConfig


class SlogansConfig(AppConfig):
    name = "slogans"
    verbose_name = "口号"

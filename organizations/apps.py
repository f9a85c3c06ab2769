from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "机构与行政区划"

    def ready(self):
        from . import checks  # noqa: F401  registers what it checks

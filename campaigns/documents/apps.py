from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "campaigns.documents"
    verbose_name = "公文"

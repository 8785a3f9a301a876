from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "mingzheng.disclosure.documents"
    label = "documents"
    verbose_name = "政府信息"

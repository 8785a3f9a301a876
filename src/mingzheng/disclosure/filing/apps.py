from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "mingzheng.disclosure.filing"
    label = "filing"
    verbose_name = "公文库备案"

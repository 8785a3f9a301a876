from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mingzheng.papers"
    label = "papers"
    verbose_name = "文书"

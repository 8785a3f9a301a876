from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingzheng.search"
    label = "search"
    verbose_name = "检索"

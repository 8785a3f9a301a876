from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "mingzheng.core.relations"
    label = "relations"
    verbose_name = "关联"

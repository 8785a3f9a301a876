from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mingzheng.core.outbox"
    label = "outbox"
    verbose_name = "后台事项"

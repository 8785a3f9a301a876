from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mingzheng.core.outbox"
    label = "outbox"
    verbose_name = "后台事项"

    def ready(self) -> None:
        from mingzheng.core.outbox import forgetting  # noqa: F401 - registers its own clearing

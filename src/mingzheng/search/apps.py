from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingzheng.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from mingzheng.search import handlers  # noqa: F401 - registers with the outbox

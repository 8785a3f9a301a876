from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingzheng.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        from mingzheng.core.units import renaming
        from mingzheng.search import handlers  # registers with the outbox

        renaming.listen(handlers.after_rename)

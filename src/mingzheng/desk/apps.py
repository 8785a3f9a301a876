from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mingzheng.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from mingzheng.desk import handlers, pages  # noqa: F401 - importing them registers handlers and navigation

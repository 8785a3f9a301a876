from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mingzheng.config"
    label = "config"
    verbose_name = "设置"

    def ready(self) -> None:
        from mingzheng.config import jobs  # noqa: F401 - registers the daily jobs

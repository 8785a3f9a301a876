from django.apps import AppConfig


class TriesConfig(AppConfig):
    name = "mingzheng.core.tries"
    label = "tries"
    verbose_name = "次数限制"

    def ready(self) -> None:
        from mingzheng.core.tries import commands  # noqa: F401 - registers the daily clearing

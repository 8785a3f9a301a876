from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mingzheng.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        from mingzheng.papers import issues  # noqa: F401 - carries out the message that an issue owes its file

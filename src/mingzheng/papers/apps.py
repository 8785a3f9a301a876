from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "mingzheng.papers"
    label = "papers"
    verbose_name = "文书"

    def ready(self) -> None:
        from mingzheng.papers import foi_letters, interpretations, issues  # noqa: F401 - carry out the messages that owe a file

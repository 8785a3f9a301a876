from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "mingzheng.core.submissions"
    label = "submissions"
    verbose_name = "表单提交"

    def ready(self) -> None:
        from mingzheng.core.submissions import commands  # noqa: F401 - registers the daily clearing

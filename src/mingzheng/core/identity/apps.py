from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "mingzheng.core.identity"
    label = "identity"
    verbose_name = "身份核验"

    def ready(self) -> None:
        from mingzheng.core.identity import commands  # noqa: F401 - registers the daily clearing

from typing import Any

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "mingzheng.config"
    label = "config"
    verbose_name = "设置"

    def ready(self) -> None:
        from mingzheng.config import jobs  # noqa: F401 - registers the daily jobs
        from mingzheng.portal import interfaces

        interfaces.describe(_schema)


def _schema() -> dict[str, Any]:
    """Commands start faster without the API."""
    from mingzheng.api.schema import public_schema

    return public_schema()

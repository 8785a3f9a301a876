from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


class JournalConfig(AppConfig):
    name = "mingzheng.core.journal"
    label = "journal"
    verbose_name = "工作日志"

    def ready(self) -> None:
        post_migrate.connect(_keep_triggers, sender=self)


def _keep_triggers(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """A later migration that rebuilds a table on SQLite drops its triggers: put back what is missing."""
    from mingzheng.core.journal import triggers

    connection = connections[using]
    if "journal_seal" in connection.introspection.table_names() and triggers.missing(connection):
        triggers.install(connection)

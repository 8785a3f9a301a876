from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


class OpenDataConfig(AppConfig):
    name = "mingzheng.supervision.open_data"
    label = "open_data"
    verbose_name = "数字冻结"

    def ready(self) -> None:
        from mingzheng.core import proofs, records, searchable
        from mingzheng.supervision.open_data import datasets, finding, queries
        from mingzheng.supervision.open_data.models import Freeze

        datasets.declare_all()
        searchable.declare(finding.KIND)
        proofs.declare(proofs.Provable("open_data.freeze", "冻结的数字", ("open_data.frozen",), queries.fixed))
        records.register(
            "open_data.freeze",
            label="数字冻结",
            model=Freeze,
            url=lambda found: found.get_absolute_url(),
            visible_to=lambda _found, _actor: True,
        )
        post_migrate.connect(_keep_triggers, sender=self)


def _keep_triggers(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """A later migration that rebuilds the table on SQLite drops its triggers: put back what is missing."""
    from mingzheng.supervision.open_data.triggers import FREEZES

    connection = connections[using]
    if "open_data_freeze" in connection.introspection.table_names() and FREEZES.missing(connection):
        FREEZES.install(connection)

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "mingzheng.participation.letters"
    label = "letters"
    verbose_name = "来信办理"

    def ready(self) -> None:
        from mingzheng.core import searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.letters import (
            datasets,
            finding,
            following,  # noqa: F401 - handlers
            indicators,
            procedure,
            registering,
        )

        for table in procedure.ALL:
            declare(table)
        searchable.declare(finding.SELECTIONS)
        registering.declare_records()
        indicators.declare_all()
        datasets.declare_all()

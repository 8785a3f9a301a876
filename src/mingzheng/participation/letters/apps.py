from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "mingzheng.participation.letters"
    label = "letters"
    verbose_name = "来信办理"

    def ready(self) -> None:
        from mingzheng.core import searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.letters import finding, following, indicators, procedure, registering  # noqa: F401

        for table in procedure.ALL:
            declare(table)
        searchable.declare(finding.SELECTIONS)
        registering.declare_records()
        indicators.declare_all()

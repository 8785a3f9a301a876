from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "mingzheng.participation.consultations"
    label = "consultations"
    verbose_name = "意见征集"

    def ready(self) -> None:
        from mingzheng.core import searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.consultations import commands, finding, procedure, registering, telling  # noqa: F401

        declare(procedure.CONSULTATION)
        searchable.declare(finding.KIND)
        registering.declare_records()

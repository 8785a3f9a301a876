from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "mingzheng.participation.consultations"
    label = "consultations"
    verbose_name = "意见征集"

    def ready(self) -> None:
        from mingzheng.core import searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.consultations import (  # noqa: F401
            commands,
            datasets,
            finding,
            handing_in,
            hearing_procedure,
            hearings,
            indicators,
            procedure,
            registering,
            telling,
        )

        declare(procedure.CONSULTATION)
        declare(hearing_procedure.HEARING)
        searchable.declare(finding.KIND)
        searchable.declare(finding.HEARINGS)
        indicators.declare_all()
        datasets.declare_all()
        registering.declare_records()

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "mingzheng.participation.surveys"
    label = "surveys"
    verbose_name = "问卷和征集"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.surveys import (  # noqa: F401 - handlers and daily jobs
            answering,
            call_procedure,
            finding,
            gate,
            indicators,
            procedure,
            queries,
            telling,
        )
        from mingzheng.participation.surveys.models import Call, Survey

        declare(procedure.SURVEY)
        declare(call_procedure.CALL)
        indicators.declare_all()
        searchable.declare(finding.SURVEYS)
        searchable.declare(finding.CALLS)
        for kind, label, model in (("surveys.survey", "问卷调查", Survey), ("surveys.call", "意见建议征集", Call)):
            records.register(
                kind,
                label=label,
                model=model,
                url=lambda found: found.get_absolute_url() if found.released_on else "",
                visible_to=queries.sees,
            )

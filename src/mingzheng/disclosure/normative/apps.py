from django.apps import AppConfig
from django.urls import reverse


class NormativeConfig(AppConfig):
    name = "mingzheng.disclosure.normative"
    label = "normative"
    verbose_name = "规范性文件管理"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.normative import commands, indicators, procedure, queries  # noqa: F401 - handlers
        from mingzheng.disclosure.normative.models import Evaluation, NormativeFiling

        indicators.declare_all()
        declare(procedure.FILING)
        declare(procedure.EVALUATION)
        for kind, label, model in (
            ("normative.filing", "规范性文件备案", NormativeFiling),
            ("normative.evaluation", "规范性文件评估", Evaluation),
        ):
            records.register(
                kind,
                label=label,
                model=model,
                title=lambda record: str(record.document),
                url=lambda record: reverse("desk:case", args=[record.case_id]) if record.case_id else "",
                visible_to=queries.sees,
            )

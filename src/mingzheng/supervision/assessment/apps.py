from django.apps import AppConfig
from django.urls import reverse


class AssessmentConfig(AppConfig):
    name = "mingzheng.supervision.assessment"
    label = "assessment"
    verbose_name = "考核评估"

    def ready(self) -> None:
        from mingzheng.core import proofs, records, searchable
        from mingzheng.core.outbox.registry import handler
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.draws import wording
        from mingzheng.supervision.assessment import (
            finding,
            indicators,
            machine,
            procedure,
            queries,
            unit_procedure,
            visibility,
        )
        from mingzheng.supervision.assessment.models import Appeal, Round, Sheet, System

        for table in (procedure.SYSTEM, procedure.ROUND, unit_procedure.SHEET, unit_procedure.APPEAL):
            declare(table)
        indicators.declare_all()
        proofs.declare(proofs.Provable("assessment.round", "考核结果", ("assessment.round.approve",), queries.fixed))
        searchable.declare(finding.RESULTS)
        searchable.declare(finding.SYSTEMS)
        wording.say("assessment.round", wording.RECORDS)
        handler(machine.SCORE, label="考核机器评分", max_attempts=3, slow=True)(machine.run)
        records.register(
            "assessment.system",
            label="考核指标",
            model=System,
            url=lambda system: system.get_absolute_url() if system.published_at else "",
            visible_to=visibility.sees_system,
        )
        records.register(
            "assessment.round",
            label="考核",
            model=Round,
            url=lambda found: found.get_absolute_url() if found.is_public else "",
            visible_to=visibility.sees_round,
        )
        records.register(
            "assessment.sheet",
            label="考核表",
            model=Sheet,
            url=lambda sheet: reverse("desk:case", args=[sheet.case_id]) if sheet.case_id else "",
            visible_to=visibility.sees_sheet,
        )
        records.register(
            "assessment.appeal",
            label="考核申诉",
            model=Appeal,
            url=lambda appeal: reverse("desk:case", args=[appeal.case_id]) if appeal.case_id else "",
            visible_to=visibility.sees_appeal,
        )

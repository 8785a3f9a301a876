from django.apps import AppConfig
from django.urls import reverse


class InspectionsConfig(AppConfig):
    name = "mingzheng.supervision.inspections"
    label = "inspections"
    verbose_name = "检查"

    def ready(self) -> None:
        from axes.signals import user_locked_out
        from django.contrib.auth.signals import user_login_failed

        from mingzheng.core import records
        from mingzheng.core.outbox.registry import handler
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.catalogue import links
        from mingzheng.supervision.inspections import (
            commands,
            indicators,
            mending_procedure,
            procedure,
            running,
            safety,
            verdicts,
            visibility,
        )
        from mingzheng.supervision.inspections.models import (
            ErrorReport,
            Finding,
            InspectionRun,
            LinkResult,
            OutsideInspection,
        )

        declare(procedure.REPORT)
        declare(mending_procedure.MENDING)
        indicators.declare_all()
        safety.declare_all()
        user_login_failed.connect(safety.sign_in_failed, dispatch_uid="inspections.sign_ins")
        user_locked_out.connect(safety.locked_out, dispatch_uid="inspections.sign_ins")
        links.register_judge(verdicts.of_address)
        handler(commands.SLICE, label="检查网站", max_attempts=3, slow=True)(running.slice_of)
        handler(running.PROBE, label="试开网站首页", max_attempts=2, slow=True)(running.probe)
        records.register(
            "inspections.finding",
            label="检查发现的问题",
            model=Finding,
            url=lambda finding: reverse("desk:finding", args=[finding.pk]),
            visible_to=visibility.sees_finding,
        )
        records.register(
            "inspections.run", label="网站检查", model=InspectionRun, url=lambda _run: reverse("desk:inspections")
        )
        records.register(
            "inspections.outside",
            label="外部网站检查",
            model=OutsideInspection,
            url=lambda row: reverse("desk:outside", args=[row.pk]),
            visible_to=visibility.sees_outside,
        )
        records.register("inspections.link", label="链接", model=LinkResult, url=lambda link: link.url)
        records.register(
            "inspections.report",
            label="网站纠错",
            model=ErrorReport,
            url=lambda report: reverse("desk:case", args=[report.case_id]) if report.case_id else "",
            visible_to=visibility.sees_report,
        )

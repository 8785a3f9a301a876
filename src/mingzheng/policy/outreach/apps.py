from django.apps import AppConfig
from django.urls import reverse


class OutreachConfig(AppConfig):
    name = "mingzheng.policy.outreach"
    label = "outreach"
    verbose_name = "政策宣讲"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.policy.outreach import (  # noqa: F401
            commands,
            finding,
            indicators,
            material_procedure,
            procedure,
            queries,
            traces,
        )
        from mingzheng.policy.outreach.models import Courseware, Need, Partner, Relay, Session

        for table in (procedure.SESSION, procedure.NEED, material_procedure.COURSEWARE, material_procedure.RELAY):
            declare(table)
        indicators.declare_all()
        traces.declare_all()
        searchable.declare(finding.SESSIONS)
        searchable.declare(finding.COURSEWARE)
        records.register(
            "outreach.session",
            label="政策宣讲",
            model=Session,
            url=lambda found: found.get_absolute_url() if found.announced_at else "",
            visible_to=queries.sees,
        )
        records.register(
            "outreach.courseware",
            label="辅导课件",
            model=Courseware,
            url=lambda found: found.get_absolute_url() if found.published_at and not found.ended_why else "",
            visible_to=queries.sees,
        )
        for kind, label, model in (
            ("outreach.need", "宣讲后需求", Need),
            ("outreach.relay", "推送接力", Relay),
        ):
            records.register(
                kind,
                label=label,
                model=model,
                url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
                visible_to=queries.sees,
            )
        records.register(
            "outreach.partner", label="接力伙伴", model=Partner, url=lambda _found: reverse("desk:outreach-partners")
        )

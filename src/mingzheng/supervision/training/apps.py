from django.apps import AppConfig
from django.urls import reverse


class TrainingConfig(AppConfig):
    name = "mingzheng.supervision.training"
    label = "training"
    verbose_name = "组织领导和业务培训"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.supervision.training import finding, indicators, procedure, queries, telling  # noqa: F401 - handlers
        from mingzheng.supervision.training.models import GoodCase, Item, Meeting, Quiz, Session, Support, YearPlan

        for table in procedure.TABLES:
            declare(table)
        indicators.declare_all()
        searchable.declare(finding.CASES)
        records.register(
            "training.session",
            label="业务培训",
            model=Session,
            url=lambda found: reverse("desk:training-session", args=[found.pk]),
            visible_to=queries.sees_session,
        )
        records.register(
            "training.case",
            label="优秀案例",
            model=GoodCase,
            url=lambda found: found.get_absolute_url() if found.published_at and not found.withdrawn_why else "",
            visible_to=queries.sees_case,
            file_visible_to=queries.sees_material,
        )
        records.register(
            "training.item",
            label="学习材料",
            model=Item,
            url=lambda found: reverse("desk:training-item", args=[found.pk]) if found.listed_on else "",
            visible_to=queries.sees_item,
        )
        for kind, label, model, sees in (
            ("training.meeting", "会议", Meeting, queries.sees_meeting),
            ("training.support", "工作力量和经费", Support, queries.sees_support),
            ("training.quiz", "测验", Quiz, queries.sees_quiz),
            ("training.plan", "年度培训计划", YearPlan, queries.sees_plan),
        ):
            records.register(
                kind,
                label=label,
                model=model,
                url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
                visible_to=sees,
            )

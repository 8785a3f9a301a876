from django.apps import AppConfig
from django.urls import reverse


class CornersConfig(AppConfig):
    name = "mingzheng.disclosure.corners"
    label = "corners"
    verbose_name = "政务公开专区"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.corners import finding, indicators, procedure, queries
        from mingzheng.disclosure.corners.models import Activity, Consultation, CopyDelivery, Corner

        indicators.declare_all()
        declare(procedure.HANDOVER)
        searchable.declare(finding.KIND)
        records.register(
            "corners.corner",
            label="政务公开专区",
            model=Corner,
            title=str,
            url=lambda corner: reverse("portal:corner", args=[corner.pk]),
            visible_to=lambda corner, actor: True,
        )
        records.register(
            "corners.activity",
            label="专区活动",
            model=Activity,
            title=str,
            url=lambda activity: f"{reverse('portal:corner', args=[activity.corner_id])}#activity-{activity.pk}",
            visible_to=lambda activity, actor: True,
        )
        records.register(
            "corners.consultation",
            label="专区咨询",
            model=Consultation,
            title=str,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees_consultation,
        )
        records.register(
            "corners.delivery",
            label="信息送交",
            model=CopyDelivery,
            title=str,
            url=lambda delivery: reverse("desk:corner", args=[delivery.corner_id]),
        )

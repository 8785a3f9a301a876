from django.apps import AppConfig
from django.urls import reverse


class CleanupConfig(AppConfig):
    name = "mingzheng.disclosure.cleanup"
    label = "cleanup"
    verbose_name = "文件清理"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.cleanup import finding, indicators, procedure, queries
        from mingzheng.disclosure.cleanup.models import Campaign, Share

        indicators.declare_all()
        searchable.declare(finding.KIND)
        declare(procedure.CAMPAIGN)
        declare(procedure.SHARE)
        records.register(
            "cleanup.campaign",
            label="文件清理",
            model=Campaign,
            title=str,
            url=lambda campaign: reverse("portal:cleanup", args=[campaign.pk]) if campaign.published_at else "",
            visible_to=queries.sees_campaign,
        )
        records.register(
            "cleanup.share",
            label="清理建议",
            model=Share,
            title=str,
            url=lambda share: reverse("desk:case", args=[share.case_id]) if share.case_id else "",
            visible_to=queries.sees_share,
        )

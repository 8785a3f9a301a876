from django.apps import AppConfig
from django.urls import reverse


class FilingConfig(AppConfig):
    name = "mingzheng.disclosure.filing"
    label = "filing"
    verbose_name = "公文库备案"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.filing import handlers, indicators, procedure, queries  # noqa: F401 - handlers register
        from mingzheng.disclosure.filing.models import MonthlyFiling, Push, Reconciliation

        indicators.declare_all()
        declare(procedure.MONTHLY)
        records.register(
            "filing.month",
            label="公文全量备案",
            model=MonthlyFiling,
            title=str,
            url=lambda filing: reverse("desk:case", args=[filing.case_id]) if filing.case_id else "",
            visible_to=queries.sees_filing,
        )
        records.register(
            "filing.push",
            label="公文库推送",
            model=Push,
            title=str,
            url=lambda push: push.get_absolute_url(),
            visible_to=queries.sees_push,
        )
        records.register(
            "filing.reconciliation",
            label="公文库对账",
            model=Reconciliation,
            title=str,
            url=lambda made: reverse("desk:filing-reconcile"),
        )

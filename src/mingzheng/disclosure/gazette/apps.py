from django.apps import AppConfig
from django.urls import reverse


class GazetteConfig(AppConfig):
    name = "mingzheng.disclosure.gazette"
    label = "gazette"
    verbose_name = "政府公报"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.core.relations import kinds
        from mingzheng.disclosure.gazette import commands, datasets, indicators, procedure, queries  # noqa: F401 - handlers
        from mingzheng.disclosure.gazette.models import Issue, Recipient, YearPlan

        kinds.register("printed_in", "刊登于公报", "刊登的文件")
        indicators.declare_all()
        datasets.declare_all()
        declare(procedure.ISSUE)
        records.register(
            "gazette.issue",
            label="政府公报",
            model=Issue,
            title=str,
            url=lambda issue: (
                issue.get_absolute_url()
                if issue.status == Issue.Status.PUBLISHED
                else reverse("desk:gazette-compose", args=[issue.pk])
            ),
            visible_to=queries.sees_issue,
        )
        records.register(
            "gazette.recipient",
            label="公报赠阅单位",
            model=Recipient,
            title=str,
            url=lambda _row: reverse("desk:gazette-recipients"),
        )
        records.register(
            "gazette.plan", label="公报年度计划", model=YearPlan, title=str, url=lambda _row: reverse("desk:gazette")
        )
        searchable.declare(
            searchable.SearchKind("gazette.issue", queries.KIND, entry_of=queries.entry_of, ids=queries.ids_after)
        )

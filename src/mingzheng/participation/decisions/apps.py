from django.apps import AppConfig
from django.urls import reverse


class DecisionsConfig(AppConfig):
    name = "mingzheng.participation.decisions"
    label = "decisions"
    verbose_name = "重大行政决策"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.core.relations import kinds
        from mingzheng.participation.decisions import (
            datasets,
            finding,
            indicators,
            matter_procedure,
            procedure,
            queries,
            traces,
        )
        from mingzheng.participation.decisions.models import Catalogue, Matter, Proposal
        from mingzheng.participation.decisions.steps.matters import DECIDED_AS

        records.register(
            "decisions.matter",
            label="重大行政决策",
            model=Matter,
            url=lambda matter: matter.get_absolute_url(),
            visible_to=queries.sees_matter,
            file_visible_to=queries.sees_matter_file,
            moments=traces.moments,
        )
        records.register(
            "decisions.catalogue",
            label="重大行政决策事项目录",
            model=Catalogue,
            url=lambda found: found.get_absolute_url() if found.live_id else "",
            visible_to=queries.sees_catalogue,
            file_visible_to=queries.sees_catalogue_file,
        )
        records.register(
            "decisions.proposal",
            label="决策事项建议",
            model=Proposal,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees_proposal,
        )
        kinds.register(DECIDED_AS, "决策文件", "由重大行政决策作出")
        for table in (procedure.CATALOGUE, procedure.PROPOSAL, matter_procedure.MATTER):
            declare(table)
        searchable.declare(finding.MATTERS)
        searchable.declare(finding.CATALOGUES)
        indicators.declare_all()
        datasets.declare_all()

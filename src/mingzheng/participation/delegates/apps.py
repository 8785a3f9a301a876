from django.apps import AppConfig
from django.urls import reverse


class DelegatesConfig(AppConfig):
    name = "mingzheng.participation.delegates"
    label = "delegates"
    verbose_name = "公众代表列席"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.delegates import (  # noqa: F401 - handlers and daily jobs
            candidate_procedure,
            commands,
            finding,
            indicators,
            procedure,
            queries,
            statement_procedure,
            telling,
        )
        from mingzheng.participation.delegates.models import Candidate, Meeting, Statement

        for table in (candidate_procedure.CANDIDATE, procedure.MEETING, statement_procedure.STATEMENT):
            declare(table)
        indicators.declare_all()
        searchable.declare(finding.KIND)
        records.register(
            "delegates.meeting",
            label="公众代表列席",
            model=Meeting,
            url=lambda found: found.get_absolute_url() if found.announced_at else "",
            visible_to=queries.sees,
        )
        records.register(
            "delegates.statement",
            label="公众代表意见",
            model=Statement,
            url=lambda found: found.meeting.get_absolute_url() if found.meeting.published_at else "",
            visible_to=queries.sees,
        )
        records.register(
            "delegates.candidate",
            label="公众代表",
            model=Candidate,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees,
        )

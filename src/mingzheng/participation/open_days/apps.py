from django.apps import AppConfig
from django.urls import reverse


class OpenDaysConfig(AppConfig):
    name = "mingzheng.participation.open_days"
    label = "open_days"
    verbose_name = "政府开放"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.draws import wording
        from mingzheng.participation.open_days import commands, datasets, finding, indicators, procedure, queries  # noqa: F401
        from mingzheng.participation.open_days.models import OpenDay, Programme, Question

        for table in (procedure.PROGRAMME, procedure.DAY, procedure.QUESTION):
            declare(table)
        wording.say("open_days.day", wording.PARTIES)
        indicators.declare_all()
        datasets.declare_all()
        searchable.declare(finding.DAYS)
        searchable.declare(finding.PROGRAMMES)
        records.register(
            "open_days.day",
            label="政府开放活动",
            model=OpenDay,
            url=lambda found: found.get_absolute_url() if found.announced_at else "",
            visible_to=queries.sees,
            file_visible_to=queries.sees_file,
        )
        records.register(
            "open_days.programme",
            label="政府开放月",
            model=Programme,
            url=lambda found: found.get_absolute_url(),
            visible_to=queries.sees,
        )
        records.register(
            "open_days.question",
            label="开放活动问答",
            model=Question,
            url=lambda found: reverse("desk:case", args=[found.case_id]) if found.case_id else "",
            visible_to=queries.sees,
        )

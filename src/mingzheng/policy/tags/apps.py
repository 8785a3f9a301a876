from django.apps import AppConfig
from django.urls import reverse


class TagsConfig(AppConfig):
    name = "mingzheng.policy.tags"
    label = "tags"
    verbose_name = "政策标签"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.disclosure.documents import gates, tagging
        from mingzheng.policy.tags import commands, finding, indicators, procedure, queries, vocabulary
        from mingzheng.policy.tags.models import TaggingList, Version

        tagging.use(vocabulary.VOCABULARY)
        gates.declare(gates.Gate("tags.catalogue", vocabulary.problems, commands.record_release))
        indicators.declare_all()
        declare(procedure.VERSION)
        declare(procedure.LIST)
        searchable.declare(finding.KIND)
        for kind, label, model, seen in (
            ("tags.version", "标签目录", Version, queries.sees_version),
            ("tags.list", "补标签清单", TaggingList, queries.sees_list),
        ):
            records.register(
                kind,
                label=label,
                model=model,
                title=str,
                url=lambda record: reverse("desk:case", args=[record.case_id]) if record.case_id else "",
                visible_to=seen,
            )

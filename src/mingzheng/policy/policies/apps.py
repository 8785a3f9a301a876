from django.apps import AppConfig
from django.urls import reverse


class PoliciesConfig(AppConfig):
    name = "mingzheng.policy.policies"
    label = "policies"
    verbose_name = "政策"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.core.relations import kinds
        from mingzheng.policy.policies import commands, finding, indicators, procedure, queries, traces  # noqa: F401 - handlers
        from mingzheng.policy.policies.models import Policy

        records.register(
            "policies.policy",
            label="政策",
            model=Policy,
            title=str,
            url=lambda policy: reverse("desk:case", args=[policy.case_id]) if policy.case_id else "",
            visible_to=queries.sees,
            file_visible_to=queries.sees_file,
        )
        kinds.register("part_of", "属于政策", "生命线上有")
        declare(procedure.LIFE)
        traces.contribute_all()
        indicators.declare_all()
        searchable.declare(finding.KIND)

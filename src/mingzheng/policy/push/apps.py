"""Precise pushing: who is told of which policy, and why."""

from django.apps import AppConfig
from django.urls import reverse


class PushConfig(AppConfig):
    name = "mingzheng.policy.push"
    label = "push"
    verbose_name = "精准推送"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.policy.policies.stages import Stage, contribute
        from mingzheng.policy.push import (  # noqa: F401 - handlers and daily jobs
            commands,
            delivering,
            entering,
            finding,
            indicators,
            procedure,
            queries,
            staging,
            subscribing,
            telling,
            tracing,
        )
        from mingzheng.policy.push.models import FrequencyLimit, Grant, Rule

        declare(procedure.RULE)
        declare(procedure.GRANT)
        indicators.declare_all()
        for kind in finding.KINDS:
            searchable.declare(kind)
        contribute(Stage.PUSHING, "push", tracing.traces)
        records.register(
            "push.rule",
            label="推送条件",
            model=Rule,
            url=lambda rule: reverse("desk:case", args=[rule.case_id]) if rule.case_id else "",
            visible_to=queries.sees_rule,
        )
        records.register(
            "push.grant",
            label="免申即享名单",
            model=Grant,
            url=lambda grant: reverse("desk:case", args=[grant.case_id]) if grant.case_id else "",
            visible_to=queries.sees_grant,
        )
        records.register("push.limit", label="推送频次", model=FrequencyLimit)

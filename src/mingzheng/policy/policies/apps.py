from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "mingzheng.policy.policies"
    label = "policies"
    verbose_name = "政策"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.relations import kinds
        from mingzheng.policy.policies import queries
        from mingzheng.policy.policies.models import Policy

        records.register(
            "policies.policy",
            label="政策",
            model=Policy,
            title=str,
            visible_to=queries.sees,
        )
        kinds.register("part_of", "属于政策", "生命线上有")

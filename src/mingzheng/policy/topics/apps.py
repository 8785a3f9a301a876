from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "mingzheng.policy.topics"
    label = "topics"
    verbose_name = "集成式发布"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.policy.topics import commands, finding, indicators, procedure, queries  # noqa: F401 - handlers
        from mingzheng.policy.topics.models import Topic

        declare(procedure.TOPIC)
        indicators.declare_all()
        searchable.declare(finding.KIND)
        records.register(
            "topics.topic",
            label="专题",
            model=Topic,
            title=str,
            url=lambda topic: topic.get_absolute_url() if topic.published_at and not topic.closed_at else "",
            visible_to=queries.sees,
        )

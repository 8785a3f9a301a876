from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "mingzheng.policy.questions"
    label = "questions"
    verbose_name = "政策咨询"

    def ready(self) -> None:
        from mingzheng.core import searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.policy.questions import following, procedure, registering  # noqa: F401 - following hears events

        for table in procedure.ALL:
            declare(table)
        for kind in registering.FINDABLE:
            searchable.declare(kind)
        registering.declare_records()
        registering.contribute_traces()
        registering.declare_indicators()

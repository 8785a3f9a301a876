from django.apps import AppConfig


class RedactionConfig(AppConfig):
    name = "mingzheng.requests.redaction"
    label = "redaction"
    verbose_name = "遮盖"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.outbox.registry import handler
        from mingzheng.requests.redaction import commands, owners
        from mingzheng.requests.redaction.models import Redaction

        handler(commands.TOPIC, label="生成和核验遮盖副本", max_attempts=3, slow=True)(commands.make)
        records.register(
            "redaction.redaction",
            label="遮盖件",
            model=Redaction,
            title=str,
            url=lambda redaction: redaction.get_absolute_url(),
            visible_to=lambda redaction, actor: owners.sees(redaction.owner, actor),
        )

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "mingzheng.machines.webhooks"
    label = "machines_webhooks"
    verbose_name = "事件推送"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.actors import Post
        from mingzheng.machines.webhooks import delivering, events  # noqa: F401 - registers the handlers
        from mingzheng.machines.webhooks.models import Subscription

        records.register(
            "machines.subscription",
            label="事件推送",
            model=Subscription,
            title=str,
            visible_to=lambda found, actor: actor is not None and actor.post is Post.ADMIN,
        )

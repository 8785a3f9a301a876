from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "mingzheng.machines.systems"
    label = "machines_systems"
    verbose_name = "外部系统"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.actors import Post
        from mingzheng.machines.systems.models import System

        records.register(
            "machines.system",
            label="外部系统",
            model=System,
            title=str,
            visible_to=lambda found, actor: actor is not None and actor.post is Post.ADMIN,
        )

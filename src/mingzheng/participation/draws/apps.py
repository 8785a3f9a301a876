from django.apps import AppConfig


class DrawsConfig(AppConfig):
    name = "mingzheng.participation.draws"
    label = "draws"
    verbose_name = "抽签"

    def ready(self) -> None:
        from mingzheng.core import records, searchable
        from mingzheng.core.procedures.registry import declare
        from mingzheng.participation.draws import finding, procedure
        from mingzheng.participation.draws.models import Draw

        declare(procedure.DRAW)
        searchable.declare(finding.KIND)
        records.register(
            "draws.draw",
            label="抽签",
            model=Draw,
            url=lambda found: found.get_absolute_url(),
            visible_to=lambda _found, _actor: True,
        )

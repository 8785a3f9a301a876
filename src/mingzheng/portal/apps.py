from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mingzheng.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from mingzheng.portal import findable, providers, workplan

        providers.register_plan(workplan.SOURCE)
        findable.register()

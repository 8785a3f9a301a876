from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "mingzheng.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from mingzheng.portal import findable, newest, providers, workplan
        from mingzheng.portal.views import delegates, questions

        providers.register_plan(workplan.SOURCE)
        providers.register_home("changes", newest.changes)
        providers.register_home("opinions", newest.opinions)
        providers.register_home("applications", newest.applications)
        providers.register_home("questions", questions.home)
        providers.register_home("meetings", delegates.home)
        findable.register()

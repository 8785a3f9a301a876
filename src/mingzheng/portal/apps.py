from django.apps import AppConfig
from django.core import checks


class PortalConfig(AppConfig):
    name = "mingzheng.portal"
    label = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from mingzheng.portal import content, explained_drafts, findable, newest, providers, running_parts, workplan
        from mingzheng.portal.views import questions

        providers.register_plan(workplan.SOURCE)
        providers.register_home("changes", newest.changes)
        providers.register_home("applications", newest.applications)
        providers.register_home("questions", questions.home)
        explained_drafts.register()
        findable.register()
        running_parts.register()
        checks.register(content.check)

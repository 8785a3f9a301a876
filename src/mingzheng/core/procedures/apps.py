from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "mingzheng.core.procedures"
    label = "procedures"
    verbose_name = "程序与期限"

    def ready(self) -> None:
        from mingzheng.core.procedures import clocks
        from mingzheng.core.workdays import hooks

        if clocks.calendar_changed not in hooks.on_calendar_change:
            hooks.on_calendar_change.append(clocks.calendar_changed)

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "mingzheng.core.workdays"
    label = "workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.workdays.models import CalendarYear

        records.register(
            "workdays.year",
            label="放假安排",
            model=CalendarYear,
            title=lambda year: f"{year.year}年放假安排",
            visible_to=lambda *_: True,
        )

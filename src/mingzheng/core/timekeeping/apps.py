from django.apps import AppConfig


class TimekeepingConfig(AppConfig):
    name = "mingzheng.core.timekeeping"
    label = "timekeeping"
    verbose_name = "时间"

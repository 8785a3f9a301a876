from django.apps import AppConfig


class StandinsConfig(AppConfig):
    name = "mingzheng.machines.standins"
    label = "machines_standins"
    verbose_name = "外部系统的替身"

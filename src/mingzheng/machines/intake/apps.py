from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "mingzheng.machines.intake"
    label = "machines_intake"
    verbose_name = "外部系统送来的事项"

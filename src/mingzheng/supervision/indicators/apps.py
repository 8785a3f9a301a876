from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mingzheng.supervision.indicators"
    label = "indicators"
    verbose_name = "指标"

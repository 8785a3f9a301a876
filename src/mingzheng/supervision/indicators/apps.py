from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "mingzheng.supervision.indicators"
    label = "indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from mingzheng.supervision.indicators import commands, datasets
        from mingzheng.supervision.workplan.made import on_made

        on_made("indicators", commands.suggest)
        datasets.declare_all()

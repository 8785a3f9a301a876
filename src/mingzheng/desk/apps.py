from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mingzheng.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.procedures.registry import declare
        from mingzheng.desk import factor_reset, handlers, pages, sessions  # noqa: F401 - importing them registers handlers, navigation, signals
        from mingzheng.desk.models import FactorReset

        declare(factor_reset.PROCEDURE)
        records.register("desk.factor_reset", label="撤销第二因素", model=FactorReset, visible_to=factor_reset.may_see)

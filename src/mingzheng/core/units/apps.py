from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "mingzheng.core.units"
    label = "units"
    verbose_name = "单位与人员"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.units.models import Person, Unit

        records.register(
            "units.unit", label="单位", model=Unit, title=lambda unit: unit.name, visible_to=lambda *_: True
        )
        records.register("units.person", label="人员", model=Person, title=lambda person: person.name)

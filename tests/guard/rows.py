"""A row of any model with the least that its fields ask for: to have something behind every address, not to be right."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, models, transaction

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit


class Maker:
    """``make(Model)``: the first row there is, else a new one; what points at a unit points at ``unit``.

    Args:
        given: model label → values that its constraints want beside what is filled in here.
    """

    def __init__(self, unit: Unit, given: dict[str, dict[str, Any]]) -> None:
        self.unit, self.given = unit, given

    def first(self, model: type[models.Model]) -> models.Model:
        return model._default_manager.first() or self.new(model)

    def new(self, model: type[models.Model]) -> models.Model:
        values = {}
        for field in model._meta.concrete_fields:
            if field.name in self.given.get(model._meta.label, {}):
                values[field.name] = self.given[model._meta.label][field.name]
            elif not (field.primary_key or field.null or field.has_default()):
                values[field.name] = self.value(field)
        try:
            with transaction.atomic():
                return model._default_manager.create(**values)
        except IntegrityError as fault:
            raise AssertionError(f"{model._meta.label} wants more than {sorted(values)}: {fault}") from fault

    def value(self, field: models.Field) -> Any:
        if field.related_model is Unit:
            return self.unit
        if isinstance(field, models.OneToOneField):
            return self.new(field.related_model)
        if field.related_model is not None:
            return self.first(field.related_model)
        if field.choices:
            return field.choices[0][0]
        for kind, value in VALUES:
            if isinstance(field, kind):
                return value() if callable(value) else value
        raise AssertionError(f"no value for {field}")


VALUES: list[tuple[type[models.Field], Any]] = [
    (models.UUIDField, uuid.uuid4),
    (models.DateTimeField, timekeeping.now),
    (models.DateField, timekeeping.today),
    (models.TimeField, dt.time(9)),
    (models.BooleanField, False),
    (models.IntegerField, 1),
    (models.DecimalField, 1),
    (models.FloatField, 1.0),
    (models.BinaryField, b"x"),
    (models.JSONField, dict),
    (models.CharField, lambda: uuid.uuid4().hex[:8]),
    (models.TextField, "x"),
]

"""What a system brought in, by its own number: the key by which it asks afterwards."""

from __future__ import annotations

from django.db import models

from mingzheng.core.procedures.models import Case
from mingzheng.machines.systems.models import System


class Brought(models.Model):
    """One matter of one system. ``number`` is that system's; nothing comes in twice under it."""

    class Kind(models.TextChoices):
        LETTER = "letter", "来信工单"
        APPLICATION = "application", "依申请公开申请"
        DOCUMENT = "document", "公文草稿"

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="brought")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    number = models.CharField("来源编号", max_length=64)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    brought_on = models.DateField("送入日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "kind", "number"], name="brought_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

"""学习库 and learning records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit
from mingzheng.supervision.training.models.sessions import FieldOfWork, Session


class Item(models.Model):
    """Something to learn from: a text, files, an address. ``listed_on``: staff of every unit find it from then on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="learning_items")
    field = models.CharField("领域", max_length=12, choices=FieldOfWork.choices)
    title = models.CharField("名称", max_length=120)
    about = models.TextField("内容", max_length=8000)
    url = models.CharField("网址", max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField("学习用时（分钟）")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    listed_on = models.DateField("上架日期", null=True)
    ended_why = models.CharField("下架原因", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="learning_item")

    class Meta:
        ordering = ["-listed_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1), name="learning_item_takes_time")]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.item", str(self.pk))


class Learned(models.Model):
    """学习记录: a person, for the unit in which they acted, learned one thing; once for each."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="learned")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="learned")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="learned")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, related_name="learned")
    day = models.DateField("日期")
    minutes = models.PositiveSmallIntegerField("用时（分钟）")

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, session=None) | Q(item=None, session__isnull=False),
                name="learned_one_thing",
            ),
            models.UniqueConstraint(fields=["person", "item"], name="learned_item_once"),
            models.UniqueConstraint(fields=["person", "session"], name="learned_session_once"),
        ]
        indexes = [models.Index(fields=["day", "unit"], name="learned_by_day")]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"

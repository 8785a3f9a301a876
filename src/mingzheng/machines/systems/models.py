"""A system in its one post, and its tokens. Of a token only the SHA-256 is kept."""

from __future__ import annotations

import datetime as dt

from django.db import models

from mingzheng.core.actors import Actor, Post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, PostHolding


class Operation(models.TextChoices):
    """What a token may be used for. What it may do with a case the procedure's table says besides."""

    LETTERS = "letters.file", "送入来信和热线工单，查询办理情况"
    APPLICATIONS = "applications.file", "送入依申请公开申请，查询办理情况"
    DOCUMENTS = "documents.draft", "送入公文草稿，查询办理情况"
    READ_CASES = "cases.read", "查看本岗位看得到的事项和可办动作"
    ACT_CASES = "cases.act", "办理本岗位的动作"
    READ_LIBRARY = "library.read", "读取公文的发布、变更和撤下"
    ACKNOWLEDGE = "library.acknowledge", "回告公文入库结果"


class System(models.Model):
    """Another system. ``person`` is its name in the journal and among contributors; ``holding`` the post in which it acts.

    Args:
        contact: who is called when something is wrong with it.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="system")
    holding = models.OneToOneField(PostHolding, on_delete=models.PROTECT, related_name="system")
    contact = models.CharField("联系人", max_length=100)
    registered_on = models.DateField("登记日期")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.person.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("machines.system", str(self.pk))

    @property
    def actor(self) -> Actor:
        unit = self.holding.unit
        return Actor(self.person_id, self.person.name, Post(self.holding.post), unit.pk, unit.short)


class Token(models.Model):
    """``head``: its first characters, by which people tell tokens apart; ``last_used_on``: a day is enough."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    head = models.CharField("开头", max_length=8)
    operations = models.JSONField("可用操作")
    issued_on = models.DateField("签发日期")
    last_day = models.DateField("有效期至")
    last_used_on = models.DateField("最近使用", null=True)
    revoked_on = models.DateField("吊销日期", null=True)
    revoked_why = models.CharField("吊销理由", max_length=100, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.system} {self.head}…"

    @property
    def operation_labels(self) -> list[str]:
        return [Operation(one).label for one in self.operations]

    def live_on(self, day: dt.date) -> bool:
        return self.revoked_on is None and day <= self.last_day

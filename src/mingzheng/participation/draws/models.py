"""A draw: a frozen list, a seed that two people vouch for, and what fell to whom."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit
from mingzheng.participation.draws import listing, order
from mingzheng.participation.draws.listing import Frozen


class Draw(models.Model):
    """What was frozen does not change any more: ``list_text`` is the file, byte for byte, ``list_sha256`` its digest.

    Args:
        places: category → places; with crossed quotas ``{"": how many in all}``.
        seed_source: where anybody can read the seed on ``seed_on``, named before that day.
        typed_by, confirmed_by: who typed the seed in, and the other person who typed it again.
        voided_why: why it is not drawn; shown to everybody.
    """

    owner_kind = models.CharField(max_length=48)
    owner_id = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="draws")
    title = models.CharField("名称", max_length=120)
    places = models.JSONField("名额")
    alternates = models.PositiveIntegerField("每类候补人数")
    people = models.PositiveIntegerField("名单人数")
    seed_source = models.CharField("种子来源", max_length=200)
    seed_on = models.DateField("种子日期")
    list_text = models.TextField("名单文件")
    list_sha256 = models.CharField("名单哈希", max_length=64)
    frozen_at = models.DateTimeField("冻结时间")
    seed = models.CharField("种子", max_length=200, blank=True)
    typed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField("抽签时间", null=True)
    voided_why = models.CharField("作废原因", max_length=300, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="draw")

    class Meta:
        ordering = ["-frozen_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_at=None)
                | (
                    ~Q(seed="")
                    & Q(typed_by__isnull=False, confirmed_by__isnull=False)
                    & ~Q(typed_by=F("confirmed_by"))
                    & Q(voided_at=None)
                ),
                name="draw_two_people_vouch",
            ),
            models.CheckConstraint(condition=Q(seed="") | Q(typed_by__isnull=False), name="draw_seed_was_typed"),
            models.CheckConstraint(condition=Q(voided_at=None) | ~Q(voided_why=""), name="draw_void_says_why"),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id"], condition=Q(voided_at=None), name="draw_once_for_each_owner"
            ),
        ]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="draw_owner")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:draw", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("draws.draw", str(self.pk))

    @property
    def owner(self) -> RecordRef:
        return RecordRef(self.owner_kind, self.owner_id)

    @cached_property
    def frozen(self) -> Frozen:
        return listing.read(self.list_text)

    @property
    def untouched(self) -> bool:
        """The list is still what was frozen."""
        return order.digest(self.list_text) == self.list_sha256


class Lot(models.Model):
    """What fell to a code."""

    class Kind(models.TextChoices):
        PLACE = order.PLACE, "名额"
        ALTERNATE = order.ALTERNATE, "候补"

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="lots")
    code = models.CharField("代码", max_length=32)
    kind = models.CharField("结果", max_length=10, choices=Kind.choices)
    rank = models.PositiveIntegerField("次序")
    category = models.CharField("类别", max_length=300, blank=True)

    class Meta:
        ordering = ["category", "-kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "code"], name="lot_once_for_each_code"),
            models.UniqueConstraint(fields=["draw", "category", "kind", "rank"], name="lot_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.get_kind_display()} {self.rank}"

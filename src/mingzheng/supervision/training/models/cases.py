"""优秀案例: nominated by a unit, judged by others, published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit
from mingzheng.supervision.training.models.sessions import FieldOfWork


class GoodCase(models.Model):
    """What a unit did well, as others may read it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="good_cases")
    field = models.CharField("领域", max_length=12, choices=FieldOfWork.choices)
    title = models.CharField("案例名称", max_length=120)
    summary = models.CharField("一句话说明", max_length=200)
    background = models.TextField("背景", max_length=3000)
    practice = models.TextField("做法", max_length=6000)
    effect = models.TextField("成效", max_length=3000)
    nominated_on = models.DateField("推荐日期", null=True)
    selected_on = models.DateField("选定日期", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    withdrawn_why = models.CharField("撤下原因", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="good_case")

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(selected_on__isnull=False), name="good_case_public_was_selected"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:good-case", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.case", str(self.pk))


class Opinion(models.Model):
    """评审意见 of one person of 区府办 or one assessor; one each."""

    good_case = models.ForeignKey(GoodCase, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recommends = models.BooleanField("推荐")
    score = models.PositiveSmallIntegerField("评分")
    text = models.CharField("评审意见", max_length=500)
    day = models.DateField("日期")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["good_case", "person"], name="good_case_opinion_once"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=100), name="good_case_opinion_score"),
        ]

    def __str__(self) -> str:
        return f"{self.good_case} {self.score}"

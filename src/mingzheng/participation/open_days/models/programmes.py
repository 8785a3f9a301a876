"""政府开放月 of a year: the theme that the public decided on, and what became of the month."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Programme(models.Model):
    """The open month of one year. Its theme call is a ``surveys.Call`` whose owner is this record.

    Args:
        opens_on, closes_on: the month (August, as a rule).
        theme, planned: what was decided: the theme, and how many sessions.
        decided_on: the day on which theme and sessions were published; against 31 July.
        decided_why: how the decision follows the call, and why where it does not.
    """

    year = models.PositiveSmallIntegerField("年份", unique=True)
    unit = models.ForeignKey(Unit, verbose_name="组织单位", on_delete=models.PROTECT, related_name="open_programmes")
    title = models.CharField("名称", max_length=120)
    about = models.TextField("介绍", max_length=2000)
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("结束日期")
    theme = models.CharField("活动主题", max_length=120, blank=True)
    planned = models.PositiveSmallIntegerField("确定的场次", null=True)
    decided_why = models.TextField("怎样确定的", max_length=2000, blank=True)
    decided_on = models.DateField("确定并公布日期", null=True)
    summary = models.TextField("总结", max_length=4000, blank=True)
    summed_on = models.DateField("总结公布日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="open_programme")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="programme_span"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | (~Q(theme="") & ~Q(decided_why="") & Q(planned__gte=1)),
                name="programme_decided_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=Q(summed_on=None) | (~Q(summary="") & Q(decided_on__isnull=False)),
                name="programme_summed_up_after_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:open-programme", args=[self.year])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("open_days.programme", str(self.pk))

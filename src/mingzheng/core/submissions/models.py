"""One row for each form that was carried out."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """The claim of a form's key. ``digest`` tells a repeat from another posting; it cannot be read back."""

    key = models.CharField("表单标识", max_length=40, primary_key=True)
    digest = models.CharField("内容摘要", max_length=64)
    result = models.CharField("结果", max_length=64, blank=True)
    # Real time: how long a claim is kept is measured in real days.
    made_at = models.DateTimeField("提交时间", db_index=True)

    def __str__(self) -> str:
        return f"{self.key} → {self.result}"

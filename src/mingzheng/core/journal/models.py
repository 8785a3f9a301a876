"""Entries, their seals, and the queue of those still to be sealed. Triggers forbid change and removal (migration 0002)."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from mingzheng.core.dates import chinese_moment


class Entry(models.Model):
    """One step that somebody took. ``data`` is kept as the text that was hashed, so that no database may reword it."""

    at = models.DateTimeField("时间")
    action = models.CharField("动作", max_length=64)
    subject_kind = models.CharField("对象种类", max_length=48)
    subject_id = models.CharField("对象编号", max_length=48)
    case_id = models.BigIntegerField("事项", null=True)
    person_id = models.BigIntegerField("人员编号")
    person_name = models.CharField("人员", max_length=64)
    post = models.CharField("岗位", max_length=24)
    unit_id = models.BigIntegerField("单位编号")
    unit_name = models.CharField("单位", max_length=128, blank=True)
    delegated_from = models.CharField("代理何人", max_length=64, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    summary = models.TextField("摘要")
    data_text = models.TextField("数据", default="{}")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_subject"),
            models.Index(fields=["case_id", "id"], name="journal_case", condition=models.Q(case_id__isnull=False)),
            models.Index(fields=["action", "id"], name="journal_action"),
        ]

    def __str__(self) -> str:
        return f"{chinese_moment(self.at)} {self.summary}"

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.data_text)
        return found


class Seal(models.Model):
    """The place of an entry in the chain: hash = SHA-256(previous hash + entry)."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"


class Unsealed(models.Model):
    """An entry that waits for its seal. Written with the entry, removed with the seal."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="unsealed")

    def __str__(self) -> str:
        return str(self.entry_id)


class Head(models.Model):
    """The end of the chain; its one row is the sealer's lock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="journal_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"

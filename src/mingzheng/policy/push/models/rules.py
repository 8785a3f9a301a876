"""A policy's rule: versions by date, worked examples, back-tests."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.conditions import Node, read, sentence
from mingzheng.policy.push.models.profiles import WHO


class Rule(models.Model):
    """One version of a policy's rule. The public sentence is made from ``tree`` and kept nowhere.

    Args:
        tree: JSON values as ``conditions.dump`` gives them; ``{}`` while nothing is written.
        valid_from: from which day it holds; set when drafted, not before the day of approval.
        status: where it stands; written by the procedure's effects only.
        grants: it decides who is put on a list without applying (免申即享).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "起草中"
        APPROVED = "approved", "已批准"
        REPLACED = "replaced", "已被替换"
        DROPPED = "dropped", "已撤销"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="push_rules")
    of = models.CharField("面向", max_length=10, choices=WHO)
    number = models.PositiveSmallIntegerField("版本")
    tree = models.JSONField("条件", default=dict)
    benefit = models.CharField("享受什么", max_length=200, blank=True)
    apply_until = models.DateField("申请截止日期", null=True, blank=True)
    grants = models.BooleanField("免申即享", default=False)
    valid_from = models.DateField("启用日期", null=True)
    valid_until = models.DateField("停用日期", null=True)
    status = models.CharField("状态", max_length=8, choices=Status.choices, default=Status.DRAFT)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="push_rule")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "of", "number"], name="push_rule_version_once"),
            models.UniqueConstraint(
                fields=["policy", "of"], condition=Q(status="draft"), name="push_one_draft_rule_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["policy", "of", "valid_from"], condition=Q(status="approved"), name="push_one_rule_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "dropped"]) | Q(valid_from__isnull=False), name="push_rule_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}（面向{self.who.label}，第 {self.number} 版）"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("push.rule", str(self.pk))

    @property
    def who(self) -> Who:
        return Who(self.of)

    @property
    def node(self) -> Node | None:
        """The tree; None while it is empty or when the columns changed so that it no longer reads."""
        return read(self.tree, self.who)[0]

    @property
    def sentence(self) -> str:
        node = self.node
        return sentence(node, self.who) if node is not None else ""


class Example(models.Model):
    """A made-up profile with the answer that the rule must give. Run at each change; no real person's data."""

    class Wanted(models.TextChoices):
        FITS = "fits", "符合"
        UNKNOWN = "unknown", "还差信息"
        NOT = "not", "不符合"

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="examples")
    title = models.CharField("例子", max_length=100)
    values = models.JSONField("画像", default=dict)
    wanted = models.CharField("应当得出", max_length=8, choices=Wanted.choices)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

    @property
    def answer(self) -> bool | None:
        answers: dict[str, bool | None] = {"fits": True, "unknown": None, "not": False}
        return answers[self.wanted]


class BackTest(models.Model):
    """A rule against a list of past approved applicants. Of the list only counts are kept.

    ``misses``: ``[[place of the row, how many it kept out]]``.
    """

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="back_tests")
    title = models.CharField("名单", max_length=100)
    made_at = models.DateTimeField("时间")
    made_by = models.CharField("办理人", max_length=200)
    fits = models.PositiveIntegerField("符合")
    unknown = models.PositiveIntegerField("还差信息")
    fails = models.PositiveIntegerField("不符合")
    misses: models.JSONField[Any, Any] = models.JSONField("被哪一行排除", default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def total(self) -> int:
        return self.fits + self.unknown + self.fails

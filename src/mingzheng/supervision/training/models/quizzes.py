"""测验: questions with a key that only those read who write and open it; answers are marked by the machine."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Person, Unit
from mingzheng.supervision.training.models.learning import Item
from mingzheng.supervision.training.models.sessions import Session


class Quiz(models.Model):
    """A quiz on a training or on an item of the library. Once opened its questions stay as they are."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="quizzes")
    title = models.CharField("名称", max_length=120)
    session = models.OneToOneField(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="quiz")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="quiz")
    pass_mark = models.PositiveSmallIntegerField("合格线（%）", default=60)
    opened_on = models.DateField("开放日期", null=True)
    closed_on = models.DateField("关闭日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="training_quiz")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="quiz_pass_mark"),
            models.CheckConstraint(
                condition=Q(session__isnull=False, item=None) | Q(session=None, item__isnull=False),
                name="quiz_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("training.quiz", str(self.pk))


class Question(models.Model):
    """``options``: as they are shown; ``key``: places of the right ones. More than one right: all must be chosen."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField("题目", max_length=500)
    options = models.JSONField("选项")
    key = models.JSONField("答案")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["quiz", "place"], name="quiz_question_place")]

    def __str__(self) -> str:
        return self.text

    @property
    def several(self) -> bool:
        return len(self.key) > 1


class Attempt(models.Model):
    """One try. ``right``: how many questions; which ones is told, never what would have been right."""

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("日期")
    answers = models.JSONField("作答")
    right = models.PositiveSmallIntegerField("答对题数")
    total = models.PositiveSmallIntegerField("总题数")
    passed = models.BooleanField("合格")

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(right__lte=models.F("total")), name="attempt_at_most_all")]

    def __str__(self) -> str:
        return f"{self.quiz} {self.right}/{self.total}"

    @property
    def percent(self) -> int:
        return self.right * 100 // self.total if self.total else 0


class KeySeen(models.Model):
    """Who wrote the questions or looked at the key: they cannot take the quiz."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="key_seen")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "person"], name="quiz_key_seen_once")]

    def __str__(self) -> str:
        return f"{self.quiz} {self.person}"

"""What happened to a letter on its way: moves, contacts, extensions, other units' opinions, leaders' instructions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters.models.letter import Letter, Round


class Move(models.Model):
    """From one unit to another, with the reason: who refused stays on record."""

    class How(models.TextChoices):
        DISPATCH = "dispatch", "分办"
        FORWARD = "forward", "转办"
        RETURN = "return", "退回"
        ASSIGN = "assign", "指定承办"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="moves")
    how = models.CharField("方式", max_length=8, choices=How.choices)
    source = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300, blank=True)
    moved_on = models.DateField("日期")
    by = models.CharField("经办", max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(how="dispatch") | ~Q(reason=""), name="letter_move_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Contact(models.Model):
    """先行联系: the author was spoken to before the reply."""

    class How(models.TextChoices):
        PHONE = "phone", "电话"
        VISIT = "visit", "上门或现场"
        MESSAGE = "message", "短信"
        MAIL = "mail", "电子邮件"
        FAILED = "failed", "联系未成"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="contacts")
    contacted_on = models.DateField("日期")
    how = models.CharField("方式", max_length=8, choices=How.choices)
    note = models.CharField("情况", max_length=300)

    class Meta:
        ordering = ["contacted_on", "id"]

    def __str__(self) -> str:
        return f"{chinese_date(self.contacted_on)} {self.get_how_display()}"


class Extension(models.Model):
    """Asked for before the due day, decided by somebody else. ``granted`` NULL: waits for the decision."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="extensions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="extensions")
    days = models.PositiveSmallIntegerField("工作日")
    reason = models.CharField("理由", max_length=300)
    asked_on = models.DateField("申请日期")
    asked_by = models.BigIntegerField()
    due_before = models.DateField("原期限")
    granted = models.BooleanField("批准", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.BigIntegerField(null=True)
    answer = models.CharField("决定的理由", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(granted=True), name="letter_extended_once"),
            models.CheckConstraint(
                condition=~Q(granted=True) | Q(decided_on__lte=models.F("due_before")),
                name="letter_extended_before_due",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")), name="letter_extension_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} +{self.days}"


class Instruction(models.Model):
    """批示: what a leader wrote on the letter. Never public."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="instructions")
    leader = models.CharField("批示领导（职务）", max_length=60)
    text = models.CharField("批示内容", max_length=500)
    given_on = models.DateField("批示日期")

    class Meta:
        ordering = ["given_on", "id"]

    def __str__(self) -> str:
        return f"{chinese_date(self.given_on)} {self.leader}"


class Assist(models.Model):
    """会办: the opinion of another unit, which the answering unit asks for. Its case belongs to that unit."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="assists")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letter_assists")
    what = models.CharField("请会办的事项", max_length=300)
    asked_on = models.DateField("送会办日期")
    opinion = models.CharField("会办意见", max_length=2000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    withdrawn_on = models.DateField("撤回日期", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="letter_assist")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "unit"],
                condition=Q(answered_on=None, withdrawn_on=None),
                name="letter_assist_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.what[:20]}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("letters.assist", str(self.pk))

"""The pool: who may be invited. What balances a meeting stands apart from who somebody is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Category(models.TextChoices):
    """As whom somebody comes."""

    CITIZEN = "citizen", "普通市民"
    SMALL = "small", "小微企业"
    ENTERPRISE = "enterprise", "其他企业"
    ASSOCIATION = "association", "行业协会商会"
    NPC = "npc", "人大代表"
    CPPCC = "cppcc", "政协委员"
    EXPERT = "expert", "专家学者"
    COMMUNITY = "community", "社区工作者"


ORDINARY = (Category.CITIZEN, Category.SMALL)
"""Those whose share is meant to grow (要点第十八点)."""


class Age(models.TextChoices):
    """Bands; nobody is asked for a date of birth."""

    YOUNG = "18", "18—34岁"
    MIDDLE = "35", "35—59岁"
    OLD = "60", "60岁以上"


class Candidate(models.Model):
    """Somebody who may be invited, without name and telephone number.

    Args:
        area: the street or town in which they live or work.
        ends_on: the last day of the term in the pool; set when they are taken in.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "待核"
        LISTED = "listed", "在库"
        REJECTED = "rejected", "不符合"
        WITHDRAWN = "withdrawn", "本人退出"
        ENDED = "ended", "到期"

    class CameBy(models.TextChoices):
        CALL = "call", "公开报名"
        LIST = "list", "单位名单"

    unit = models.ForeignKey(Unit, verbose_name="受理单位", on_delete=models.PROTECT, related_name="candidates")
    code_digest = models.CharField(max_length=64, unique=True)
    category = models.CharField("类别", max_length=12, choices=Category.choices)
    age = models.CharField("年龄段", max_length=2, choices=Age.choices)
    area = models.ForeignKey(Unit, verbose_name="居住或工作的街镇", on_delete=models.PROTECT, related_name="+")
    interest = models.CharField("关注领域", max_length=100, blank=True)
    came_by = models.CharField("来源", max_length=4, choices=CameBy.choices)
    source = models.CharField("名单来源", max_length=100, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.PENDING)
    why = models.CharField("不符合的原因", max_length=300, blank=True)
    applied_on = models.DateField("报名日期")
    listed_on = models.DateField("入库日期", null=True)
    ends_on = models.DateField("任期至", null=True)
    left_on = models.DateField("离库日期", null=True)
    rests_until = models.DateField("轮候至", null=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="candidate")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="listed") | Q(listed_on__isnull=False, ends_on__isnull=False),
                name="candidate_listed_has_term",
            ),
            models.CheckConstraint(condition=~Q(status="rejected") | ~Q(why=""), name="candidate_rejected_says_why"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "listed"]) | Q(left_on__isnull=False), name="candidate_left_has_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "status"], name="candidate_pool")]

    def __str__(self) -> str:
        return f"{self.get_category_display()}（{self.area.short}，{self.get_age_display()}）"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("delegates.candidate", str(self.pk))

    @property
    def traits(self) -> dict[str, str]:
        """What a draw may balance, in the words of the page."""
        return {"类别": self.get_category_display(), "年龄": self.get_age_display(), "区域": self.area.short}


class Person(models.Model):
    """Name and reach of a candidate, in a row of its own that is deleted after its term."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="person")
    name = models.CharField("姓名", max_length=30)
    phone = models.CharField("手机号", max_length=11, unique=True)
    email = models.EmailField("邮箱", max_length=100, blank=True)
    organisation = models.CharField("单位", max_length=100, blank=True)

    def __str__(self) -> str:
        return f"代表 {self.candidate_id}"

    @property
    def masked(self) -> str:
        return f"{self.name[:1]}**"


class Rest(models.Model):
    """Somebody who attended, left and is no longer known: a keyed digest of the telephone number, until their rest is over."""

    phone_digest = models.CharField(max_length=64, unique=True)
    until = models.DateField("轮候至")

    def __str__(self) -> str:
        return f"轮候至 {self.until}"


class Interest(models.Model):
    """Somebody wants to come to one meeting."""

    meeting = models.ForeignKey("delegates.Meeting", on_delete=models.PROTECT, related_name="interests")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="interests")
    at = models.DateTimeField("报名时间")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "candidate"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.candidate_id}"


class Entrant(models.Model):
    """Which code on the frozen list stands for whom; never published."""

    meeting = models.ForeignKey("delegates.Meeting", on_delete=models.PROTECT, related_name="entrants")
    draw = models.ForeignKey("draws.Draw", on_delete=models.PROTECT, related_name="+")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="entries")
    code = models.CharField("抽签代码", max_length=32)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "candidate"], name="entrant_once"),
            models.UniqueConstraint(fields=["draw", "code"], name="entrant_code_once"),
        ]

    def __str__(self) -> str:
        return self.code

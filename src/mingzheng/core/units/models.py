"""State and invariants of units, groups, people and posts."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, QuerySet

from mingzheng.core.actors import STAFF_POSTS
from mingzheng.core.units.org_codes import org_code_valid
from mingzheng.core.written import Given

POST_CHOICES = [(post.value, post.label) for post in STAFF_POSTS]


def check_org_code(code: str) -> None:
    """组织机构代码 must carry its check digit (GB 11714)."""
    if not org_code_valid(code):
        raise ValidationError(f"组织机构代码「{code}」的校验位不对，请核对（GB 11714）。")


def held_on(day: dt.date | Given, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose from–to span contains ``day`` (both ends count)."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day}))


def held_by_people(day: dt.date) -> Q:
    """Posts held on a day by people, not by other systems that act in them."""
    return held_on(day) & Q(person__is_system=False)


class Unit(models.Model):
    """A unit with duties of its own. What was merged into it or hangs as a second plate is a name of it."""

    class Kind(models.TextChoices):
        GOV_OFFICE = "gov_office", "区政府办公室"
        DEPARTMENT = "department", "委办局"
        STREET = "street", "街道办事处"
        TOWN = "town", "镇政府"
        INSTITUTION = "institution", "事业单位"
        VERTICAL = "vertical", "垂直管理单位"

    code = models.CharField("代码", max_length=32, unique=True, validators=[RegexValidator(r"^[a-z][a-z0-9_-]*$")])
    name = models.CharField("全称", max_length=128, unique=True)
    short = models.CharField("简称", max_length=64, unique=True)
    kind = models.CharField("类别", max_length=16, choices=Kind.choices)
    org_code = models.CharField("组织机构代码", max_length=9, blank=True, validators=[check_org_code])
    phone = models.CharField("电话", max_length=64, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    valid_from = models.DateField("设立日期", default=dt.date(2000, 1, 1))
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["org_code"], condition=~Q(org_code=""), name="unit_org_code_once"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="unit_span"),
        ]

    def __str__(self) -> str:
        return self.short


class UnitName(models.Model):
    """Another name by which a unit is called: 别名, or 合署、挂牌机构 whose duties it carries."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "别名"
        MERGED = "merged", "合署或挂牌"

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names")
    text = models.CharField("名称", max_length=128, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ALIAS)

    def __str__(self) -> str:
        return self.text


class UnitGroup(models.Model):
    """A collective word (各委办局). ``open`` groups (各承办单位) have no fixed members: a person names them."""

    code = models.CharField("代码", max_length=32, unique=True)
    name = models.CharField("名称", max_length=64, unique=True)
    aliases = models.JSONField("其他写法", default=list)
    kinds = models.JSONField("包括的单位类别", default=list)
    plus = models.ManyToManyField(Unit, related_name="+", blank=True)
    minus = models.ManyToManyField(Unit, related_name="+", blank=True)
    open = models.BooleanField("须由人指定成员", default=False)
    note = models.TextField("说明", blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def expand(self, on: dt.date) -> QuerySet[Unit]:
        """The units that the word means on a day; empty for an open group."""
        if self.open:
            return Unit.objects.none()
        return (
            Unit.objects.filter(held_on(on))
            .filter(Q(kind__in=self.kinds) | Q(pk__in=self.plus.values("pk")))
            .exclude(pk__in=self.minus.values("pk"))
        )


class Person(AbstractUser):
    """A person who can sign in. What they may do follows from posts alone; ``is_superuser`` gives no post.

    Args:
        directory_id: by which the government's directory of staff knows them; only an administrator writes it.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=64)
    phone = models.CharField("电话", max_length=32, blank=True)
    directory_id = models.CharField("人员目录标识", max_length=120, null=True, blank=True, unique=True)
    # Another system (12345, OA) that acts in a post: it never signs in, and nobody tells it anything.
    is_system = models.BooleanField("外部系统", default=False)

    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class PostHolding(models.Model):
    """A person holds a post in a unit, from–to (both days count)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    post = models.CharField("岗位", max_length=24, choices=POST_CHOICES)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "post", "valid_from"], name="holding_once"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="holding_span"),
        ]
        indexes = [models.Index(fields=["unit", "post"], name="holding_unit_post")]

    def __str__(self) -> str:
        return f"{self.person} {self.unit} {self.get_post_display()}"


class Delegation(models.Model):
    """During an absence somebody else exercises the post; every step names both."""

    holding = models.ForeignKey(PostHolding, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations")
    valid_from = models.DateField("自")
    valid_to = models.DateField("至")
    reason = models.CharField("事由", max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_span")]

    def __str__(self) -> str:
        return f"{self.holding} → {self.delegate}"

"""What can be found, in the order in which it changed; the dictionary that an office edits; what people looked for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Log(models.Model):
    """The head of the log of changes: one row, locked by whoever takes a position, until the commit.

    So positions become visible in their order, on PostgreSQL too, and a node that has read up to one has missed none
    before it. ``token`` names the log: after the database was emptied or replaced, indexes of the old one are not believed.
    ``compared``: which program last compared every record with the log (``commands.program``).
    """

    token = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveBigIntegerField(default=0)
    dictionary = models.PositiveIntegerField(_("词典版本"), default=0)
    compared = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="search_log_one_row")]

    def __str__(self) -> str:
        return f"{self.token} {self.position}"


class FoundRecord(models.Model):
    """A public record as it can be found, at the position of its last change. ``gone``: it must not be found any more."""

    key = models.CharField(max_length=96, primary_key=True)
    code = models.CharField(max_length=64)
    position = models.PositiveBigIntegerField(unique=True)
    gone = models.BooleanField(default=False)
    kind = models.CharField(_("种类"), max_length=40, blank=True)
    title = models.CharField(_("标题"), max_length=500, blank=True)
    body = models.TextField(_("正文"), blank=True)
    url = models.CharField(_("地址"), max_length=500, blank=True)
    number = models.CharField(_("发文字号"), max_length=120, blank=True)
    index_number = models.CharField(_("索引号"), max_length=120, blank=True)
    number_key = models.CharField(max_length=80, blank=True)
    index_key = models.CharField(max_length=80, blank=True)
    agency = models.CharField(_("发文机关"), max_length=120, blank=True)
    theme = models.CharField(_("主题分类"), max_length=120, blank=True)
    genre = models.CharField(_("体裁"), max_length=60, blank=True)
    published_on = models.DateField(_("发布日期"), null=True)
    validity = models.CharField(_("有效性"), max_length=12, blank=True)
    tags = models.JSONField(_("标签"), default=list, blank=True)
    weight = models.FloatField(default=1.0)

    class Meta:
        indexes = [
            models.Index(fields=["number_key"], name="search_number", condition=~Q(number_key="")),
            models.Index(fields=["index_key"], name="search_index_number", condition=~Q(index_key="")),
            models.Index(fields=["code", "key"], name="search_code"),
        ]

    def __str__(self) -> str:
        return self.title or self.key


class DictionaryTerm(models.Model):
    """A term that must not be cut apart (公租房, 一网通办). Switched off, never deleted."""

    word = models.CharField(_("词语"), max_length=20, unique=True)
    active = models.BooleanField(_("启用"), default=True)
    added_by = models.CharField(_("添加人"), max_length=64)
    updated_at = models.DateTimeField(_("更新时间"))

    class Meta:
        ordering = ["word"]
        constraints = [models.CheckConstraint(condition=~Q(word=""), name="search_term_not_empty")]

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Terms that mean the same: whoever looks for one finds the others (公租房, 公共租赁住房)."""

    words = models.JSONField(_("同义词"), default=list)
    active = models.BooleanField(_("启用"), default=True)
    added_by = models.CharField(_("添加人"), max_length=64)
    updated_at = models.DateTimeField(_("更新时间"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "、".join(self.words)


class Building(models.Model):
    """How far a node is with building its index anew. Real time: the work of a machine is measured."""

    node = models.CharField(_("节点"), max_length=120, unique=True)
    started_at = models.DateTimeField(_("开始时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    dictionary = models.PositiveIntegerField(_("词典版本"), default=0)

    def __str__(self) -> str:
        return f"{self.node} {self.done}/{self.total}"


class Asked(models.Model):
    """How often something was looked for on a day, and how much was found at last. Nobody who asked is kept."""

    day = models.DateField(_("日期"))
    query = models.CharField(_("查询"), max_length=60)
    times = models.PositiveIntegerField(_("次数"), default=0)
    empty = models.PositiveIntegerField(_("没有找到的次数"), default=0)
    found = models.PositiveIntegerField(_("最近一次找到的条数"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "query"], name="search_asked_once_a_day"),
            models.CheckConstraint(condition=Q(empty__lte=models.F("times")), name="search_empty_among_times"),
        ]

    def __str__(self) -> str:
        return f"{self.query} {self.times}"

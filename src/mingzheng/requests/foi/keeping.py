"""Dated rules that the office keeps, and each unit's 机关代字: read for a day, added as versions, written down in the journal."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import KeptRule, NumberPrefix

DATA = Path(__file__).parent / "data"
KEEPERS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
BASIS = {
    KeptRule.Kind.SAME: "《政府信息公开条例》第四十四条（多个申请人申请相同政府信息）",
    KeptRule.Kind.CHANNELS: "政务公开工作要点第十一点、任务15（加强与申请人的沟通）",
}
NUMBERING = "《党政机关公文格式》（GB/T 9704—2012）7.2.5（发文字号由发文机关代字、年份、发文顺序号组成）"
_HAN = re.compile(r"[\u4e00-\u9fff]{2,12}")


@cache
def shipped(kind: str) -> Any:
    """What comes along, as long as the office has set nothing (``data/same.yaml``, ``data/channels.yaml``)."""
    held = yaml.safe_load((DATA / f"{kind}.yaml").read_text(encoding="utf-8"))
    return held["channels"] if kind == KeptRule.Kind.CHANNELS else held


def value_on(kind: KeptRule.Kind, day: dt.date) -> Any:
    """The rule in force on a day."""
    found = KeptRule.objects.filter(kind=kind, valid_from__lte=day).order_by("-valid_from").first()
    return shipped(kind) if found is None else found.value


@transaction.atomic
def add_rule(kind: KeptRule.Kind, value: Any, actor: Actor, *, valid_from: dt.date, source: str) -> KeptRule:
    """A new version of a rule; what was recorded under earlier ones stays as it is.

    Args:
        value: as the data file that comes along has it.

    Raises:
        Refused: the actor keeps no rules, no source, or it would begin in the past or before the version before.
    """
    if actor.post not in KEEPERS:
        raise Refused("依申请公开的规则由区府办维护。", remedy="请切换岗位。", code="wrong_post")
    _must_begin(valid_from, source, KeptRule.objects.filter(kind=kind))
    made = KeptRule.objects.create(
        kind=kind, value=value, valid_from=valid_from, source=source.strip(), set_by=actor.person_name
    )
    journal.append(
        action="foi.rule_set",
        actor=actor,
        subject=RecordRef("foi.rule", str(made.pk)),
        summary=f"依申请公开规则「{made.get_kind_display()}」，自 {chinese_date(valid_from)} 起启用。",
        basis=BASIS[kind],
        data={"kind": kind.value, "value": value, "source": made.source},
    )
    return made


def prefix_on(unit: Unit, day: dt.date) -> str:
    """机关代字 of a unit on a day; its short name as long as it has set none."""
    found = NumberPrefix.objects.filter(unit=unit, valid_from__lte=day).order_by("-valid_from").first()
    return unit.short if found is None else found.prefix


def may_set_prefix(unit: Unit, actor: Actor) -> bool:
    """The unit's own head, and 区府办."""
    return actor.post in KEEPERS or (actor.post is Post.HEAD and actor.unit_id == unit.pk)


@transaction.atomic
def set_prefix(unit: Unit, prefix: str, actor: Actor, *, valid_from: dt.date, source: str) -> NumberPrefix:
    """What the numbers of letters signed from a day on begin with; letters already signed keep theirs, the series runs on.

    Raises:
        Refused: wrong post or unit, not Chinese characters, the name of another unit, no source, or a day that has passed.
    """
    if not may_set_prefix(unit, actor):
        raise Refused("机关代字由本单位负责人或者区府办登记。", remedy="请切换岗位。", code="wrong_post")
    prefix = prefix.strip()
    if not _HAN.fullmatch(prefix):
        raise Refused("机关代字应为2到12个汉字。", remedy="不写年份、序号和符号，如“长发改”。", field="agency_code")
    # Two units of one name would give two letters one number. The lock keeps two units from taking it at the same moment.
    list(Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    taken = NumberPrefix.objects.filter(prefix=prefix).exclude(unit=unit).select_related("unit").first()
    owner = taken.unit if taken else Unit.objects.filter(short=prefix).exclude(pk=unit.pk).first()
    if owner is not None:
        raise Refused(f"{owner.short}正在使用或者用过这个代字。", remedy="请换一个。", field="agency_code")
    _must_begin(valid_from, source, NumberPrefix.objects.filter(unit=unit))
    made = NumberPrefix.objects.create(
        unit=unit, prefix=prefix, valid_from=valid_from, source=source.strip(), set_by=actor.person_name
    )
    journal.append(
        action="foi.prefix_set",
        actor=actor,
        subject=RecordRef("foi.prefix", str(made.pk)),
        summary=f"{unit.short}的机关代字定为「{prefix}」，自 {chinese_date(valid_from)} 起启用。",
        basis=NUMBERING,
        data={"prefix": prefix, "source": made.source},
    )
    return made


def _must_begin(valid_from: dt.date, source: str, earlier: models.QuerySet[Any]) -> None:
    if not source.strip():
        raise Refused("请写明依据。", remedy="如：文件的名称和文号，或者会议决定。", field="source")
    if valid_from < timekeeping.today():
        raise Refused("启用日期已经过去。", remedy="请选择今天或者以后的日期。", field="valid_from")
    newest = earlier.order_by("-valid_from").first()
    if newest is not None and valid_from <= newest.valid_from:
        raise Refused(
            f"启用日期应晚于前一版的 {chinese_date(newest.valid_from)}。", remedy="请改正启用日期。", field="valid_from"
        )

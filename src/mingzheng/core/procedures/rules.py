"""Loading dated deadline rules from a room's data file. Existing versions are never changed: a case may run on them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.records import RecordRef

SHIPPED = Path(__file__).parent / "data" / "deadlines.yaml"


def load_rules(path: Path = SHIPPED) -> int:
    """Add the rules of a file that are not there yet; returns how many were added.

    Raises:
        Refused: a row lacks a field or names an unknown unit.
    """
    rows = [_rule(row) for row in _rows(path.read_text(encoding="utf-8"))]
    held = set(DeadlineRule.objects.values_list("code", "version"))
    new = [rule for rule in rows if (rule.code, rule.version) not in held]
    DeadlineRule.objects.bulk_create(new, ignore_conflicts=True)  # another set-up at the same moment
    return len(new)


@lru_cache(maxsize=4)
def _rows(text: str) -> tuple[dict[str, Any], ...]:
    """What a file says: read once, for reading takes longer than everything else here."""
    return tuple(yaml.safe_load(text))


def _rule(row: dict[str, Any]) -> DeadlineRule:
    missing = {"code", "label", "unit", "article", "valid_from"} - row.keys()
    counted = row.get("unit") != "date"
    if (
        missing
        or (counted and not isinstance(row.get("length"), int))
        or row["unit"] not in dict(DeadlineRule.UNITS)
        or not isinstance(row["valid_from"], dt.date)
    ):
        raise Refused(f"期限规则「{row.get('code', '?')}」写法不对。", remedy="请对照 deadlines.yaml 的说明改正。")
    return DeadlineRule(**row)


@transaction.atomic
def add_version(
    newest: DeadlineRule, actor: Actor, *, warn: int, article: str, valid_from: dt.date, length: int | None = None
) -> DeadlineRule:
    """A new version of a rule, for clocks that start on or after ``valid_from``; older versions stay as they are.

    Args:
        length: in the unit of the rule; only for rules that have one.

    Raises:
        Refused: the actor keeps no rules, or the day is not after that of the version before.
    """
    if actor.post not in (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.SYSTEM):
        raise Refused("期限规则由区府办和系统管理员登记。", remedy="请切换岗位。", code="wrong_post")
    if valid_from <= newest.valid_from:
        day = chinese_date(newest.valid_from)
        raise Refused(f"施行日期应晚于现行版本的 {day}。", remedy="请改正施行日期。", field="valid_from")
    if (newest.length is None) != (length is None):
        raise Refused("请填写期限的长度。", remedy="填写天数。", field="length")
    made = DeadlineRule.objects.create(
        code=newest.code,
        version=newest.version + 1,
        label=newest.label,
        length=length,
        unit=newest.unit,
        warn=warn,
        article=article,
        source=f"{actor.unit_name}登记" if actor.unit_name else "登记",
        valid_from=valid_from,
    )
    journal.append(
        action="rule.versioned",
        actor=actor,
        subject=RecordRef("procedures.rule", str(made.pk)),
        summary=f"期限规则「{made.label}」第 {made.version} 版，自 {chinese_date(valid_from)} 起施行。",
        basis=article,
        data={"length": length, "warn": warn},
    )
    return made

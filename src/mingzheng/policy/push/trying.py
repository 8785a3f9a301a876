"""Trying a rule: on the examples saved with it, and on a list of past approved applicants."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells
from mingzheng.core.journal import commands as journal
from mingzheng.policy.push.columns import Kind, columns_of
from mingzheng.policy.push.conditions import Judge
from mingzheng.policy.push.facts import completed, headings, parse
from mingzheng.policy.push.models import BackTest, Example, Rule

ANSWERS = {True: "符合", None: "还差信息", False: "不符合"}


@dataclass(frozen=True)
class Tried:
    example: Example
    answer: bool | None
    wanted: bool | None

    @property
    def holds(self) -> bool:
        return self.answer is self.wanted

    @property
    def answer_text(self) -> str:
        return ANSWERS[self.answer]


def run_examples(rule: Rule, examples: Iterable[Example], day: dt.date) -> list[Tried]:
    """Every example's answer on a day; none while the rule is empty."""
    node = rule.node
    if node is None:
        return []
    judge = Judge(node, day)
    return [Tried(one, judge(read_values(rule, one)).answer, one.answer) for one in examples]


def read_values(rule: Rule, example: Example) -> dict[str, Any]:
    """An example's JSON values as facts: dates are texts there."""
    fields = {column.field: column for column in columns_of(rule.who)}
    found = {}
    for field, value in example.values.items():
        column = fields.get(field)
        if column is not None:
            found[field] = dt.date.fromisoformat(value) if column.kind is Kind.YEARS and value else value
    return completed(rule.who, found)


@transaction.atomic
def add_example(rule: Rule, actor: Actor, title: str, wanted: str, values: dict[str, Any]) -> Example:
    """Save a made-up profile with the answer it must get. ``values`` by field, typed.

    Raises:
        Refused: the rule is no draft, or another unit's.
    """
    _drafting(rule, actor)
    plain = {
        field: value.isoformat() if isinstance(value, dt.date) else value
        for field, value in values.items()
        if value is not None
    }
    return Example.objects.create(rule=rule, title=title, wanted=wanted, values=plain)


@transaction.atomic
def drop_example(rule: Rule, actor: Actor, pk: int) -> None:
    _drafting(rule, actor)
    rule.examples.filter(pk=pk).delete()


def _drafting(rule: Rule, actor: Actor) -> None:
    if rule.status != Rule.Status.DRAFT or rule.case is None or rule.case.state != "drafting":
        raise Refused("条件已经提交，例子不能再改。", remedy="请先退回修改。")
    if actor.unit_id != rule.policy.unit_id:
        raise Refused("例子由起草单位填写。")


@transaction.atomic
def back_test(rule: Rule, actor: Actor, title: str, data: bytes, name: str) -> BackTest:
    """Judge everybody of a past list: who was approved should fit. The list is read, counted and let go.

    Raises:
        Refused: the rule is empty, or the file is no table of the rule's columns.
    """
    node = rule.node
    if node is None:
        raise Refused("还没有写条件。", remedy="请先写条件，再回溯检验。")
    if actor.unit_id != rule.policy.unit_id:
        raise Refused("回溯检验由起草单位办理。")
    table = list(cells(data, name))
    by_name = headings(rule.who)
    columns = [by_name.get(str(cell or "").strip()) for cell in table[0]] if table else []
    if not any(columns):
        raise Refused(
            "表头里没有画像的栏目名。", remedy="第一行写栏目名，如「企业规模」「上年度营业收入」。", field="file"
        )
    judge, day = Judge(node, timekeeping.today()), timekeeping.today()
    answers: Counter[bool | None] = Counter()
    misses: Counter[int] = Counter()
    for line, row in enumerate(table[1:], 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        verdict = judge(_facts(rule, columns, row, line, day))
        answers[verdict.answer] += 1
        misses.update(verdict.near)
    made = BackTest.objects.create(
        rule=rule,
        title=title,
        made_at=timekeeping.now(),
        made_by=str(actor),
        fits=answers[True],
        unknown=answers[None],
        fails=answers[False],
        misses=[[place, number] for place, number in misses.most_common()],
    )
    journal.append(
        action="push.back_tested",
        actor=actor,
        subject=rule.ref,
        summary=f"回溯检验：{made.total} 行中符合 {made.fits}，还差信息 {made.unknown}，不符合 {made.fails}",
        case_id=rule.case_id,
    )
    return made


def _facts(rule: Rule, columns: list[Any], row: list[Any], line: int, day: dt.date) -> dict[str, Any]:
    found = {}
    for column, cell in zip(columns, row, strict=False):
        if column is None:
            continue
        try:
            found[column.field] = parse(column, cell, day)
        except ValueError as error:
            raise Refused(f"第 {line} 行：{error}", remedy="请改正后重新上传。", field="file") from error
    return completed(rule.who, found)

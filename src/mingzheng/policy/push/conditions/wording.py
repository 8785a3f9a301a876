"""The public sentence, made from the rule: there is no second text that could drift from it."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.push.columns import Column, Kind, Who
from mingzheng.policy.push.conditions.operators import OPERATORS
from mingzheng.policy.push.conditions.tree import Group, How, Node, Row, normal

USUAL = {
    "gte": "{label}不少于 {n}",
    "gt": "{label}超过 {n}",
    "lte": "{label}不超过 {n}",
    "lt": "{label}少于 {n}",
    "eq": "{label}是{v}",
    "ne": "{label}不是{v}",
}
ONE_OF = {"in": "eq", "not_in": "ne"}


def sentence(node: Node, of: Who) -> str:
    """Who is meant, in one sentence: 「面向同时符合以下条件的企业：……。」"""
    node = normal(node)
    if isinstance(node, Row):
        return f"面向{phrase(node)}的{of.label}。"
    if not any(isinstance(part, Group) for part in node.parts) and len(node.parts) <= 3:
        return f"面向{_flat(node)}的{of.label}。"
    how = "同时符合以下条件" if node.how is How.ALL else "符合以下条件之一"
    parts = [f"（{_numeral(place)}）{_part(part)}" for place, part in enumerate(node.parts, 1)]
    return f"面向{how}的{of.label}：{'；'.join(parts)}。"


def phrase(row: Row) -> str:
    """One row in words, as it stands in a sentence: 「年满 60 周岁」."""
    column = row.column
    if column.kind is Kind.FLAG:
        return column.says[row.operator]
    if column.kind is Kind.CHOICE:
        return _chosen(row)
    said = column.says.get(row.operator)
    if said:
        return said.format(n=row.value)
    return USUAL[row.operator].format(label=column.label, n=amount(column, row.value))


def value_text(column: Column, value: Any) -> str:
    """A profile's value of a column in words; "" when nobody knows."""
    if value is None:
        return ""
    if column.kind is Kind.FLAG:
        return "是" if value else "否"
    if column.kind is Kind.CHOICE:
        return column.choices.get(value, str(value))
    if column.kind is Kind.YEARS:
        return f"{value.year}年{value.month}月{value.day}日"
    return amount(column, value)


def amount(column: Column, number: int) -> str:
    """A number with its unit; money in 万元 or 亿元 where that is whole enough."""
    if column.money and number >= 100_000_000 and number % 1_000_000 == 0:
        return f"{number / 100_000_000:g} 亿元"
    if column.money and number >= 10_000 and number % 100 == 0:
        return f"{number / 10_000:.10g} 万元"
    return f"{number} {column.unit}"


def _chosen(row: Row) -> str:
    code = ONE_OF.get(row.operator, row.operator)
    said = row.column.says.get(code) or USUAL[code]
    values = row.value if OPERATORS[row.operator].several else (row.value,)
    names = [row.column.choices[value] for value in values]
    last = "或者" if len(names) > 1 else ""
    listed = "、".join(names[:-1]) + last + names[-1]
    return said.format(label=row.column.label, v=listed)


def _flat(group: Group) -> str:
    phrases = [phrase(part) for part in group.parts if isinstance(part, Row)]
    if group.how is How.ALL:
        return "、".join(phrases[:-1]) + ("并且" if len(phrases) > 1 else "") + phrases[-1]
    return "或者".join(phrases)


def _part(node: Node) -> str:
    """A part of a listed sentence; groups in it are put in words so that they read without brackets where that is clear."""
    if isinstance(node, Row):
        return phrase(node)
    word = "，并且" if node.how is How.ALL else "，或者"
    parts = [f"（{_part(part)}）" if isinstance(part, Group) else phrase(part) for part in node.parts]
    return word.join(parts)


NUMERALS = "一二三四五六七八九十"


def _numeral(number: int) -> str:
    if number <= 10:
        return NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else NUMERALS[tens - 1]) + "十" + (NUMERALS[ones - 1] if ones else "")

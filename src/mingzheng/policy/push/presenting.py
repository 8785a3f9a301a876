"""What the case screen says of a rule and of a list."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.push.models import Grant, Rule


def rule_facts(rule: Rule) -> list[tuple[str, Any]]:
    return [
        ("政策", rule.policy.title),
        ("面向", rule.who.label),
        ("版本", f"第 {rule.number} 版"),
        ("公开说法", rule.sentence),
        ("享受什么", rule.benefit),
        ("申请截止日期", rule.apply_until),
        ("启用日期", rule.valid_from),
        ("停用日期", rule.valid_until),
        ("免申即享", "是" if rule.grants else ""),
    ]


def grant_facts(grant: Grant) -> list[tuple[str, Any]]:
    return [
        ("政策", grant.policy.title),
        ("名单日期", grant.made_on),
        ("依据的条件", f"第 {grant.rule.number} 版：{grant.rule.sentence}"),
        ("列入名单", grant.number),
        ("符合但没有同意直接列入", grant.left_out),
    ]

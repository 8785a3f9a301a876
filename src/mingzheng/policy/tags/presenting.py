"""What the case screens say."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.tags.models import TaggingList, Version


def version_facts(version: Version) -> list[tuple[str, Any]]:
    return [
        ("版次", f"第 {version.number} 版" if version.number else "公布时编号"),
        ("状态", version.get_status_display()),
        ("说明", version.note),
        ("改动", f"{version.changes.count()} 处"),
        ("公布日期", version.published_on),
    ]


def list_facts(held: TaggingList) -> list[tuple[str, Any]]:
    total = held.rows.count()
    return [("单位", held.unit.name), ("文件", f"{total} 份"), ("还没有确认", f"{held.waiting} 份")]

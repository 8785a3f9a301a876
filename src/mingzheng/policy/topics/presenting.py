"""What the case screen says of a topic."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.topics.models import Topic


def facts(topic: Topic) -> list[tuple[str, Any]]:
    return [
        ("牵头单位", topic.unit.short),
        ("说明", topic.lead),
        ("核对周期", f"{topic.update_days} 日"),
        ("公开时间", topic.published_at),
        ("最近核对", topic.renewed_on),
        ("需要核对", topic.changed_why),
        ("关闭说明", topic.closing),
    ]

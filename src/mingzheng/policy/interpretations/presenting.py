"""What the case screen says of a task and of an interpretation."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.interpretations.models import Interpretation, Task


def task_facts(task: Task) -> list[tuple[str, Any]]:
    return [
        ("种类", task.get_kind_display()),
        ("文件" if task.document_id else "征求意见的草案", task.about),
        ("征求意见的网址", task.draft_url),
        ("为什么解读", f"{task.reason}{'（起草人申报）' if task.declared else ''}"),
        ("公众提问", f"{task.asked} 次" if task.asked else ""),
        ("免于解读的理由", f"{task.exempt_reason}（{task.exempt_by}）" if task.exempt_reason else ""),
        ("解读提纲", task.outline),
        ("解读形式", task.way_words),
        ("发布渠道", task.channel_words),
        ("发布时间", task.get_timing_display()),
        ("计划发布日期", task.planned_on),
        ("解读人", task.who),
    ]


def interpretation_facts(one: Interpretation) -> list[tuple[str, Any]]:
    return [
        ("解读", one.task.about),
        ("种类", one.task.get_kind_display()),
        ("解读形式", one.get_form_display()),
        ("一句话说明", one.summary),
        ("媒体、平台或地点", one.media_name),
        ("网址", one.media_url),
        ("日期", one.held_on),
        ("解读人", one.people),
        ("审核", _who(one.reviewed_by, one.judgement)),
        ("批准", one.approved_by),
        ("发布时间", one.published_at),
        ("撤下说明", one.withdrawal),
    ]


def _who(person: str, said: str) -> str:
    return f"{person}：{said}" if person and said else person

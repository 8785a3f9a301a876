"""What the case screen says of a policy."""

from __future__ import annotations

from typing import Any

from mingzheng.policy.policies.models import Policy


def policy_facts(policy: Policy) -> list[tuple[str, Any]]:
    marks = [
        label
        for held, label in (
            (policy.for_enterprises, "涉及企业"),
            (policy.pays, "有申请兑现事项"),
            (policy.foreign, "涉及外贸外资"),
        )
        if held
    ]
    return [
        ("启动日期", policy.begun_on),
        ("文稿", f"{policy.draft}（起草、审查中）" if policy.draft else ""),
        ("发文字号", policy.document.doc_number if policy.document else ""),
        ("发布日期", policy.issued_on),
        ("结束日期", policy.ended_on),
        ("政策情况", "、".join(marks) or "没有涉企、兑现、涉外的标记"),
        ("英文摘要", ("已有" if policy.english else "还没有，涉外政策应当有") if policy.foreign else ""),
    ]

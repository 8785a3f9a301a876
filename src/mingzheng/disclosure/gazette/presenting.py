"""What the case screen says of an issue."""

from __future__ import annotations

from typing import Any

from mingzheng.disclosure.gazette.models import Issue


def issue_facts(issue: Issue) -> list[tuple[str, Any]]:
    """Label and value, in reading order."""
    return [
        ("刊名", issue.name),
        ("期次", issue.label),
        ("公报编号", issue.doc_number),
        ("主办单位", issue.organiser),
        ("出版日期" if issue.status == Issue.Status.PUBLISHED else "预定出版日期", issue.dated),
        ("编入文件", f"{issue.items.count()} 篇"),
        ("编者按", issue.note),
    ]

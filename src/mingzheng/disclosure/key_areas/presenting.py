"""The facts that the case screen shows for an update of a project and for a version of a table."""

from __future__ import annotations

from typing import Any

from mingzheng.disclosure.key_areas import tables
from mingzheng.disclosure.key_areas.models import ProjectUpdate, TableVersion


def update_facts(update: ProjectUpdate) -> list[tuple[str, Any]]:
    """Label and value, in reading order."""
    project, node = update.project, update.milestone
    said = ""
    if node is not None:
        said = f"{node.title}：" + ("已达到" if update.reached else f"改为计划 {update.replanned_on}" if update.replanned_on else "有进展")  # fmt: skip
    return [
        ("项目", project.title),
        ("类别", project.get_kind_display()),
        ("所属事项", f"{project.matter.area.title} · {project.matter.title}"),
        ("进展日期", update.happened_on),
        ("总进度", f"{project.percent}% → {update.percent}%"),
        ("节点", said),
        ("照片", f"{update.photos.count()} 张" if update.photos.exists() else ""),
        ("公开日期", update.published_on),
    ]


def version_facts(version: TableVersion) -> list[tuple[str, Any]]:
    """Label and value, in reading order."""
    table = version.table
    open_findings = version.findings.filter(outcome="open").count()
    return [
        ("公开表", table.title),
        ("表种", tables.specs()[table.spec].title),
        ("所属事项", f"{table.matter.area.title} · {table.matter.title}"),
        ("行数", f"{len(version.rows)} 行"),
        ("待处理的个人信息", f"{open_findings} 处" if open_findings else ""),
        ("修改说明", version.change_note),
        ("公开日期", version.published_on),
        ("存档指纹", version.archive_sha256),
    ]

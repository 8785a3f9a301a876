"""Names of columns in task tables, and finding a header row in cells or in broken lines."""

from __future__ import annotations

import re
from functools import lru_cache

from .model import Line
from .words import squeeze

NUMBER, GROUP, CONTENT, UNITS, DUE, OTHER = "number", "group", "content", "units", "due", "other"
_EITHER = "either"  # a name that means the group beside a content column, and the content where there is none

_INSIDE = "inside"  # a section inside a unit: responsible only where no column names the unit

_EXACT = {
    NUMBER: """
        序号 编号 序 条目 项号 任务编号 任务序号 No. NO
    """,
    GROUP: """
        任务名称 工作名称 类别 工作类别 任务类别 任务分类 领域 工作领域 重点领域 一级任务 一级指标 板块
        项目 项目名称 工作项目 事项 工作事项 事项名称 任务分工 工作分类 公开领域 重点方面 任务板块 分类
        大类 重点工作 工作重点 任务领域
    """,
    CONTENT: """
        任务内容 主要内容 工作内容 具体内容 具体举措 具体任务 工作举措 主要举措 工作措施 具体措施
        推进举措 重点举措 举措 措施 内容 三级任务 三级指标 工作要求 具体要求 任务要求 任务分解 具体工作
        任务措施 重点内容 任务举措 落实举措 工作内容及要求 具体工作任务 具体任务内容 公开内容
        工作任务内容 实施内容 重点任务内容 重点任务举措 主要工作内容 工作任务及要求 工作任务和要求
    """,
    _EITHER: """
        工作任务 任务 主要任务 重点任务 工作要点 要点 任务项 主要工作 目标任务 任务事项 重点工作任务
        年度任务 要点内容 工作目标 目标 二级任务 二级指标
    """,
    UNITS: """
        责任单位 牵头单位 责任部门 牵头部门 配合单位 配合部门 协办单位 主办单位 承办单位 实施单位
        落实单位 责任主体 参与单位 责任分工 主责单位 主责部门 协同单位 单位 部门
        牵头 配合 责任单位及分工 责任单位（部门） 责任单位(部门) 协同部门 牵头责任单位
        主要责任单位 承办部门 主要责任部门 落实部门 参加单位 参与部门 协作单位
    """,
    _INSIDE: """
        责任科室 牵头科室 责任处室 承办科室 经办科室 具体科室 落实科室 科室 处室 内设机构 责任部室
    """,
    DUE: """
        完成时限 时间节点 时限要求 时限 完成时间 进度安排 时间安排 完成期限 办结时限 时间要求 推进时间
        节点 期限 时间 完成节点 工作时限 时间进度 进度要求 完成时间节点 计划完成时间 落实时限 工作进度
        推进节点 责任时限 完成日期 时间期限
    """,
    OTHER: """
        备注 联系人 联系方式 联系电话 完成情况 进展情况 落实情况 工作进展 成果形式 责任人 分管领导
        责任领导 说明 依据 预期成果 完成标志 工作成果 评估标准 分值 对应条目 成果 考核要求 标志性成果
        完成形式 渠道 频次
    """,
}
_ROLE = {name: role for role, names in _EXACT.items() for name in names.split()}
_LONGEST = max(map(len, _ROLE))


def role_of(name: str) -> str | None:
    """Role of a column by its name; `either` still to be settled; None when it is no column name."""
    plain = re.sub("[（(][^（）()]{0,12}[）)]", "", squeeze(name).replace(" ", "")).strip("：:*、")
    if plain in _ROLE:
        return _ROLE[plain]
    if not 2 <= len(plain) <= 9 or re.search("[，。；0-9]", plain):
        return None
    for pattern, role in (
        ("(?:单位|部门|主体)$", UNITS),
        ("(?:时限|期限|时间|节点)$", DUE),
        ("(?:内容|举措|措施)$", CONTENT),
        ("(?:名称|类别|领域|分类)$", GROUP),
    ):
        if re.search(pattern, plain) and not re.match("各|区|相关|有关|本|按|重要时间", plain):
            return role
    return None


def roles_of(names: list[str]) -> list[str | None] | None:
    """Roles of the columns of a header row; None when the row is no header.

    A header names at least the content and one more column, each name short.
    """
    found = [role_of(n) for n in names]
    written = [n for n in names if n.strip()]
    distinct = {r for r in found if r}
    if len(distinct) < 2 or not distinct & {CONTENT, GROUP, _EITHER}:
        return None
    if not distinct & {UNITS, _INSIDE, DUE, NUMBER} or sum(r is not None for r in found) < len(written) * 0.6:
        return None
    return settle(found)


def settle(roles: list[str | None]) -> list[str | None]:
    """Decide the `either` columns, and see to it that there is a content column."""
    inside = OTHER if UNITS in roles else UNITS
    out = [inside if r == _INSIDE else r for r in roles]
    for i, role in enumerate(out):
        if role == _EITHER:
            out[i] = GROUP if CONTENT in roles else CONTENT
    if CONTENT not in out:
        last = max((i for i, r in enumerate(out) if r == GROUP), default=None)
        if last is not None:
            out[last] = CONTENT
    contents = [i for i, r in enumerate(out) if r == CONTENT]
    if len(contents) > 1 and GROUP not in out:
        out[contents[0]] = GROUP
    return out


def header_at(lines: tuple[Line, ...] | list[Line], start: int) -> tuple[int, list[str]] | None:
    """Find a header in broken lines.

    Args:
        lines: the lines of the file.
        start: index of the line where it must begin.

    Returns:
        Index after its last line and the roles of its columns in printed order, or None.
    """
    best: tuple[int, list[str]] | None = None
    text = ""
    for end in range(start, min(start + 16, len(lines))):
        text += re.sub(r"\s", "", lines[end].text)
        if len(text) > 60:
            break
        names = _segment(text)
        if names is None:
            if not _prefix(text):
                break
            continue
        roles = roles_of(names)
        if roles is not None and len(names) >= 3:
            best = (end + 1, [r for r in roles if r])
    return best


@lru_cache(4096)
def _segment(text: str) -> list[str] | None:
    """Cut a run of characters wholly into column names, longest names first."""
    if not text:
        return []
    for size in range(min(_LONGEST, len(text)), 0, -1):
        if text[:size] in _ROLE:
            rest = _segment(text[size:])
            if rest is not None:
                return [text[:size], *rest]
    return None


@lru_cache(4096)
def _prefix(text: str) -> bool:
    """Whether the run could still become a header: names, then the beginning of one."""
    if not text:
        return True
    if any(name.startswith(text) for name in _ROLE):
        return True
    return any(text[:n] in _ROLE and _prefix(text[n:]) for n in range(min(_LONGEST, len(text) - 1), 0, -1))

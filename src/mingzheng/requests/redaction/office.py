"""Word and Excel: a copy without what the file hides. What is not ours to decide, or cannot be done surely, is refused. Pure."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.scrub import scrub
from mingzheng.requests.redaction.copying.verifying import Report

TYPES = ("docx", "xlsx")
_TRACKED = frozenset({"tracked_insertion", "tracked_deletion", "tracked_move", "tracked_format"})


def clean(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[bytes, Report]:
    """The cleaned copy and what was done.

    Raises:
        Refused: ``tracked`` when changes wait for a decision, ``nothing_hidden``, ``left`` when the second scan still finds
            something, and what ``scrub`` raises.
    """
    before = scan_hidden(data, name, limits)
    if any(finding.type in _TRACKED for finding in before):
        raise Refused(
            "文件中有修订，接受还是拒绝要由起草人决定，系统不代为处理。",
            remedy="请在“审阅”中逐条接受或拒绝修订，另存后重新上传。",
            code="tracked",
        )
    if not before:
        raise Refused("没有检查到隐藏内容，不需要清除。", remedy="可以直接提供原件。", code="nothing_hidden")
    done = scrub(data, name, limits)
    serious = [finding for finding in done.left if finding.serious]
    if serious:
        first = serious[0]
        raise Refused(
            f"有 {len(serious)} 处隐藏内容不能由机器清除，没有生成副本：{first.label}（{first.where}）。",
            remedy=first.remedy,
            code="left",
        )
    report = Report()
    report.checks += list(done.removed)
    report.checks.append("清除后重新检查：没有须清除的隐藏内容")
    report.notes += [f"{finding.label}（{finding.where}）：{finding.remedy}" for finding in done.left]
    return done.data, report

"""The files of an archive: found inside its folder only, read one at a time, looked through before they may be public."""

from __future__ import annotations

from pathlib import Path

from mingzheng.core.errors import Refused
from mingzheng.core.files import extract_text, scan_hidden
from mingzheng.core.files.limits import DEFAULT
from mingzheng.core.files.sniffing import require_uploadable, sniff
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import review

_GRAVE = frozenset({Severity.PRIVATE, Severity.STOP})
_UNREADABLE = frozenset({"legacy", "no_reader", "too_long"})


class Folder:
    """Files of one row. ``notes`` collects what was seen and allowed."""

    def __init__(self, root: Path, allow_findings: bool) -> None:
        self.root = root.resolve()
        self.allow = allow_findings
        self.notes: list[str] = []

    def read(self, name: str) -> tuple[str, bytes]:
        """(name, bytes) of a file inside the folder.

        Raises:
            Refused: it is not there, lies outside, or is too large.
        """
        wanted = name.strip().replace("\\", "/")
        try:
            path = (self.root / wanted).resolve()
            inside = path.is_relative_to(self.root) and path.is_file()
        except (OSError, ValueError):
            inside = False
        if not inside:
            raise Refused(
                f"找不到文件「{name[:80]}」。", remedy="请把文件放进表所在的文件夹，文件名要与表中一致。", field="file"
            )
        if path.stat().st_size > DEFAULT.file:
            raise Refused(
                f"文件「{name[:80]}」超过 {DEFAULT.file // 1048576} MB。", remedy="请压缩或拆分。", field="file"
            )
        try:
            return path.name, path.read_bytes()
        except OSError as error:
            raise Refused(f"文件「{name[:80]}」读不了。", remedy="请核对文件的权限。", field="file") from error

    def attachment(self, name: str) -> tuple[str, bytes, str]:
        """(name, bytes, title) of an attachment that may be public.

        Raises:
            Refused: as ``read``; a kind that is not taken in; something in it that must not be public.
        """
        file, data = self.read(name)
        require_uploadable(sniff(data, file))
        self.look_at_file(file, data)
        return file, data, file.rsplit(".", 1)[0]

    def look_at_text(self, title: str, text: str) -> None:
        """Personal data and marks of secrecy in what everybody would read.

        Raises:
            Refused: there are some, and the run does not allow it.
        """
        self._judge("正文", sorted({found.label for found in review(f"{title}\n{text}") if found.severity in _GRAVE}))

    def look_at_file(self, name: str, data: bytes) -> None:
        """The same for a file, with what it hides.

        Raises:
            Refused: as ``look_at_text``.
        """
        try:
            text = extract_text(data, name).text
        except Refused as refused:
            if refused.code not in _UNREADABLE:
                raise
            text = ""
            self.notes.append(f"附件「{name[:40]}」的文字读不出来，没有检查。")
        labels = {found.label for found in review(text) if found.severity in _GRAVE}
        labels |= {finding.label for finding in scan_hidden(data, name) if finding.serious}
        self._judge(f"文件「{name[:40]}」", sorted(labels))

    def _judge(self, where: str, labels: list[str]) -> None:
        if not labels:
            return
        found = "、".join(labels[:6])
        if not self.allow:
            remedy = "请处理原文件后再迁入；确需先迁入、由人逐项处理的，加 --allow-findings。"
            raise Refused(f"{where}中有不应公开的内容：{found}。", remedy=remedy, code="findings")
        self.notes.append(f"{where}中有：{found}，已迁入，请尽快处理。")

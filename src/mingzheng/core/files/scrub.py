"""``scrub``: a Word or Excel file without what it hides, and what could not be taken out. Pure.

Tracked changes are accepted, comments, hidden text, hidden sheets, rows and columns and personal properties removed. The result is
scanned again: nothing is believed to be clean because it was cleaned.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from mingzheng.core.errors import Refused
from mingzheng.core.files import scrub_office, scrub_xlsx
from mingzheng.core.files.extraction import extract_text
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.hidden_findings import HiddenFinding
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.packages import Package
from mingzheng.core.files.sniffing import sniff

_WHAT = {"docx": "Word 文档", "xlsx": "Excel 工作簿"}


@dataclass(frozen=True)
class Scrubbed:
    """``removed`` says in words what was taken out; ``left`` is what the second scan still finds."""

    data: bytes
    removed: tuple[str, ...]
    left: tuple[HiddenFinding, ...]

    @property
    def clean(self) -> bool:
        """Is nothing serious left?"""
        return not any(finding.serious for finding in self.left)


def scrub(data: bytes, name: str, limits: Limits = DEFAULT) -> Scrubbed:
    """The file without what it hides.

    Raises:
        Refused: ``not_scrubbed`` for other kinds of file; ``text_changed`` when the visible text would differ;
            and what opening the file raises.
    """
    kind = sniff(data, name, limits).code
    if kind not in _WHAT:
        remedy = "请在原来的软件中删除隐藏信息后另存，或用“打印到 PDF”重新生成。"
        raise Refused("只能清理 .docx 和 .xlsx 文件。", remedy=remedy, code="not_scrubbed")
    package = Package(data, _WHAT[kind], limits)
    package.refuse_entities()
    parts = scrub_office.Parts(package)
    _CLEANERS[kind](parts)
    fresh = _packed(parts)
    if kind == "docx" and extract_text(fresh, name, limits).text != extract_text(data, name, limits).text:
        remedy = "请在 Word 中用“文件—信息—检查文档”清理后另存。"
        raise Refused("清理会改变可见的文字，没有采用清理结果。", remedy=remedy, code="text_changed")
    return Scrubbed(fresh, tuple(parts.said), tuple(scan_hidden(fresh, name, limits)))


_CLEANERS: dict[str, Callable[[scrub_office.Parts], None]] = {
    "docx": scrub_office.clean_word,
    "xlsx": scrub_xlsx.clean,
}


def _packed(parts: scrub_office.Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.contents():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

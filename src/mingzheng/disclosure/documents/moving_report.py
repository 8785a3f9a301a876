"""The report of moving in: every row with what became of it and why, written as it happens (.xlsx or .json)."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from mingzheng.core.errors import Refused
from mingzheng.disclosure.documents.moving import Outcome

RESULTS = {"moved": "已迁入", "ready": "可以迁入", "already": "以前已迁入", "refused": "未迁入"}
_HEADER = ("行", "结果", "标题", "原因", "怎么办", "索引号", "注意")
_WIDTHS = (8, 12, 50, 50, 50, 26, 60)


class _Book(Protocol):
    def add(self, outcome: Outcome) -> None: ...
    def close(self) -> None: ...


class Report:
    """``with Report(path) as report: report.add(outcome)``; a path of None writes nothing."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._book: _Book | None = _made(path) if path is not None else None

    def add(self, outcome: Outcome) -> None:
        """One row more."""
        if self._book is not None:
            self._book.add(outcome)

    def __enter__(self) -> Report:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A run that was broken off leaves the report of what was done until then."""
        if self._book is not None:
            self._book.close()


def _made(path: Path) -> _Book:
    makers: dict[str, Any] = {".xlsx": _Xlsx, ".json": _Json}
    maker = makers.get(path.suffix.lower())
    if maker is None:
        raise Refused("报告要写成 .xlsx 或 .json。", remedy="请改 --report 的文件名。")
    try:
        path.open("wb").close()
    except OSError as error:
        raise Refused(f"报告写不到 {path}。", remedy="请用 --report 指定可以写入的位置。") from error
    book: _Book = maker(path)
    return book


class _Xlsx:
    def __init__(self, path: Path) -> None:
        import openpyxl
        from openpyxl.utils import get_column_letter

        self.path = path
        self.book = openpyxl.Workbook(write_only=True)
        self.sheet = self.book.create_sheet("迁入报告")
        for place, width in enumerate(_WIDTHS, 1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width
        self.sheet.freeze_panes = "A2"
        self.sheet.append(_HEADER)

    def add(self, outcome: Outcome) -> None:
        cells = [
            outcome.number,
            RESULTS[outcome.result],
            outcome.title,
            outcome.reason,
            outcome.remedy,
            outcome.index_number,
        ]
        self.sheet.append([_safe(cell) for cell in [*cells, "；".join(outcome.notes)]])

    def close(self) -> None:
        self.book.save(self.path)


def _safe(cell: Any) -> Any:
    """A title that begins like a formula stays a title."""
    if not isinstance(cell, str):
        return cell
    printable = "".join(letter for letter in cell if letter >= " " or letter in "\n\t")
    return f"'{printable}" if printable[:1] in ("=", "+", "-", "@") else printable


class _Json:
    def __init__(self, path: Path) -> None:
        self.stream = path.open("w", encoding="utf-8")
        self.stream.write("[")
        self.first = True

    def add(self, outcome: Outcome) -> None:
        row = {
            "row": outcome.number,
            "result": outcome.result,
            "title": outcome.title,
            "reason": outcome.reason,
            "remedy": outcome.remedy,
            "index_number": outcome.index_number,
            "notes": list(outcome.notes),
        }
        self.stream.write(("\n" if self.first else ",\n") + json.dumps(row, ensure_ascii=False))
        self.first = False

    def close(self) -> None:
        self.stream.write("\n]\n")
        self.stream.close()

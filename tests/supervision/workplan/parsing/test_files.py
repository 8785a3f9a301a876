"""The same annex as Word, Excel, CSV, PDF and broken text, with real merged cells."""

from __future__ import annotations

import pytest

from mingzheng.supervision.workplan.parsing import parse_notice

from . import pdfmaker
from .annex import HEADER, as_csv, as_docx, as_dump, as_xlsx, body_paragraphs, cells, expected, found, wrapped


@pytest.mark.parametrize(
    "options",
    [{}, {"merge": False}, {"merge": False, "pages": 4}, {"with_body": False}],
    ids=["merged", "plain", "four tables", "table only"],
)
def test_word(options: dict[str, bool]) -> None:
    notice = parse_notice(as_docx(**options), "要点.docx")  # type: ignore[arg-type]
    assert found(notice) == list(expected())
    assert all(t.inferred == () for t in notice.tasks), "merged cells of a Word table are certain"
    assert len(notice.points) == (25 if options.get("with_body", True) else 0)


@pytest.mark.parametrize("merge", [True, False])
def test_excel(merge: bool) -> None:
    notice = parse_notice(as_xlsx(merge=merge, title=merge), "2023年任务表.xlsx")
    assert found(notice) == list(expected())
    assert all(t.inferred == () for t in notice.tasks)
    assert notice.year == 2023


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv(encoding: str) -> None:
    assert found(parse_notice(as_csv(encoding), "a.csv")) == list(expected())


def test_csv_with_cells_left_empty_below_a_merge_is_filled_and_flagged() -> None:
    notice = parse_notice(as_csv(blank_merged=True), "a.csv")
    assert found(notice) == list(expected())
    assert set(notice.tasks[1].inferred) == {"units"}
    assert notice.tasks[0].inferred == ()


def _pdf(*, ruled: bool) -> bytes:
    table = pdfmaker.Table([2, 6, 17, 8, 4], ruled=ruled)
    table.row(HEADER, [False] * 5)
    rows = cells()
    for i, row in enumerate(rows):
        before = rows[i - 1] if i else None
        group = before is not None and before[1] == row[1]
        units = before is not None and group and before[3] == row[3]
        table.row(row, [False, group, False, units, False], last=i == len(rows) - 1)
    pages: list[list[str]] = []
    y = 0.0
    for paragraph in body_paragraphs():
        for k, words in enumerate(wrapped("  " + paragraph, 38)):
            if y < 60:
                pages.append([])
                y = 790.0
            pages[-1].append(pdfmaker.text(60 if k else 80, y, words.strip()))
            y -= 18
    return pdfmaker.make_pdf(pages + table.pages)


def test_pdf_with_ruled_table() -> None:
    notice = parse_notice(_pdf(ruled=True), "a.pdf")
    assert found(notice) == list(expected())
    assert all(t.inferred == () for t in notice.tasks)
    assert len(notice.points) == 25
    assert notice.number == "长府办〔2023〕12号"


def test_pdf_without_rules_is_read_as_broken_lines() -> None:
    notice = parse_notice(_pdf(ruled=False), "a.pdf")
    assert found(notice) == list(expected())
    assert len(notice.points) == 25


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"body": False},
        {"blank": False, "page_number": "{}"},
        {"order": ("number", "units", "group", "content", "due")},
        {"order": ("number", "due", "group", "content", "units")},
        {"widths": {"content": 12, "units": 5}},
        {
            "widths": {"content": 40, "group": 10, "units": 12},
            "rows_a_page": 9,
            "page_number": "第 {} 页 共 9 页",
        },
    ],
    ids=["as the sample", "no body", "bare page numbers", "units first", "limit first", "narrow", "wide"],
)
def test_broken_text(options: dict[str, object]) -> None:
    notice = parse_notice(as_dump(**options), "2023.txt")  # type: ignore[arg-type]
    assert found(notice) == list(expected())
    assert not {f for t in notice.tasks for f in t.inferred if f != "group"}

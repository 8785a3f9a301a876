"""The current list as a file: csv and json as they are read, xlsx as a workbook. Public facts only."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.disclosure.documents import listing
from mingzheng.disclosure.documents.listing import Choice
from mingzheng.disclosure.documents.models import Document

MOST = {"csv": 20_000, "json": 20_000, "xlsx": 5_000}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """At most ``MOST`` documents, the newest first; what was left out is said in the last line."""
    if kind not in MOST:
        raise Http404
    choice = Choice.of(request.GET, normative=request.GET.get("normative") == "1")
    rows = listing.export_rows(choice, MOST[kind] + 1)
    facts = _facts(rows, request.build_absolute_uri("/").rstrip("/"))
    limited = _limited(facts, MOST[kind])
    answer: HttpResponseBase
    if kind == "xlsx":
        answer = HttpResponse(_workbook(limited), content_type=TYPES[kind])
    else:
        writer = {"csv": _csv, "json": _json}[kind]
        answer = StreamingHttpResponse(writer(limited), content_type=TYPES[kind])
    name = f"{_('公开文件')}-{timekeeping.today().isoformat()}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _facts(rows: Iterable[Document], root: str) -> Iterator[dict[str, Any]]:
    for row in rows:
        edition = row.live
        yield {
            _("索引号"): row.index_number or "",
            _("标题"): row.title,
            _("发文字号"): row.doc_number,
            _("发文机关"): "、".join(edition.issuers) if edition else "",
            _("公开主体"): row.unit.name,
            _("主题分类"): row.theme,
            _("体裁"): edition.get_genre_display() if edition and edition.genre else "",
            _("行政规范性文件"): _("是") if row.normative else _("否"),
            _("成文日期"): _day(row.formed_on),
            _("发布日期"): _day(row.published_on),
            _("施行日期"): _day(edition.effective_on) if edition else "",
            _("有效期至"): _day(row.validity_until),
            _("有效性"): row.get_validity_display(),
            _("网址"): f"{root}{row.get_absolute_url()}",
        }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _limited(facts: Iterator[dict[str, Any]], most: int) -> Iterator[dict[str, Any] | str]:
    """The facts; when there are more than ``most``, a sentence that says so takes the place of the rest."""
    for number, one in enumerate(facts):
        if number == most:
            yield _("还有更多文件没有列出：一次最多导出 %(most)d 件，请缩小范围后再导出。") % {"most": most}
            return
        yield one


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterator[dict[str, Any] | str]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheet programs read UTF-8
    first = True
    for row in rows:
        if isinstance(row, str):
            yield writer.writerow([row])
            return
        if first:
            yield writer.writerow(row.keys())
            first = False
        yield writer.writerow([_safe(value) for value in row.values()])
    if first:
        yield writer.writerow([_("没有符合条件的文件。")])


def _safe(value: str) -> str:
    """No cell becomes a formula."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _json(rows: Iterator[dict[str, Any] | str]) -> Iterator[str]:
    yield '{"documents": ['
    note, first = "", True
    for row in rows:
        if isinstance(row, str):
            note = row
            break
        yield ("" if first else ",") + "\n" + json.dumps(row, ensure_ascii=False)
        first = False
    yield f'\n], "note": {json.dumps(note, ensure_ascii=False)}}}\n'


def _workbook(rows: Iterator[dict[str, Any] | str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_("公开文件"))
    sheet.freeze_panes = "A2"
    first = True

    def cell(value: str) -> Any:
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        made.data_type = "s"  # what was typed in stays text
        return made

    for row in rows:
        if isinstance(row, str):
            sheet.append([cell(row)])
            break
        if first:
            sheet.append([cell(name) for name in row])
            first = False
        sheet.append([cell(value) for value in row.values()])
    if first:
        sheet.append([cell(_("没有符合条件的文件。"))])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()

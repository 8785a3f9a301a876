"""The material of a meeting on a matter (国务院令第713号 Art. 29) as one archive: contents, texts, files, fingerprints."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.storage import storages
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.names import safe_name
from mingzheng.core.journal import commands as journal
from mingzheng.papers import forms
from mingzheng.papers.foi_forms import rendered
from mingzheng.papers.forms import Cell, Sheet, label
from mingzheng.participation.consultations import presenting
from mingzheng.participation.decisions import pack as contents
from mingzheng.participation.decisions.basis import ART_29
from mingzheng.participation.decisions.listening import Heard
from mingzheng.participation.decisions.models import Matter, Part
from mingzheng.participation.decisions.pack import Piece

STYLE = (
    "body{font:16px/1.7 sans-serif;margin:2em auto;max-width:60em;padding:0 1em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:.35em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
)


@dataclass(frozen=True)
class Packed:
    """``digest``: SHA-256 of the archive, as the journal keeps it."""

    name: str
    data: bytes
    digest: str


@dataclass
class _Packing:
    archive: zipfile.ZipFile
    moment: dt.datetime
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)  # piece, path, day, sha256

    def put(self, piece: str, path: str, data: bytes, day: dt.date) -> None:
        entry = zipfile.ZipInfo(path, self.moment.timetuple()[:6])
        entry.external_attr = 0o644 << 16
        self.archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
        self.rows.append((piece, path, day.isoformat(), hashlib.sha256(data).hexdigest()))


def pack(matter: Matter, actor: Actor) -> Packed:
    """The pack of today, written down in the journal.

    Raises:
        Refused: a piece is missing (each is named), or a file is gone or was changed.
    """
    pieces = contents.pieces(matter)
    lacking = [piece.title for piece in pieces if piece.missing]
    if lacking:
        raise Refused(
            f"会议材料还缺：{'、'.join(lacking)}。", remedy="请补齐后再制作；依法不适用的，提出认定。", code="lacking"
        )
    moment = timezone.localtime(timekeeping.now())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        packing = _Packing(archive, moment)
        for piece in pieces:
            for path, data, day in _files(piece):
                packing.put(piece.title, path, data, day)
        archive.writestr(
            zipfile.ZipInfo("目录.html", moment.timetuple()[:6]), _contents(matter, pieces, packing, actor)
        )
    data = target.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    journal.append(
        action="decisions.packed",
        actor=actor,
        subject=matter.ref,
        case_id=matter.case_id,
        summary=f"制作会议材料：{len(packing.rows)} 份，指纹 {digest[:16]}",
        basis=ART_29.text,
        data={"sha256": digest, "files": len(packing.rows)},
    )
    return Packed(f"会议材料-{_plain(matter.title)}-{moment:%Y%m%d%H%M}.zip", data, digest)


def _files(piece: Piece) -> Iterator[tuple[str, bytes, dt.date]]:
    """Each record as a sheet, then its public and its inside file."""
    folder = f"{_plain(piece.title)}"
    for number, row in enumerate(piece.rows, 1):
        sheet = _sheet(row)
        data, ending = _rendered(sheet)
        yield f"{folder}/{number:02d} {_plain(row.title)}.{ending}", data, row.day
        for word, file_id in (("附件", row.file_id), ("内部材料", row.inside_file)):
            if file_id is not None:
                file = StoredFile.objects.get(pk=file_id)
                yield f"{folder}/{number:02d} {word} {_plain(file.name)}", _read(file), row.day
    for number, said in enumerate(piece.heard, len(piece.rows) + 1):
        data, ending = _rendered(_adoption_sheet(said))
        yield f"{folder}/{number:02d} {_plain(said.title)} 意见采纳情况.{ending}", data, said.opens_on


def _read(file: StoredFile) -> bytes:
    with storages["default"].open(file.key) as held:
        data: bytes = held.read()
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Refused(f"文件「{file.name}」与存入时不同。", remedy="请联系系统管理员核对存储。", code="changed_file")
    return data


def _rendered(sheet: Sheet) -> tuple[bytes, str]:
    """As PDF; as Word where a name has a character that no face draws."""
    try:
        return forms.pdf(sheet, timekeeping.today()), "pdf"
    except Refused:
        return rendered(sheet, "docx"), "docx"


def _sheet(row: Part) -> Sheet:
    lines = [("名称", row.title), ("日期", row.day.isoformat()), ("作出或者听取的对象", row.by)]
    lines += _more(row)
    lines += [("内容", row.text), ("内部记录", row.inside), ("依法不公开的理由", row.withheld_why)]
    lines += [("登记", f"{row.made_by_text}，{timezone.localtime(row.made_at):%Y-%m-%d %H:%M}")]
    cells = tuple((label(name), Cell(value)) for name, value in lines if value)
    return Sheet(str(row.get_code_display()), (18, 82), cells, row.matter.title[:60])


def _more(row: Part) -> list[tuple[str, str]]:
    """What its kind adds."""
    found: list[tuple[str, str]] = []
    if row.kind:
        found.append(("方式", str(row.get_kind_display())))
    if row.count is not None:
        found.append(("意见条数", str(row.count)))
    if hasattr(row, "argument"):
        experts = "\n".join(f"{one.name}（{one.field}）" for one in row.argument.experts.all())
        found += [("形式", row.argument.get_form_display()), ("专家（均已签署，没有利害关系）", experts)]
        found += [("研究采纳情况", row.argument.adopted)]
    if hasattr(row, "risk"):
        risk = row.risk
        found += [("结论", risk.get_level_display()), ("风险点", risk.points)]
        found += [("防控措施", risk.measures), ("处置预案", risk.plan)]
        found += [("说明", "采用已有的评估，不重复评估" if risk.reused else "")]
    if hasattr(row, "legality"):
        said = row.legality
        found += [("送交和出具", f"{said.handed_on} — {said.given_on}"), ("少于规定时间的理由", said.early_why)]
        found += [("法定权限", said.authority), ("法定程序", said.procedure), ("草案内容", said.content)]
        found += [("结论", said.get_conclusion_display())]
    return found


def _adoption_sheet(said: Heard) -> Sheet:
    """The adoption table as it is drafted inside: every distinct opinion, how many put it, what came of it and why."""
    table = presenting.adoption(said.consultation, preview=True)
    head = tuple(label(name) for name in ("针对", "意见", "条数", "处理和理由"))
    rows = tuple(
        (
            Cell(row.article),
            Cell(row.headline),
            Cell(str(row.raw)),
            Cell("\n".join(filter(None, (row.label, row.answer)))),
        )
        for row in table.rows
    )
    none = ((Cell(presenting.NOBODY, across=4),),) if table.empty else ()
    top = f"{said.title[:40]}　收到意见 {table.raw} 条，归并后 {table.distinct} 项"
    return Sheet("公众意见研究采纳情况", (14, 42, 8, 36), (head, *rows, *none), top)


def _contents(matter: Matter, pieces: list[Piece], packing: _Packing, actor: Actor) -> bytes:
    """The contents for reading: every item of Art. 29, its files with their fingerprints, or why there is none."""
    lines = []
    for piece in pieces:
        files = [row for row in packing.rows if row[0] == piece.title]
        said = "<br>".join(
            f"{_safe(path)}<br><small>{day}　SHA-256 {digest}</small>" for _title, path, day, digest in files
        )
        lines.append(
            f"<tr><th scope=row>{_safe(piece.title)}</th><td>{said or _safe(f'没有：{piece.reason}')}</td></tr>"
        )
    made = f"{packing.moment:%Y-%m-%d %H:%M}　{_safe(actor.unit_name)} {_safe(actor.person_name)}"
    body = (
        f"<h1>会议材料目录</h1><p><strong>{_safe(matter.title)}</strong><br>承办单位：{_safe(matter.unit.name)}<br>制作：{made}</p>"
        f"<p>依据：{_safe(ART_29.text)}</p><table><thead><tr><th scope=col>材料</th><th scope=col>文件</th></tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
    head = f'<meta charset="utf-8"><title>会议材料目录</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="zh-Hans"><head>{head}</head><body>{body}</body></html>'.encode()


def _plain(title: str) -> str:
    """A title as the name of a file on any machine; its ending stays."""
    stem, dot, ending = title.replace("/", "／").replace("\\", "＼").rpartition(".")
    if dot and ending.isalnum() and len(ending) <= 5:
        return safe_name(f"{stem[:50]}.{ending}", f".{ending}")
    return safe_name(title.replace("/", "／").replace("\\", "＼")[:50] + ".x", ".x").removesuffix(".x")


def _safe(text: str) -> str:
    return html.escape(text)

"""Packs the sealed case file: papers, materials, forms, journal and clocks in one archive that proves itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.names import safe_name
from mingzheng.core.journal import commands as journal
from mingzheng.papers import foi_forms
from mingzheng.papers.forms import Sheet
from mingzheng.requests.foi import sealing
from mingzheng.requests.foi.models import Application, Delivery
from mingzheng.requests.foi.sealing import Piece, Purpose

CHECKER = Path(__file__).parent / "sealed" / "verify.py"
EXPLAINED = Path(__file__).parent / "sealed" / "how-to-check.txt"
INDEX = "目录.json"
IN_MEMORY = 8 * 1024 * 1024


@dataclass
class Sealed:
    """A case file, ready to hand over. ``digest``: SHA-256 of its index, as the journal keeps it."""

    name: str
    file: IO[bytes]
    digest: str


@dataclass
class Packing:
    """An archive being filled, and its index."""

    archive: zipfile.ZipFile
    moment: dt.datetime
    rows: list[dict[str, Any]] = field(default_factory=list)

    def put(self, path: str, title: str, data: bytes, dated: str = "") -> None:
        self.write(path, data)
        fingerprint = hashlib.sha256(data).hexdigest()
        self.rows.append({"路径": path, "名称": title, "日期": dated, "字节": len(data), "sha256": fingerprint})

    def write(self, path: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(path, self.moment.timetuple()[:6])
        entry.external_attr = 0o644 << 16
        self.archive.writestr(entry, data, zipfile.ZIP_DEFLATED)


def seal(application: Application, actor: Actor, purpose: str) -> Sealed:
    """The case file of today, written down in the journal.

    Raises:
        Refused: the actor may not have it, or a file is missing or was changed.
    """
    refusal = sealing.why_not(application, actor)
    if refusal:
        raise refusal
    journal.seal_all()  # before any transaction: the extract carries the links of the chain
    moment = timezone.localtime(timekeeping.now())
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed on to the response, which closes it
    try:
        digest = _packed(target, application, actor, purpose, moment)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    return Sealed(f"案卷封存包-{application.number}-{moment:%Y%m%d%H%M}.zip", target, digest)


def _packed(target: IO[bytes], application: Application, actor: Actor, purpose: str, moment: dt.datetime) -> str:
    with zipfile.ZipFile(target, "w") as archive:
        packing = Packing(archive, moment)
        for number, piece in enumerate(_pieces(application), 1):
            path = f"{piece.group}/{number:03d} {_plain(piece.title)}.{piece.ending}"
            packing.put(path, piece.title, piece.read(), piece.dated.isoformat() if piece.dated else "")
        pieces = len(packing.rows)
        history, clocks, facts = sealing.extract(application), sealing.ledger(application), sealing.facts(application)
        packing.put("4-经过/日志.json", "工作日志摘录和链上证明", _json(history))
        packing.put(
            "4-经过/办理事实.json", "补正、征求意见、检索、沟通、收费、延期、答复、送达、复议诉讼的记录", _json(facts)
        )
        packing.put("4-经过/期限.json", "期限台账和推算理由", _json(clocks))
        packing.put(
            "目录.html", "目录（供阅读）", _page(application, packing.rows, (history, clocks, facts), purpose, moment)
        )
        packing.put("verify.py", "核对程序", CHECKER.read_bytes())
        packing.put("核对说明.txt", "怎样核对", EXPLAINED.read_bytes())
        index = {
            "申请号": application.number,
            "单位": application.unit.name,
            "用途": Purpose(purpose).label,
            "制作时间": moment.isoformat(timespec="seconds"),
            "制作人": f"{actor.unit_name} {actor.person_name}",
            "文件": packing.rows,
        }
        data = _json(index)
        digest = hashlib.sha256(data).hexdigest()
        packing.write(INDEX, data)
    sealing.record(application, actor, purpose=purpose, digest=digest, pieces=pieces)
    return digest


def _pieces(application: Application) -> Iterator[Piece]:
    yield from sealing.letters(application)
    yield from sealing.materials(application)
    for sheet in _sheets(application):
        yield _form(sheet)
    for annex in sealing.annexes(application):
        yield from annex.pieces


def _sheets(application: Application) -> Iterator[Sheet]:
    """The forms as they stand today."""
    yield foi_forms.application_form(application)
    yield foi_forms.registration(application)
    for delivery in Delivery.objects.select_related("letter__unit").filter(letter__application=application):
        yield foi_forms.return_receipt(delivery.letter, delivery)


def _form(sheet: Sheet) -> Piece:
    """As PDF; as Word where a name has a character that no face draws."""
    try:
        data, ending = foi_forms.rendered(sheet, "pdf"), "pdf"
    except Refused:
        data, ending = foi_forms.rendered(sheet, "docx"), "docx"
    return Piece("3-表单", sheet.title, ending, lambda: data)


def _plain(title: str) -> str:
    """A title as the name of a file on any machine."""
    return safe_name(title.replace("/", "／").replace("\\", "＼") + ".x", ".x").removesuffix(".x")[:60]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _page(
    application: Application,
    rows: list[dict[str, Any]],
    said: tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]],
    purpose: str,
    moment: dt.datetime,
) -> bytes:
    """The index for reading: files, what was done, clocks with their reasons, what happened."""
    history, clocks, facts = said
    done = [
        (one["种类"], "\n".join(f"{name}：{value}" for name, value in one.items() if name != "种类")) for one in facts
    ]
    files = [(str(n), row["名称"], row["日期"], row["路径"], row["sha256"]) for n, row in enumerate(rows, 1)]
    reasons = [
        (f"{clock['事项']}：{clock['时钟']}", clock["期限"], "\n".join(clock["理由"]), clock["依据"])
        for clock in clocks
    ]
    steps = [_step(one) for one in history["记录"]]
    parts = (
        f"<h1>案卷目录</h1><p>申请号：{_safe(application.number)}　单位：{_safe(application.unit.name)}　"
        f"用途：{Purpose(purpose).label}　制作时间：{moment:%Y-%m-%d %H:%M}</p>",
        "<p>怎样核对见《核对说明.txt》；全部文件的指纹见《目录.json》。</p>",
        _table("文件", ("序号", "名称", "日期", "路径", "SHA-256"), files),
        _table("办理事实", ("种类", "内容"), done),
        _table("期限", ("时钟", "期限", "推算理由", "依据"), reasons),
        _table("经过", ("时间", "岗位和人员", "事项", "依据", "链上位置"), steps),
    )
    style = (
        "body{font:16px/1.6 sans-serif;margin:2em auto;max-width:75em;padding:0 1em}table{border-collapse:collapse;width:100%}"
        "th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-line}"
    )
    head = f'<meta charset="utf-8"><title>案卷目录 {_safe(application.number)}</title><style>{style}</style>'
    return f'<!doctype html><html lang="zh-Hans"><head>{head}</head><body>{"".join(parts)}</body></html>'.encode()


def _step(one: dict[str, Any]) -> tuple[str, str, str, str, str]:
    said = dict(zip(sealing.FIELDS, one["记录"], strict=True))
    when = timezone.localtime(dt.datetime.fromisoformat(said["时间（UTC）"]))
    place = str(one["位置"]) if one["位置"] else "待封印"
    return f"{when:%Y-%m-%d %H:%M}", f"{said['单位']} {said['人员']}", said["摘要"], said["依据"], place


def _table(caption: str, names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f"<th scope=col>{_safe(name)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{caption}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _safe(text: str) -> str:
    return html.escape(text)

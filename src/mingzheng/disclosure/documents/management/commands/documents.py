"""``documents import FOLDER_OR_SHEET | read FILE | scrub FILE``."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.files.scrub import scrub
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.queries import find_unit
from mingzheng.disclosure.documents import moving_sheet
from mingzheng.disclosure.documents.bringing_in import known_agencies
from mingzheng.disclosure.documents.intake import cleaning, proposals
from mingzheng.disclosure.documents.moving import Mover, Options, Outcome, Tally
from mingzheng.disclosure.documents.moving_report import Report

_LARGEST = 60 * 1024 * 1024
_EVERY = 2.0  # seconds between two words on how far it has come


class Command(Subcommands):
    help = "迁入历史文件；读出一份文件的正文和元数据；清理文件中的隐藏信息。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="import|read|scrub")
        load = what.add_parser(
            "import",
            help="迁入已公开的文件：表（.xlsx、.csv、.json、.jsonl）加文件，或一个文件夹；可反复运行，不会重复",
        )
        load.add_argument("source", metavar="表或文件夹", type=Path)
        load.add_argument(
            "--map",
            dest="mapping",
            metavar="文件",
            type=Path,
            help='列名对照（JSON 或 YAML），例如 {"文件题名": "title"}',
        )
        load.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        load.add_argument("--unit", metavar="单位", default="", help="表中没有写明公开主体的，归这个单位（名称或代码）")
        load.add_argument(
            "--source-name",
            metavar="名称",
            default="历史文件",
            help="原系统的名称，记入迁入来源；同一系统请一直用同一名称",
        )
        load.add_argument(
            "--originals",
            choices=["public", "internal", "no"],
            default="internal",
            help="正文文件：public 随文公开，internal 只供内部查阅，no 不保留",
        )
        load.add_argument("--allow-findings", action="store_true", help="含有个人信息、隐藏信息的也迁入，由人随后处理")
        load.add_argument(
            "--assume-published", action="store_true", help="没有发布日期的，按印发日期或成文日期计（记入报告）"
        )
        load.add_argument("--report", metavar="文件", type=Path, help="报告（.xlsx 或 .json），默认写在当前文件夹")
        load.add_argument("--json", action="store_true", help="结果输出 JSON")
        read = what.add_parser("read", help="只读不存：一份 .docx、.pdf、.ofd、.txt 的正文和元数据，每项附原文")
        read.add_argument("file", metavar="文件", type=Path)
        read.add_argument("--json", action="store_true", help="输出 JSON")
        wash = what.add_parser("scrub", help="清理 .docx、.xlsx 中的修订、批注、隐藏内容和属性，另存一份")
        wash.add_argument("file", metavar="文件", type=Path)
        wash.add_argument("--to", metavar="文件", type=Path, help="另存为；默认在原文件名后加「-已清理」")
        wash.add_argument("--json", action="store_true", help="输出 JSON")

    # --- import ----------------------------------------------------------------------------------

    def _import(self, options: dict[str, Any]) -> None:
        sheet = moving_sheet.open_source(options["source"], moving_sheet.read_map(options["mapping"]))
        unit = find_unit(options["unit"]) if options["unit"] else None
        if options["unit"] and unit is None:
            raise Refused(f"没有「{options['unit']}」这个单位。", remedy="./run units list 列出全部单位。")
        given = Options(
            source=options["source_name"].strip()[:60] or "历史文件",
            unit=unit,
            originals=options["originals"],
            allow_findings=options["allow_findings"],
            assume_published=options["assume_published"],
            dry=options["dry_run"],
        )
        path = options["report"] or Path(f"{moving_sheet.REPORT}{options['source'].resolve().stem}.xlsx")
        if path.resolve() == sheet.path.resolve():
            raise Refused("报告不能写到要迁入的表上。", remedy="请用 --report 另写一个文件名。")
        self._say_columns(sheet)
        started, spoken, told = time.monotonic(), time.monotonic(), Tally()
        with Report(path) as report:

            def hear(outcome: Outcome) -> None:
                nonlocal spoken
                report.add(outcome)
                told.add(outcome)
                if time.monotonic() - spoken >= _EVERY:
                    spoken = time.monotonic()
                    self._progress(told, spoken - started)

            tally = Mover(sheet, given).run(hear)
        self._result(tally, path, options, time.monotonic() - started)
        if tally.refused:
            sys.exit(1)

    def _say_columns(self, sheet: moving_sheet.Sheet) -> None:
        named = "，".join(f"{name} → {field}" for name, field in sheet.columns.items())
        self.stderr.write(f"认出的列：{named}")
        if sheet.unknown:
            self.stderr.write(f"没有用到的列：{'、'.join(sheet.unknown)}（要用的，请用 --map 写明对照）")

    def _progress(self, tally: Tally, seconds: float) -> None:
        rate = tally.seen / max(seconds, 0.1)
        self.stderr.write(f"已看 {tally.seen} 行，未迁入 {tally.refused} 行，每秒 {rate:.0f} 行")

    def _result(self, tally: Tally, path: Path, options: dict[str, Any], seconds: float) -> None:
        if options["json"]:
            row = {**asdict(tally), "dry_run": options["dry_run"], "report": str(path), "seconds": round(seconds, 1)}
            self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        done = f"可以迁入 {tally.ready} 份" if options["dry_run"] else f"迁入 {tally.moved} 份"
        self.stdout.write(
            f"{done}，以前已迁入 {tally.already} 份，未迁入 {tally.refused} 行，有 {tally.noted} 份需要留意。逐行的原因见 {path}"
        )

    # --- read ------------------------------------------------------------------------------------

    def _read(self, options: dict[str, Any]) -> None:
        cleaned = cleaning.read(_bytes(options["file"]), options["file"].name)
        found = proposals.propose(cleaned, known_agencies())
        if options["json"]:
            rows = [
                {"field": one.field, "label": one.label, "value": one.shown, "source": one.source, "start": one.start, "end": one.end,
                 "confidence": one.confidence, "note": one.note, "others": list(one.others)}
                for one in found.proposals.values()
            ]  # fmt: skip
            told = {
                "html": cleaned.html,
                "proposals": rows,
                "doubts": [asdict(doubt) for doubt in found.doubts],
                "notes": [asdict(note) for note in cleaned.notes],
                "pictures": [{"name": one.name, "width": one.width, "height": one.height} for one in cleaned.pictures],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for one in found.proposals.values():
            said = f"（{one.note}）" if one.note else ""
            self.stdout.write(f"{one.label}：{one.shown}{said}\n    原文：{' / '.join(one.source.split(chr(10)))}")
        for doubt in found.doubts:
            self.stdout.write(f"请核对：{doubt.text}")
        for note in cleaned.notes:
            self.stdout.write(f"注意：{f'{note.where}：' if note.where else ''}{note.text}")
        self.stdout.write(f"\n{cleaned.html}")

    # --- scrub -----------------------------------------------------------------------------------

    def _scrub(self, options: dict[str, Any]) -> None:
        source: Path = options["file"]
        done = scrub(_bytes(source), source.name)
        target: Path = options["to"] or source.with_name(f"{source.stem}-已清理{source.suffix}")
        try:
            with target.open("xb") as stream:
                stream.write(done.data)
        except FileExistsError as error:
            raise Refused(f"{target} 已经存在。", remedy="请用 --to 另写一个文件名。") from error
        except OSError as error:
            raise Refused(f"写不到 {target}。", remedy="请用 --to 指定可以写入的位置。") from error
        if options["json"]:
            told = {
                "file": str(target),
                "removed": list(done.removed),
                "left": [one.as_row() for one in done.left],
                "clean": done.clean,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(f"已另存为 {target}")
            for words in done.removed or ("没有需要清理的内容",):
                self.stdout.write(f"  {words}")
            for finding in done.left:
                self.stdout.write(f"  仍有：{finding.label}（{finding.where}）{finding.remedy}")
        if not done.clean:
            sys.exit(1)


def _bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Refused: it is not there, too large, or cannot be read.
    """
    if not path.is_file():
        raise Refused(f"没有这个文件：{path}。", remedy="请核对路径。")
    if path.stat().st_size > _LARGEST:
        raise Refused("文件超过 60 MB。", remedy="请压缩其中的图片或拆分。")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"文件读不了：{path}。", remedy="请核对文件的权限。") from error

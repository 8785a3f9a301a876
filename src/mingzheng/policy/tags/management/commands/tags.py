"""``tags agreement | suggest FILE | export FILE``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.queries import find_unit
from mingzheng.disclosure.documents.intake import cleaning, proposals
from mingzheng.policy.tags import queries, shipped, suggesting
from mingzheng.policy.tags.catalogue import in_force
from mingzheng.policy.tags.models import Tagging, Version

_LARGEST = 60 * 1024 * 1024


class Command(Subcommands):
    help = "标签：推荐与确认的一致程度；给一份文件推荐标签；导出现行目录。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="agreement|suggest|export")
        agree = what.add_parser("agreement", help="推荐的标签与人确认的对照：按分面的查准率和查全率")
        agree.add_argument("--unit", metavar="单位", default="", help="只算一个单位的文件（名称或代码）")
        agree.add_argument("--json", action="store_true", help="输出 JSON")
        one = what.add_parser("suggest", help="只读不存：给一份 .docx、.pdf、.ofd、.txt 推荐标签，附依据的词")
        one.add_argument("file", metavar="文件", type=Path)
        one.add_argument("--json", action="store_true", help="输出 JSON")
        out = what.add_parser("export", help="把现行目录写成 .json")
        out.add_argument("file", metavar="文件", type=Path)

    def _agreement(self, options: dict[str, Any]) -> None:
        unit = find_unit(options["unit"]) if options["unit"] else None
        if options["unit"] and unit is None:
            raise Refused(f"没有「{options['unit']}」这个单位。", remedy="./run units list 列出全部单位。")
        told: dict[str, Any] = {}
        for how in Tagging.How:
            rows, documents = queries.agreement(how, unit_id=unit.pk if unit else None)
            told[how.value] = {"documents": documents, "facets": [_facts(row) for row in rows]}
            if not options["json"]:
                self._table(str(how.label), rows, documents)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _table(self, label: str, rows: list[suggesting.Agreement], documents: int) -> None:
        self.stdout.write(f"{label}：{documents} 份文件")
        if not documents:
            return
        for row in rows:
            said = f"推荐 {row.suggested}，确认 {row.confirmed}，一致 {row.hits}"
            self.stdout.write(f"  {row.label}：{said}，查准 {row.precision_text}，查全 {row.recall_text}")

    def _suggest(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise Refused(f"没有这个文件，或它超过 60 MB：{path}。", remedy="请核对路径。")
        held = in_force()
        cleaned = cleaning.read(path.read_bytes(), path.name)
        title = str(proposals.propose(cleaned).value("title") or path.stem)
        found = suggesting.suggest(title, cleaned.text, held.content if held else shipped.content())
        if options["json"]:
            rows = [{"facet": one.entry.facet, "name": one.entry.name, "reason": one.reason} for one in found]
            self.stdout.write(json.dumps({"title": title, "tags": rows}, ensure_ascii=False))
            return
        self.stdout.write(f"《{title}》" + ("" if held else "（目录还没有公布，按随软件提供的目录）"))
        for one in found:
            self.stdout.write(f"  {one.entry.name}：{one.reason}")

    def _export(self, options: dict[str, Any]) -> None:
        held = in_force()
        if held is None:
            raise Refused("标签目录还没有公布。", remedy="区府办在工作台的「标签目录」拟订、批准后公布。")
        path: Path = options["file"]
        data = {
            "number": held.number,
            "published_on": str(held.published_on),
            **Version.objects.get(pk=held.pk).content,
        }
        try:
            path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        except OSError as error:
            raise Refused(f"写不到 {path}。", remedy="请换一个位置。") from error
        self.stdout.write(f"第 {held.number} 版已写到 {path}")


def _facts(row: suggesting.Agreement) -> dict[str, Any]:
    return {
        "facet": row.facet,
        "label": row.label,
        "suggested": row.suggested,
        "confirmed": row.confirmed,
        "hits": row.hits,
        "precision": row.precision,
        "recall": row.recall,
    }

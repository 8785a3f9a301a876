"""``search QUERY``, ``search rebuild``, ``search status``."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.search import following, queries
from mingzheng.search.engines.choice import current


class Command(BaseCommand):
    help = "检索公开的内容；重建检索索引（search rebuild）；查看索引状态（search status）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "query", metavar="查询", nargs="+", help="要找的词或问题；rebuild：重建索引；status：索引状态"
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument("--page", metavar="页", type=int, default=1, help="第几页，默认 1，每页 10 条")
        parser.add_argument("--newest", action="store_true", help="按日期排列，默认按相关程度")
        parser.add_argument("--kind", metavar="种类", default="", help="只找这一种，如 政策文件")
        parser.add_argument("--year", metavar="年份", default="", help="只找这一年发布的")

    def handle(self, *args: Any, query: list[str], **options: Any) -> None:
        if query == ["rebuild"]:
            self._rebuild()
        elif query == ["status"]:
            self._status(as_json=options["json"])
        else:
            self._search(" ".join(query), options)

    def _rebuild(self) -> None:
        """To the end, with progress; the old index serves until then."""
        self.stdout.write("正在核对全部可检索的内容……")
        self.stdout.flush()
        builder = following.rebuild_all()
        try:
            while not builder.work(1.0):
                self._progress(builder)
        except BaseException:
            builder.abandon()
            raise
        following.catch_up()
        self.stdout.write(f"索引已重建：共 {builder.done} 条。")

    def _progress(self, builder: following.Builder) -> None:
        percent = 100 * builder.done / builder.total if builder.total else 100
        end = "\r" if sys.stdout.isatty() else "\n"
        self.stdout.write(f"建立索引：{builder.done}/{builder.total}（{percent:.0f}%）", ending=end)
        self.stdout.flush()

    def _status(self, *, as_json: bool) -> None:
        engine = current()
        standing = engine.standing()
        facts = {
            "engine": engine.name,
            "ready": standing is not None,
            "needs_building": following.needs_building(engine),
            "behind": following.behind(),
        }
        if as_json:
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        state = "可用" if facts["ready"] else "还没有建立（由后台进程建立，或运行 ./run search rebuild）"
        self.stdout.write(f"索引（{engine.name}）：{state}；尚未收入的变化 {facts['behind']} 项。")
        if facts["ready"] and facts["needs_building"]:
            self.stdout.write("词典或程序已更新，索引等待重建。")

    def _search(self, query: str, options: dict[str, Any]) -> None:
        if options["page"] < 1:
            raise CommandError("页数从 1 开始。")
        filters = {"kind": options["kind"], "year": options["year"]}
        found = queries.search(query, filters=filters, newest=options["newest"], page=options["page"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=1))
        else:
            self._print(found)

    def _print(self, found: queries.Results) -> None:
        if found.preparing:
            self.stdout.write("（索引还没有建立，结果直接取自数据库，未按相关程度排列。）")
        if found.loosened:
            self.stdout.write("没有同时含有全部词的内容，以下含有其中一部分。")
        if found.instead:
            self.stdout.write(f"您要找的是不是：{found.instead}")
        for hit in found.hits:
            record = hit.record
            state = queries.validity_labels().get(record.validity, "")
            facts = [record.kind, record.number, record.agency, str(record.published_on or ""), state]
            self.stdout.write(f"{record.title}\n    {'  '.join(fact for fact in facts if fact)}\n    {record.url}")
        self.stdout.write(f"共 {found.total} 条，第 {found.page}/{found.pages} 页。" if found.total else "没有找到。")


def as_json(found: queries.Results) -> dict[str, Any]:
    """The machine form of a page of results. Stable: names are added, never changed."""
    return {
        "query": found.query,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "loosened": found.loosened,
        "did_you_mean": found.instead,
        "synonyms": list(found.synonyms),
        "hits": [_hit(hit) for hit in found.hits],
        "facets": {
            facet.name: [{"value": value.value, "label": value.label, "count": value.count} for value in facet.values]
            for facet in found.facets
        },
    }


def _hit(hit: queries.Hit) -> dict[str, Any]:
    record = hit.record
    return {
        "key": record.key,
        "kind": record.kind,
        "title": record.title,
        "url": record.url,
        "number": record.number,
        "index_number": record.index_number,
        "agency": record.agency,
        "theme": record.theme,
        "published_on": record.published_on.isoformat() if record.published_on else None,
        "validity": record.validity,
        "exact": hit.exact,
        "passages": ["".join(piece.text for piece in passage) for passage in hit.passages],
    }

"""``privacy scan FILE``; ``privacy words list | add | remove | seed``.

It stands in this room, one floor above ``core.privacy``, because reading a file is this room's work.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.utils import OperationalError, ProgrammingError

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import conf
from mingzheng.core.files.extraction import extract_text
from mingzheng.core.files.hidden import scan_hidden
from mingzheng.core.files.hidden_findings import HiddenFinding
from mingzheng.core.privacy import commands, lexicon, queries
from mingzheng.core.privacy.detectors import scan
from mingzheng.core.privacy.findings import Finding, Severity

_ADVICE = {
    Severity.PRIVATE: "应隐去",
    Severity.CHECK: "请核对",
    Severity.PUBLIC: "可公开",
    Severity.STOP: "不得公开",
}


class Command(BaseCommand):
    help = "检查文件中的个人信息、涉密标志和隐藏内容；维护词库。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="scan|words")
        check = what.add_parser("scan", help="检查一个文件（txt、docx、xlsx、csv、pdf、ofd）")
        check.add_argument("file", metavar="文件", type=Path)
        check.add_argument("--json", action="store_true", help="输出 JSON：type、start、end、text、mask")
        words = what.add_parser("words", help="查看或修改词库")
        act = words.add_subparsers(dest="act", required=True, metavar="list|add|remove|seed")
        show = act.add_parser("list", help="列出启用的词")
        show.add_argument("--json", action="store_true", help="输出 JSON")
        add = act.add_parser("add", help="新增或重新启用一个词")
        add.add_argument("word", metavar="词")
        add.add_argument("--kind", choices=list(lexicon.KINDS), default="sensitive", help="类别，默认 sensitive")
        add.add_argument("--mode", choices=list(lexicon.MODES), default="anywhere", help="怎样算出现，默认 anywhere")
        add.add_argument(
            "--except", dest="exceptions", action="append", default=[], metavar="短语", help="含有它就不算；可写多次"
        )
        add.add_argument("--note", metavar="说明", default="", help="备注")
        act.add_parser("remove", help="停用一个词").add_argument("word", metavar="词")
        act.add_parser("seed", help="补入随系统提供的初始词，已改过的不动")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            self._scan(options["file"], as_json=options["json"]) if what == "scan" else self._words(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _scan(self, path: Path, *, as_json: bool) -> None:
        data = _read(path)
        text = extract_text(data, path.name, conf.limits()).text
        findings = _review(text)
        if as_json:
            rows = [finding.as_row() for finding in findings]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self._print(text, findings, scan_hidden(data, path.name, conf.limits()))

    def _print(self, text: str, findings: list[Finding], hidden: list[HiddenFinding]) -> None:
        if not findings:
            self.stdout.write("正文中没有发现个人信息、涉密标志或敏感词。")
        for finding in findings:
            line = text.count("\n", 0, finding.start) + 1
            advice = _ADVICE[finding.severity]
            note = f"  （{finding.note}）" if finding.note else ""
            self.stdout.write(f"第 {line:>4} 行  {advice}  {finding.label}：{finding.mask}{note}")
        for item in hidden:
            self.stdout.write(f"隐藏内容  {item.label}  {item.where}  {item.remedy}")
        self.stdout.write(f"共 {len(findings)} 处；隐藏内容 {len(hidden)} 处。")

    def _words(self, options: dict[str, Any]) -> None:
        actor = Actor.system("命令行")
        if options["act"] == "list":
            self._list(as_json=options["json"])
        elif options["act"] == "seed":
            self.stdout.write(f"补入 {commands.seed_lexicon(actor)} 个词。")
        elif options["act"] == "remove":
            commands.remove_word(options["word"], actor=actor)
            self.stdout.write("已停用。")
        else:
            facts = {key: options[key] for key in ("mode", "exceptions", "note")}
            commands.add_word(options["word"], options["kind"], actor=actor, **facts)
            self.stdout.write("已启用。")

    def _list(self, *, as_json: bool) -> None:
        words = list(queries.words())
        if as_json:
            rows = [{"word": word.word, "kind": word.kind, "mode": word.mode, "note": word.note} for word in words]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        if not words:
            self.stdout.write("词库还没有词，目前使用随系统提供的初始词。运行 privacy words seed 可将其存入词库。")
        for word in words:
            kind, mode = word.get_kind_display(), word.get_mode_display()
            self.stdout.write(f"{word.word}  {kind}  {mode}  {word.note}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CommandError(f"没有这个文件：{path}。请核对路径。") from error
    except OSError as error:
        raise CommandError(f"无法读取文件：{path}。请确认它是文件并有读取权限。") from error


def _review(text: str) -> list[Finding]:
    """With the office's lexicon; with the seed list where the database is not made yet."""
    try:
        return queries.review(text, include_public=True)
    except (OperationalError, ProgrammingError):
        seeds = lexicon.Matcher(lexicon.read_words())
        found = [*scan(text, include_public=True), *seeds.scan(text)]
        return sorted(found, key=lambda finding: (finding.start, finding.end))

"""Matching a text against secret marks and sensitive words. Pure, no Django.

``anywhere`` words match wherever they stand, except inside one of their exceptions (内部资料性出版物). ``mark`` words
are a mark of secrecy only where they are written like one: 绝密★3年, 密级：机密, 【秘密】, or alone on a line;
商业秘密, 国家秘密 and 机密性 in running text are ordinary words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs
import yaml

from mingzheng.core.errors import Refused
from mingzheng.core.privacy.findings import LABELS, Finding, Severity
from mingzheng.core.privacy.numbers import Page

KINDS = {"secret_mark": "涉密或内部标志", "sensitive": "敏感词"}
MODES = {"anywhere": "出现即提示", "mark": "仅作为标志出现时提示"}
SEED_FILE = Path(__file__).with_name("lexicon.yaml")
MAX_WORD = 64

_PERIOD = r"(?:[ ]{0,2}(?:[0-9]{1,3}[ ]?(?:年|个月|月|日|天)|长期|永久|启用前|解密前))?"
_SEVERITY = {"secret_mark": Severity.STOP, "sensitive": Severity.CHECK}
_NOTES = {
    "secret_mark": "带有涉密或内部标志的内容，在解密、确认属性之前不得公开（条例第十七条，保密法第三十五条）",
    "sensitive": "请人工判断是否可以公开",
}


@dataclass(frozen=True)
class Word:
    """One entry of the lexicon; ``exceptions`` are longer phrases in which the word is innocent."""

    word: str
    kind: str = "sensitive"
    mode: str = "anywhere"
    exceptions: tuple[str, ...] = ()
    note: str = ""


class Matcher:
    """Immutable; built once for a state of the lexicon, then shared by threads."""

    def __init__(self, words: Iterable[Word]) -> None:
        words = [word for word in words if word.word]
        self._plain = [word for word in words if word.mode == "anywhere"]
        self._marks = [(word, _mark_pattern(word.word)) for word in words if word.mode == "mark"]
        self._automaton = ahocorasick_rs.AhoCorasick(
            [Page(word.word).upper for word in self._plain],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def scan(self, text: str) -> list[Finding]:
        """Findings of types ``secret_mark`` and ``sensitive`` in order; offsets into ``text`` as given."""
        page = Page(text)
        hits = [*self._scan_words(page), *self._scan_marks(page)]
        findings: list[Finding] = []
        for word, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
            if not findings or start >= findings[-1].end:
                findings.append(_finding(text, word, start, end))
        return findings

    def _scan_words(self, page: Page) -> Iterator[tuple[Word, int, int]]:
        for index, start, end in self._automaton.find_matches_as_indexes(page.upper):
            word = self._plain[index]
            if not _excepted(page.upper, word, start):
                yield word, start, end

    def _scan_marks(self, page: Page) -> Iterator[tuple[Word, int, int]]:
        for word, pattern in self._marks:
            for match in pattern.finditer(page.upper):
                group = match.lastgroup or 0
                if not _excepted(page.upper, word, match.start(group)):
                    yield word, *match.span(group)


def _mark_pattern(word: str) -> re.Pattern[str]:
    spaced = "[ ]{0,3}".join(map(re.escape, Page(word).upper))
    return re.compile(
        rf"(?P<star>{spaced}[ ]{{0,3}}[★☆]{_PERIOD})"
        rf"|密[ ]{{0,3}}级[ ]{{0,2}}:?[ ]{{0,2}}(?P<grade>{spaced})(?!性)"
        rf"|[【(\[〔『「](?P<boxed>{spaced})[】)\]〕』」]"
        rf"|^[ \t]*(?P<alone>{spaced}(?:[ ]{{0,2}}\*{_PERIOD})?)[ \t]*\r?$",
        re.MULTILINE,
    )


def _excepted(upper: str, word: Word, start: int) -> bool:
    for exception in word.exceptions:
        phrase, core = Page(exception).upper, Page(word.word).upper
        at = phrase.find(core)
        while at >= 0:
            if start >= at and upper.startswith(phrase, start - at):
                return True
            at = phrase.find(core, at + 1)
    return False


def _finding(text: str, word: Word, start: int, end: int) -> Finding:
    found = text[start:end]
    return Finding(
        type=word.kind,
        start=start,
        end=end,
        text=found,
        mask=found,
        label=LABELS[word.kind],
        note=word.note or _NOTES[word.kind],
        severity=_SEVERITY[word.kind],
    )


def read_words(path: Path = SEED_FILE) -> list[Word]:
    """Words of a YAML list (``word``, ``kind``, ``mode``, ``exceptions``, ``note``).

    Raises:
        Refused: naming the entry that cannot be read.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise Refused(f"无法读取词库文件 {path.name}。", remedy="请使用 UTF-8 编码的 .yaml 文件。") from error
    if not isinstance(rows, list):
        raise Refused(f"词库文件 {path.name} 的格式不对。", remedy="文件应是词条的列表，每条有 word 和 kind。")
    return [_read_word(row, place) for place, row in enumerate(rows, 1)]


def _read_word(row: object, place: int) -> Word:
    facts = {"word": row} if isinstance(row, str) else row
    if not isinstance(facts, dict):
        raise Refused(f"词库文件第 {place} 条不是词条。", remedy="每条应写成 word: …、kind: …。")
    word = Word(
        word=str(facts.get("word", "")).strip(),
        kind=str(facts.get("kind", "sensitive")),
        mode=str(facts.get("mode", "anywhere")),
        exceptions=tuple(str(item) for item in facts.get("exceptions") or ()),
        note=str(facts.get("note", "")),
    )
    check_word(word, where=f"词库文件第 {place} 条：")
    return word


def check_word(word: Word, *, where: str = "") -> None:
    """Raises Refused for a word that the lexicon cannot hold."""
    if not 2 <= len(word.word) <= MAX_WORD:
        raise Refused(f"{where}词条应为 2 至 {MAX_WORD} 个字。", remedy="请改成更具体的词。", field="word")
    if word.kind not in KINDS:
        raise Refused(f"{where}没有「{word.kind}」这一类别。", remedy=f"可选：{'、'.join(KINDS)}。", field="kind")
    if word.mode not in MODES:
        raise Refused(f"{where}没有「{word.mode}」这一方式。", remedy=f"可选：{'、'.join(MODES)}。", field="mode")
    stray = next((item for item in word.exceptions if word.word not in item), None)
    if stray is not None:
        raise Refused(
            f"{where}例外短语「{stray}」中没有这个词。",
            remedy="例外应是包含该词的更长短语。",
            field="exceptions",
        )

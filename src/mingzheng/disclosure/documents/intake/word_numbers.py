"""The numbers that Word makes itself (automatic lists), as the words that a reader sees: 一、（一）1. ①. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mingzheng.core.files.scrub_word import W

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


def chinese(number: int) -> str:
    """二十一 for 21; up to 9999."""
    if not 0 < number < 10_000:
        return str(number)
    out, zero = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + word
            zero = False
        elif out:
            zero = True
    return out.removeprefix("一") if out.startswith("一十") else out


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, letters in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                           (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        while number >= value:
            out, number = out + letters, number - value
    return out


def shown(number: int, form: str) -> str:
    """A number in one of Word's forms (17.18.59)."""
    if not 0 < number < 5000:
        return str(number)
    if form.startswith(
        ("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideographDigital", "japaneseDigital")
    ):
        return chinese(number)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return chinese(number).translate(_LEGAL)
    if form.startswith(("decimalEnclosedCircle", "ideographEnclosedCircle")):
        return _CIRCLED[number - 1] if number <= len(_CIRCLED) else str(number)
    return _other(number, form)


def _other(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        return _letters(number) if form == "lowerLetter" else _letters(number).upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    return f"{number:02d}" if form == "decimalZero" else str(number)


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """Counts as Word does. Build with ``read``; then ask ``next`` for each numbered paragraph in order."""

    lists: dict[str, str] = field(default_factory=dict)  # number id → abstract id
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # number id → its levels
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number_id: str, level: int) -> str:
        """The words before the next paragraph of a list; "" when it has none; "•" for a bullet."""
        levels = self.levels.get(number_id)
        if levels is None or level not in levels:
            return ""
        own = levels[level]
        if own.form == "bullet":
            return "•"
        counts = self.counts.setdefault(self.lists.get(number_id, number_id), {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.form == "none":
            return ""
        return re.sub(r"%([1-9])", lambda found: self._count(levels, counts, int(found.group(1)) - 1), own.text)

    @staticmethod
    def _count(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        held = levels.get(level, _Level())
        return shown(counts.get(level, held.start), held.form)


def read(root: etree._Element | None) -> Numbering:
    """Numbering of a document from its numbering part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {each.get(W + "abstractNumId", ""): _levels(each) for each in root.iter(W + "abstractNum")}
    for each in root.iter(W + "num"):
        identity = each.get(W + "numId", "")
        reference = each.find(W + "abstractNumId")
        base = reference.get(W + "val", "") if reference is not None else ""
        levels = dict(abstract.get(base, {}))
        overridden = False
        for override in each.iter(W + "lvlOverride"):
            overridden = True
            level = _integer(override.get(W + "ilvl"), 0)
            whole = override.find(W + "lvl")
            start = override.find(W + "startOverride")
            if whole is not None:
                levels[level] = _level(whole)
            if start is not None:
                held = levels.get(level, _Level())
                levels[level] = _Level(_integer(start.get(W + "val"), 1), held.form, held.text)
        numbering.lists[identity] = f"num:{identity}" if overridden else base
        numbering.levels[identity] = levels
    return numbering


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {_integer(each.get(W + "ilvl"), 0): _level(each) for each in abstract.iter(W + "lvl")}


def _level(element: etree._Element) -> _Level:
    def value(name: str, otherwise: str) -> str:
        found = element.find(W + name)
        return otherwise if found is None else found.get(W + "val", otherwise)

    return _Level(_integer(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", ""))


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise

"""Typefaces for papers: the ones that come along (Noto), or the office's own, found in the folder MINGZHENG_FONTS.

The standard asks for 仿宋, 楷体, 黑体, 小标宋 and 宋体. Those faces belong to their makers, so none is shipped: without a folder
the Song face stands for 仿宋, 楷体, 小标宋 and 宋体, and the Hei face for 黑体. Fonts of the operating system are never used, so
that a paper looks the same on every machine.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

from mingzheng.core.errors import Refused
from mingzheng.papers import coverage

SONG, HEI = "Noto Serif SC", "Noto Sans SC"
# How the makers name the faces, in the order of preference; compared without case.
NAMES = {
    "fangsong": ("仿宋", "fangsong", "fang song", "stfangso"),
    "kai": ("楷", "kaiti", "kai ti", "simkai", "stkaiti"),
    "title": ("小标宋", "xiaobiaosong", "xbs", "biaosong"),
    "hei": ("黑体", "simhei", "heiti", "stheiti"),
    "song": ("宋体", "simsun", "stsong", "songti"),
}
STANDING_IN = {"fangsong": SONG, "kai": SONG, "title": SONG, "hei": HEI, "song": SONG}


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces at hand: families by role (first is preferred), which roles are stood in for, and what can be drawn."""

    fonts: typst.Fonts
    families: dict[str, list[str]]
    own: frozenset[str]
    drawable: frozenset[int]

    def for_template(self) -> dict[str, object]:
        """What a template needs to know; a stand-in is drawn a little bolder where the standard's face is heavy."""
        return {**self.families, "own": {role: role in self.own for role in NAMES}}


def folder() -> Path | None:
    """The office's own folder of fonts, or None.

    Raises:
        Refused: when a folder is set that does not exist.
    """
    if not settings.MINGZHENG_FONTS:
        return None
    chosen = Path(settings.MINGZHENG_FONTS)
    if not chosen.is_dir():
        raise Refused("设定的字体文件夹不存在，不能生成 PDF。", remedy="请检查环境变量 MINGZHENG_FONTS。", code="fonts")
    return chosen


def faces() -> Faces:
    """The faces at hand, read once per folder and process."""
    chosen = folder()
    return _read(str(chosen) if chosen else "")


@functools.lru_cache(maxsize=4)
def _read(own_folder: str) -> Faces:
    shipped = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[own_folder, shipped] if own_folder else [shipped],
    )
    known = [family for family in fonts.families() if family not in (SONG, HEI)]
    chosen = {role: _pick(known, names) for role, names in NAMES.items()}
    ways = {role: _unique([chosen[role], STANDING_IN[role], SONG, HEI, *known]) for role in NAMES}
    drawable: set[int] = set()
    for info in fonts.fonts():
        if info.path:
            drawable |= coverage.of_file(Path(info.path), info.index)
    return Faces(fonts, ways, frozenset(role for role in NAMES if chosen[role]), frozenset(drawable))


def _pick(known: list[str], names: tuple[str, ...]) -> str:
    for name in names:
        for family in known:
            if name in family.lower():
                return family
    return ""


def _unique(families: list[str]) -> list[str]:
    return list(dict.fromkeys(family for family in families if family))


# --- characters ------------------------------------------------------------------------------------

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def cleaned(text: str) -> str:
    """The text without characters that have no shape (controls, marks of direction, halves of pairs), one kind of space."""
    kept = []
    for char in text:
        if char in "\t\r\n" or (unicodedata.category(char) == "Zs" and char != "\u3000"):
            kept.append(" ")
        elif unicodedata.category(char) not in _UNSEEN and not 0xFE00 <= ord(char) <= 0xFE0F:
            kept.append(char if not 0xE0100 <= ord(char) <= 0xE01EF else "")
    return "".join(kept)


def drawn(text: str) -> str:
    """The text as the faces can draw it: a character that has none is written with its equal (㎡ → m2), if that has.

    Raises:
        Refused: naming each character that no face draws, with its code point.
    """
    at_hand = faces().drawable
    swapped = {char: _equal(char, at_hand) for char in set(text) if ord(char) not in at_hand}
    lacking = sorted(char for char, equal in swapped.items() if equal is None)
    if lacking:
        shown = "、".join(f"「{char}」（U+{ord(char):04X}）" for char in lacking[:10])
        raise Refused(
            f"有 {len(lacking)} 个字在现有字体里没有字形，不能生成 PDF：{shown}。",
            remedy="请在 MINGZHENG_FONTS 指定的文件夹里放入收有这些字的字体，或者在原文中改用规范写法。",
            code="glyph",
        )
    return "".join(swapped.get(char) or char for char in text)


def _equal(char: str, at_hand: frozenset[int]) -> str | None:
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char and all(ord(part) in at_hand for part in plain) else None


def lacking(text: str) -> list[str]:
    """The characters of a text that could not be drawn; empty when a PDF can be made of it."""
    at_hand = faces().drawable
    return sorted(c for c in set(cleaned(text)) if ord(c) not in at_hand and _equal(c, at_hand) is None)

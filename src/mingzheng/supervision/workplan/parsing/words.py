"""Small text tools shared by the parser: spaces, widths, brackets, Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

OPENING = "（(〔[【［《“‘「『〈{"
CLOSING = "）)〕]】］》”’」』〉}"
_PAIR = dict(zip(CLOSING, OPENING, strict=True))
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_GAP = re.compile(r"[ \t\u00a0\u3000\r\n\f]+")
_DIGITS = {
    "零": 0,
    "〇": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
CN = "一二三四五六七八九十"


def clean(text: str) -> str:
    """Drop what cannot be seen and make look-alikes plain: full-width digits and letters, radicals
    from PDF fonts.

    Punctuation is left as it was written.
    """
    text = _CONTROL.sub("", _ZERO_WIDTH.sub("", text))
    return "".join(unicodedata.normalize("NFKC", c) if _foldable(c) else c for c in text)


def _foldable(char: str) -> bool:
    code = ord(char)
    if code < 0x2E80:
        return False
    return (
        0x2E80 <= code <= 0x2FDF  # radicals that some PDF fonts give for whole characters
        or 0xF900 <= code <= 0xFAFF
        or 0xFF10 <= code <= 0xFF19
        or 0xFF21 <= code <= 0xFF3A
        or 0xFF41 <= code <= 0xFF5A
    )


def _plain_ascii(char: str) -> bool:
    return "!" <= char <= "~"


@lru_cache(maxsize=4096)  # the same lines are tried in many cuts of a row
def squeeze(text: str) -> str:
    """Remove blanks, except one between two ASCII words, where it carries meaning."""

    def keep(match: re.Match[str]) -> str:
        before = match.string[match.start() - 1] if match.start() else ""
        after = match.string[match.end()] if match.end() < len(match.string) else ""
        ascii_both = bool(before and after) and _plain_ascii(before) and _plain_ascii(after)
        return " " if ascii_both and (before.isalnum() and after.isalpha()) else ""

    return _GAP.sub(keep, text)


def join(parts: list[str] | tuple[str, ...]) -> str:
    """Join broken lines of one cell or paragraph and remove the blanks the break left."""
    return squeeze("\n".join(parts))


@lru_cache(maxsize=4096)
def em(text: str) -> float:
    """Printed width in ems: a Chinese character is 1, an ASCII one is half."""
    return sum(0.5 if ord(c) < 0x2000 else 1.0 for c in text)


def depth_at_end(text: str) -> int:
    """Open brackets left at the end; -1 when one closes that was never opened."""
    stack: list[str] = []
    for char in text:
        if char in OPENING:
            stack.append(char)
        elif char in CLOSING:
            if not stack or not _same(stack[-1], _PAIR[char]):
                return -1
            stack.pop()
    return len(stack)


def _same(one: str, other: str) -> bool:
    """Writers mix （ with ) and 〔 with ]: any round or square bracket may close another of its shape."""
    shapes = ("（(", "〔[【［")
    return one == other or any(one in s and other in s for s in shapes)


def split_top(text: str, separators: str) -> list[str]:
    """Split at separators that stand outside brackets; blank pieces are dropped."""
    out, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and char in separators:
            out.append(text[start:i])
            start = i + 1
    out.append(text[start:])
    return [p.strip() for p in out if p.strip()]


def cn_int(text: str) -> int | None:
    """Number written in digits or in Chinese (一 … 九十九); None when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    match = re.fullmatch("([一二三四五六七八九])?十([一二三四五六七八九])?", text)
    if match is None:
        return None
    return (_DIGITS[match[1]] if match[1] else 1) * 10 + (_DIGITS[match[2]] if match[2] else 0)


def cn_year(text: str) -> int | None:
    """Year written as 2023 or 二〇二三."""
    if text.isascii() and text.isdigit():
        return int(text)
    digits = [_DIGITS.get(c) for c in text]
    return int("".join(map(str, digits))) if len(digits) == 4 and None not in digits else None
